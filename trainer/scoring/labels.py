"""Ids that the engine must know by name: acts that can only hurt, and the facts of a case that conditions may use.

Sources: the act list of the recogniser, course 3.7 and 3.8. Not here: what an act is worth (that is rubric data).
"""

from collections.abc import Mapping
from typing import Final

CUSTOMER_PREFIX: Final = "c_"

GRAVE: Final = frozenset({
    "overpromise", "exaggerate_return", "deny_limits", "hide_disclosure", "privacy_breach", "insecure_data",
    "inducement", "false_scarcity", "obstruct", "churn", "coach_callback", "sign_for", "insult", "false_identity",
    "disparage", "admit_liability", "expose_other", "fake_evidence",
})  # fmt: skip
"""Acts behind the red lines (course 3.5)."""

HARSH: Final = frozenset({"blame", "calm_command", "dismiss", "policy_shield", "pushy_sale", "impatience"})
"""Acts that turn a customer away on the spot (course C54, C93, X4)."""

VIOLATIONS: Final = GRAVE | {
    "blame", "calm_command", "dismiss", "impatience", "policy_shield", "jargon", "pushy_sale", "template", "slang",
    "vague_time", "repeat", "reask", "contradict", "parrot", "discloses", "unanswered", "gloss_missing",
}  # fmt: skip
"""Acts that hurt wherever they are said: they count even where the customer had stopped listening."""

FOUND_BY_CODE: Final = frozenset({
    "repeat", "reask", "contradict", "parrot", "discloses", "unanswered", "gloss_missing", "jargon",
})  # fmt: skip
"""Acts that memory finds in any language, without rules of a lexicon."""

NEUTRAL: Final = frozenset({"discloses", "jargon"})
"""Violations only under a condition of the rubric (before verification, without a gloss): no harm by themselves."""

PERSON_NAMES: Final[Mapping[str, frozenset[str]]] = {
    "is_elderly": frozenset({"elderly"}),
    "is_angry": frozenset({"angry"}),
    "is_lapsed": frozenset({"lapsed"}),
    "is_bereaved": frozenset({"bereaved", "grief"}),
}
"""Names of conditions that tell the kind of customer, and the customer types that make them true."""

CASE_NAMES: Final = frozenset({"customer_turns", "agent_turns", "channel", "direction", "practice"})
EXTRA_NAMES: Final = CASE_NAMES | frozenset(PERSON_NAMES)
"""Every name beside the check ids that a condition of a rubric may use."""
