"""What he does with the turn: leaves, lets the call end, or answers with at most reaction, content and initiative.

One pass over tiers (customer.md 5.2): leave, reaction, escalation, content, initiative, ending, filler.
Not here: which content there is (``secrets``, ``proposals``, ``settle``) and the words (``lines``).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from trainer.customer.appraise import Push, moved, plain_push
from trainer.customer.behave import behaviours
from trainer.customer.endings import Close, Why, closing, ending, leaves, parting, timeout
from trainer.customer.env import View
from trainer.customer.initiative import INVITING, concerns, cues, special
from trainer.customer.lines import NOTHING, Move, first_sayable, rows
from trainer.customer.profile import Profile
from trainer.customer.settle import bait
from trainer.customer.turn import Record
from trainer.model.digest import weight
from trainer.model.library import MOODS, Library
from trainer.model.scenario import Ending, Line, Scenario
from trainer.model.transcript import Json

WEIGHTY = ("bait", "fact", "part", "offer", "check", "right")
BUSY = frozenset({"file", "hold", "verify_id", "wait_notice", "check_now"})  # the agent is doing something: he waits
ASSENT = frozenset({"nod", "ack"})
WORTH_SAYING = 51  # priority of reactions that stand beside an answer of substance: those to what offends
CONCERNS = 4  # place of his concerns among the initiatives
PRESS_SHARE = 500  # chance that he presses a concern right after a sharp reaction, per mille (ours)
TOGETHER = 3  # data given in one breath


@dataclass(slots=True)
class Reply:
    """A reply while it is put together.

    Attributes:
        said: acts and signals of this turn; ``late_close`` and ``asked`` are added on the way.
        struck: what strikes him at once: a temptation answered, a concern broken open again.
        content: what the turn brought out, most important first.
        asked: the turn asks something of him, so that he owes an answer, not a proposal.
        spoken: moves chosen so far with their lines.
    """

    scn: Scenario
    library: Library
    rec: Record
    who: Profile
    said: dict[str, int]
    struck: tuple[Move, ...] = ()
    content: tuple[Move, ...] = ()
    asked: bool = False
    spoken: list[tuple[Move, Line]] = field(default_factory=list)

    def view(self) -> View:
        """Return the moment as conditions see it."""
        return View(self.rec.state, self.said, self.rec.turn)

    def take(self, moves: Sequence[Move], slot: str) -> Move | None:
        """Say the first of ``moves`` that has words; what it changes stands from now on."""
        found = first_sayable(moves, self.scn, self.rec.state, self.rec.turn, slot)
        if found is None:
            return None
        move, line = found
        for part, id_, state in move.changes:
            self.rec.stand(part, id_, state)
        self.spoken.append((move, line))
        return move

    def tier(self, tier: str) -> tuple[Move, ...]:
        """Return the generic behaviours of a tier that are due."""
        return behaviours(self.library, self.view(), self.who, tier)


def decide(reply: Reply) -> None:
    """Choose, speak, and end the call where it ends."""
    goodbyes = reply.tier("leave")
    left = leaves(reply.view(), goodbyes)
    close = Close.NONE if left else closing(reply.view())
    if close is Close.REFUSED:
        _refuse(reply)
    # Who agrees to a goodbye says no sharp word before it; what has just struck him he says.
    reply.take(reply.struck, "reaction") if close is Close.AGREED else _react(reply)
    over: Ending | None = None
    if left:
        over = _end(reply, Why.LEFT, goodbyes)
    elif close is Close.AGREED:
        reply.take(reply.content, "content")
        over = _end(reply, Why.CLOSED)
    elif timeout(reply.view()):
        over = _end(reply, Why.TIMEOUT)
    else:
        over = _answer(reply)
    _speak(reply)
    if over is not None:
        reply.rec.add("ended", {"ending": over.id, "quality": over.quality, "epilogue": over.epilogue})


def _refuse(reply: Reply) -> None:
    reply.said["late_close"] = 1
    reply.rec.add("memory", {"key": "acts", "value": {"late_close": 1}})


def _react(reply: Reply) -> None:
    balks = any(move.id.startswith("bait:") for move in reply.content)
    # Whoever balks at what the agent is about does not wave it through in the same breath.
    over = {act: times for act, times in reply.said.items() if not (balks and act in BUSY)}
    # An answer of substance needs no "go ahead" before it.
    least = WORTH_SAYING if any(move.id.split(":")[0] in WEIGHTY for move in reply.content) else 0
    due = behaviours(reply.library, View(reply.rec.state, over, reply.rec.turn), reply.who, "reaction", least)
    if reply.take((*reply.struck, *due), "reaction") is None:
        reply.take(reply.tier("escalation"), "reaction")


def _content(reply: Reply) -> Move | None:
    # A yes or a nod says nothing beside a sharper word.
    content = [move for move in reply.content if not (reply.spoken and move.id in ASSENT)]
    taken = reply.take(content, "content")
    if taken is not None and taken.id.startswith("give:"):
        others = [move for move in reply.content if move.id.startswith("give:") and move.id != taken.id]
        for number, move in enumerate(others[: TOGETHER - 1]):
            reply.take((move,), f"content{number}")
    return taken or reply.take(reply.tier("content"), "content")


def _answer(reply: Reply) -> Ending | None:
    """Add content and initiative; when all is settled and said, end the call."""
    sharp = bool(reply.spoken)
    content = _content(reply)
    peace = None
    if not sharp and content is None:
        peace = reply.take(reply.tier("initiative"), "reaction")
    weighty = content is not None and content.id.split(":")[0] in WEIGHTY
    begun = None
    # Nobody makes peace and reproaches in one breath.
    if peace is None and not weighty and _presses(reply, sharp):
        begun = _initiate(reply, sharp=sharp)
    if begun is None and content is None and not sharp and parting(reply.view()):
        return _end(reply, Why.CLOSED)
    if not reply.spoken and reply.take(reply.tier("filler"), "filler") is None:
        reply.spoken.append((Move("silence", ()), Line("", (f"({NOTHING})",))))
    return None


def _presses(reply: Reply, sharp: bool) -> bool:
    if any(act in reply.said for act in BUSY):
        return False
    return (
        not sharp
        or "late_close" in reply.said
        or weight(reply.rec.state.seed, reply.rec.turn, "press") % 1000 < PRESS_SHARE
    )


def _initiate(reply: Reply, *, sharp: bool) -> Move | None:
    """Take the first initiative there is, in the order of its weight."""
    # To be left a moment's silence after he has let something be seen invites him to go on.
    urged = any(act in reply.said for act in INVITING) or {"wait", "opened_up"} <= reply.said.keys()
    pressed = urged or "late_close" in reply.said or not reply.spoken
    options: tuple[Callable[[], Sequence[Move]], ...] = (
        lambda: special(reply.scn, reply.view(), "interrupt"),
        lambda: () if sharp or reply.asked else bait(reply.scn, reply.view()),
        lambda: cues(reply.scn, reply.view(), urged),
        lambda: special(reply.scn, reply.view(), "initiative"),
        lambda: concerns(reply.scn, reply.view(), pressed),
        lambda: reply.tier("escalation"),
    )
    if "late_close" in reply.said:
        options = (options[CONCERNS], *options)  # about to be hung up on, he says what is open
    for option in options:
        taken = reply.take(option(), "initiative")
        if taken is not None:
            return taken
    return None


def _end(reply: Reply, why: Why, goodbyes: tuple[Move, ...] = ()) -> Ending:
    """Choose the ending and its words; a scene without words for it leaves them to the library."""
    found = ending(reply.scn, reply.view(), why)
    reply.take((Move(f"ending:{found.id}", found.say), *goodbyes), "ending")
    return found


def _speak(reply: Reply) -> None:
    """Write down what the moves do to his own mood, then what he says."""
    rec = reply.rec
    effects = [plain_push(move.id, move.effect, reply.who) for move, _ in reply.spoken if move.effect]
    if effects:
        change_mood(rec, effects)
    if not reply.spoken:
        reply.spoken.append((Move("silence", ()), Line("", (f"({NOTHING})",))))
    parts = [row for move, line in reply.spoken for row in rows(move.id, line)]
    rec.add("customer.said", {"parts": parts})


def change_mood(rec: Record, moves: Sequence[Push]) -> None:
    """Move the mood and write down why."""
    mood = moved(rec.state.mood, moves)
    why: list[Json] = [push.row() for push in moves]
    shown: dict[str, Json] = {name: mood.points(name) for name in MOODS}
    rec.add("mood", {**shown, "exact": list(mood.all()), "why": why})
