"""Finds personal data in a conversation, however it was said or written, and puts tokens in its place.

Identity, card, phone and policy numbers, plates, e-mails, addresses and names, in one turn or in parts over several.
Pure: no files, no storage; who keeps the way back keeps it (``privacy``). Not here: understanding what is said.
"""

from trainer.language.masking.masker import Masker
from trainer.language.masking.spare import spared
from trainer.language.masking.trees import kinds, mask_tree

__all__ = ["Masker", "kinds", "mask_tree", "spared"]
