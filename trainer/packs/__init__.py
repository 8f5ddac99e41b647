"""Packs are text files: read them strictly, report every mistake, build the values that the engines read.

``yaml_tree`` reads the text, the ``schema_*`` modules say what may stand in it, ``template`` casts the variables of a
scene, ``scenario``, ``rubric``, ``library`` and ``lexicon`` build the values of ``trainer.model``, ``patterns`` runs
regular expressions on RE2, ``lint`` looks for what is well formed and still wrong, ``places`` knows the folders.

Not here: deciding anything in a conversation. Import the modules, not this package: it loads nothing by itself, so
that commands which need no pack start without PyYAML, pydantic, Jinja2, Faker or RE2.
"""
