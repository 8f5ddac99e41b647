"""The values that every room shares: frozen, pure, standard library only.

Nothing here reads a file, a clock or chance. Import the modules, not this package.
"""
