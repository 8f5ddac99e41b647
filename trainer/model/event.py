"""A session is an append-only list of events; state is a fold over them. Kinds are closed.

``data`` holds JSON values only (no floats). A kind's keys are written beside it in ``KINDS``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from trainer.model.transcript import Json

KINDS: Mapping[str, str] = {
    "session.opened": "scenario, scenario_digest, rubric, rubric_digest, lexicon_digest, library_digest, engine, "
    "seed, vars, language, mode, parent, parent_seq: the frozen header",
    "agent.said": "turn, text, waited_ms, cut_parts: the raw words, committed before the answer is shown",
    "agent.did": "turn, action (verify|file|hold|transfer|wait|end), args",
    "analysed": "turn, acts, topics, unexplained: what was understood, for audit",
    "analysis.amended": "turn, acts, by, reason: a person's correction, never an edit",
    "heard": "turn, until, interrupted: where the customer stopped listening; parts that were cut off",
    "mood": "turn, anger, anxiety, trust, patience, clarity, why: the new mood and what moved it",
    "stage": "turn, stage",
    "memory": "turn, key, value: what the customer now knows or counts",
    "fact": "turn, id, state (hidden|hinted|part|full|addressed)",
    "concern": "turn, id, state (latent|raised|acknowledged|answered|settled|reopened)",
    "offer": "turn, id, state (none|made|objecting|accepted|refused)",
    "trap": "turn, id, state (idle|baited|passed|fallen)",
    "inform": "turn, id, state (untold|told|understood|nodded|wrong)",
    "customer.said": "turn, parts: [{kind, move, line, text}]",
    "ended": "turn, ending, quality (best|good|ok|bad|left), epilogue",
    "self.rated": "ratings {opening, needs, solution, objection, closing: 1-5}, notes",
    "scored": "assessment digest: that a score was shown",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    Attributes:
        seq: 1-based place in its session.
        at_turn: the agent turn that it belongs to, 0 before the first.
        kind: one of ``KINDS``.
        data: JSON object.
    """

    seq: int
    at_turn: int
    kind: str
    data: Mapping[str, Json] = field(default_factory=dict)
