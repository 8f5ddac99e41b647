"""The names that packs may use: acts, conditions of scenes, conditions of rubrics, slots of mood and heat.

The acts are those that the act files describe and those that memory and the engine find by themselves. A name that is
not here is a slip of the pen, and the checker says which name it may have meant. Not here: what the names mean.
"""

from typing import Final

from trainer.rules import Vocabulary


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


AGENT_ACTS: Final = _words("""
    greet identify willing purpose address backchannel invite_talk empathize validate condolence care apologize thank
    reassure farewell more_help paraphrase summarize cue_pickup ask_open ask_detail ask_preference ask_reason teach_back
    check_clear wait_notice use_history own check_now explain plain_words propose give_choice instruct commit_time
    vague_time offer_written involve_family slow_down escalate transfer log_complaint tell_rights disclose_limit
    honest_unknown refuse alternative verify_id protect_privacy record_notice overpromise exaggerate_return deny_limits
    hide_disclosure privacy_breach insecure_data inducement false_scarcity obstruct churn coach_callback sign_for insult
    false_identity disparage admit_liability expose_other fake_evidence blame calm_command dismiss impatience
    policy_shield jargon pushy_sale template slang
""")
MEMORY_ACTS: Final = _words("repeat reask contradict parrot discloses unanswered gloss_missing")
ENGINE_SIGNALS: Final = _words("""
    interrupted wait_long silence unclear off_topic gibberish overload early cue_missed asked opened_up unheeded
    late_close verify_bad file hold transfer wait end
""")
CUSTOMER_ACTS: Final = _words("""
    c_vent c_threat c_ask c_confirm c_deny c_agree c_refuse c_thank c_confused c_nod c_hint c_gives c_grief c_worry
""")
SCENE_ACTS: Final = AGENT_ACTS | MEMORY_ACTS | ENGINE_SIGNALS
ALL_ACTS: Final = SCENE_ACTS | CUSTOMER_ACTS
CUES: Final = _words("""
    ring part overlap silence wait hold_start hold_end verify crm_open transfer_offer transfer_done call_end nod gaze
    note stage
""")

MOODS: Final = _words("anger anxiety trust patience clarity")
SCENE_CONDITIONS: Final = Vocabulary(
    names=MOODS | _words("turn stage settled_all unsettled stall verified heat"),
    calls={
        **dict.fromkeys(("fact", "told", "settled", "raised", "offered", "passed", "fallen"), (1, 1)),
        **dict.fromkeys(("said", "did", "action", "since", "chance"), (1, 1)),
    },
)
RUBRIC_EXTRAS: Final = _words("""
    customer_turns agent_turns channel direction is_elderly is_angry is_lapsed is_bereaved practice
""")
ACT_CALLS: Final = _words("said did since")
ACTIONS: Final = _words("say verify file hold transfer wait end")
REFERENCE_CALLS: Final = {
    "fact": "fact",
    "told": "inform",
    "settled": "concern",
    "raised": "concern",
    "offered": "offer",
    "passed": "trap",
    "fallen": "trap",
}
