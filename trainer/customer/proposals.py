"""Proposals he can take up and things he must end up knowing.

A proposal counts by its topics alone; information is understood only within what he can take in at once, and
whoever nods without understanding shows it only when he is asked to say it back. Not here: secrets, concerns.
"""

from collections.abc import Iterator

from trainer.customer.attend import Heard
from trainer.customer.env import topic_rule
from trainer.customer.lines import Move
from trainer.customer.profile import Profile
from trainer.customer.recall import letting_off
from trainer.customer.settle import credit_offer
from trainer.customer.state import State
from trainer.customer.turn import Record
from trainer.model.analysis import Analysis
from trainer.model.library import Library
from trainer.model.scenario import Inform, Offer, Scenario

EASIER = ("slow_down", "plain_words")
FORWARD = frozenset({"explain", "plain_words", "propose", "give_choice", "instruct", "alternative"})
URGING = ("propose", "give_choice", "instruct", "alternative", "escalate", "commit_time")
TOO_HOT = 85  # points of anger at which no proposal is taken up (ours)


def settle_offers(
    scn: Scenario, library: Library, rec: Record, analysis: Analysis | None, heard: Heard
) -> tuple[Move, ...]:
    """Take up, put off or turn down what was proposed."""
    moves: list[Move] = []
    clauses = tuple(_proposing(analysis, heard))
    for offer in scn.offers:
        stand = rec.state.case.offers.get(offer.id, "none")
        if stand in {"accepted", "refused"} or not any(topic_rule(offer.match).matches(topics) for topics in clauses):
            continue
        if not _timely(offer, rec.state):
            rec.stand("offer", offer.id, "made")
            if any(heard.has(act) for act in URGING):  # to mention it is not yet to urge it on him
                moves.append(Move(f"early:{offer.id}", offer.early, needs_fresh=True))
            continue
        rec.stand("offer", offer.id, "accepted" if offer.good else "refused")
        generic = library.lines.get("accept" if offer.good else "refuse", ())
        moves.append(Move(f"offer:{offer.id}", offer.react or generic))
        for concern in scn.concerns:
            if offer.good and concern.id in offer.settles:
                credit_offer(concern, rec, offer.id)
    return tuple(moves)


def _proposing(analysis: Analysis | None, heard: Heard) -> Iterator[frozenset[str]]:
    """Yield the topics of heard clauses that could put something forward; denials and restatements do not.

    Where an act of putting forward stands in spite of a word of denial, the word denies something else.
    """
    forward = {act.clause for act in heard.acts if act.id in FORWARD}
    for index, clause in enumerate(analysis.clauses[: heard.cut] if analysis is not None else ()):
        barred = clause.guards & {"negated", "quoted", "reported"}
        if heard.tells(index) and (not barred or index in forward):
            yield heard.topics.get(index, frozenset())


def _timely(offer: Offer, state: State) -> bool:
    opened = not any(state.hidden(fact) for fact in offer.after)
    return opened and not letting_off(state) and state.mood.points("anger") < TOO_HOT


def settle_informs(
    scn: Scenario, library: Library, rec: Record, analysis: Analysis | None, heard: Heard, who: Profile
) -> tuple[Move, ...]:
    """Judge what was explained: understood within his capacity, else it goes past him or he nods it through."""
    if analysis is None:
        return ()
    told = _told_topics(analysis, heard, heard.cut)
    missed = _told_topics(analysis, heard, len(analysis.clauses))
    easier = 1 if any(heard.has(act) for act in EASIER) else 0
    room = 0 if heard.has("jargon") else who.capacity + easier
    nodded, understood = False, False
    for inform in scn.informs:
        if rec.state.case.informs.get(inform.id, "untold") == "understood":
            continue
        rule = topic_rule(inform.match)
        reached = rule.matches(told) and inform.load <= room
        if reached:
            room -= inform.load
            understood = True
            rec.stand("inform", inform.id, "understood")
        elif rule.matches(missed):
            nodded = nodded or who.nods
            rec.stand("inform", inform.id, "nodded" if who.nods else "told")
    if nodded:
        return (Move("nod", library.lines.get("inform_nod", ())),)
    return (Move("ack", library.lines.get("inform_ack", ()), needs_fresh=True),) if understood else ()


def teach_back(scn: Scenario, rec: Record, heard: Heard) -> tuple[Move, ...]:
    """Let him say it in his own words, where he is asked to: the one way to see what a nod was worth."""
    if not heard.has("teach_back"):
        return ()
    topics = heard.all_topics()
    named = [inform for inform in scn.informs if topic_rule(inform.match).matches(topics)]
    for inform in (*named, *scn.informs):
        stand = rec.state.case.informs.get(inform.id, "untold")
        if stand in {"nodded", "told", "wrong"}:
            return (Move(f"check:{inform.id}", inform.check, (("inform", inform.id, "wrong"),)),)
    return tuple(_confirming(rec, [*named, *scn.informs]))


def _confirming(rec: Record, informs: list[Inform]) -> Iterator[Move]:
    for inform in informs:
        understood = rec.state.case.informs.get(inform.id) == "understood"
        if understood and f"right:{inform.id}" not in rec.state.memory.times:
            yield Move(f"right:{inform.id}", inform.right)


def _told_topics(analysis: Analysis, heard: Heard, cut: int) -> frozenset[str]:
    """Return the topics of the statements before ``cut``: a question about a matter explains nothing."""
    telling = {
        index
        for index, clause in enumerate(analysis.clauses[:cut])
        if clause.function != "question" and not clause.form and heard.tells(index)
    }
    return frozenset(topic.id for topic in analysis.topics if topic.clause in telling)
