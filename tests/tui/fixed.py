"""One small scene, one small rubric, one call that was played once: screens of these never change with the product.

The events of the call are stored as they were; nothing here asks the engines what they think today.
"""

import json
from dataclasses import replace
from pathlib import Path

from trainer.app import Scored
from trainer.desk import Desk
from trainer.model.assessment import Assessment, Evidence, Hit, Mark, Standing, TurnMark, Versions
from trainer.model.event import Event
from trainer.model.session import SessionHeader

DATA = Path(__file__).with_name("data")
SCENE = "fixed_letter"
VERSIONS = Versions("course", "fixed", "fixed", "fixed")


def stored_events():
    rows = json.loads((DATA / "events.json").read_text(encoding="utf-8"))
    return tuple(Event(row["seq"], row["at_turn"], row["kind"], row["data"]) for row in rows)


def marks():
    named = Evidence(7, "换谁都着急", "named/zh.empathize.1", "说出了情绪。")
    calmed = Evidence(5, "您冷静一下", "calmed/zh.calm_command.1", "命令客户冷静。", helps=False)
    absent = Evidence(0, "", "promised", "第 1–17 轮里找过，没有出现。", searched=(1, 17))
    return (
        Mark("L1", 0, (calmed,)),
        Mark("L6", "not_judged", reason="reason.never"),
        Mark("E1", 2, (named, calmed)),
        Mark("K1", "no_occasion", (absent,)),
    ), (
        TurnMark(3, "", 39, -6),
        TurnMark(5, "??", 30, 9, (("L1", calmed), ("E1", calmed))),
        TurnMark(7, "!", 44, -14, (("E1", named),)),
        TurnMark(12, "?!", 38, 6),
        TurnMark(14, "?", 45, -7),
    )


class FixedDesk(Desk):
    """A desk that knows the packs of this folder only, and gives one score to every call."""

    def folders(self, kind):
        return (DATA / kind,)

    def bundled(self, kind):
        return DATA / kind

    def why(self, evidence):
        return evidence.why

    def reason(self, mark, criterion):
        return self.words.pick(criterion.unjudged) or "没有出现这样的机会。"

    def score_session(self, session):
        scored = self._judged(session.transcript())
        self.store.save_assessment(session.id, VERSIONS, {"overall": scored.standing.overall})
        return scored

    def score_file(self, path, rubric="course"):
        return tuple(self._judged(replace(one.transcript)) for one in super().score_file(path, rubric))

    def _judged(self, transcript):
        verdicts, turns = marks()
        assessment = Assessment(
            transcript.id,
            VERSIONS,
            verdicts,
            red_lines=(Hit("R01", 14, "肯定能到", "promised/zh.overpromise.1"),),
            majors=(Hit("M01", 5, "您冷静一下", "calmed/zh.calm_command.1"),),
            turn_marks=turns,
        )
        standing = Standing({"listening": 0, "empathy": 67, "compliance": 0}, 20, 44, False, (2, 4), ("R01", "M01"))
        return Scored(transcript, self.rubric(), assessment, standing)

    def keep(self, session_id, until=None):
        """Store the played call, whole or up to an event, and return its session."""
        events = stored_events()[:until]
        scenario = self.scenario(SCENE, 7, "zh")
        header = SessionHeader(session_id, SCENE, scenario.title["zh"], "zh", 7)
        self.store.create(header, events)
        return self.resume(session_id)
