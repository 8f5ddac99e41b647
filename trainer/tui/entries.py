"""From the events of a session to what the conversation shows. Not here: drawing (``conversation``)."""

from collections.abc import Iterable, Iterator

from trainer.model.event import Event
from trainer.model.transcript import Transcript
from trainer.tui.conversation import Entry
from trainer.words import Words


def heard(events: Iterable[Event]) -> dict[int, int]:
    """Return for each agent turn that was cut off how far the customer listened (offset in characters)."""
    return {
        event.at_turn: event.data["until"]
        for event in events
        if event.kind == "heard" and isinstance(event.data.get("until"), int) and event.data.get("interrupted")
        if isinstance(event.data["until"], int)
    }


def parts(event: Event, words: Words) -> Iterator[Entry]:
    """Yield the bubbles of one customer turn."""
    said = event.data.get("parts")
    for part in said if isinstance(said, list) else []:
        text, kind = (part.get("text", ""), part.get("kind")) if isinstance(part, dict) else (part, None)
        if kind == "stage":
            yield Entry("stage", "", words("plain.stage", text=str(text)))
        elif text:
            # Whatever else a newer engine may send holds words to be read.
            yield Entry("customer", words("label.role.customer"), str(text))


def doing(event: Event, words: Words) -> Entry:
    """Return an action beside words as a stage direction; factors and targets are called by their names."""
    action = str(event.data.get("action", ""))
    arguments = event.data.get("args")
    told = [name for value in arguments.values() for name in str(value).split()] if isinstance(arguments, dict) else []
    named = words("tui.did.and").join(_named(one, words) for one in told)
    return Entry("stage", "", words("plain.stage", text=words(f"tui.did.{action}", what=named)))


def _named(name: str, words: Words) -> str:
    for kind in ("factor", "target"):
        if words.has(f"label.{kind}.{name}"):
            return words(f"label.{kind}.{name}")
    return name


def of_events(events: tuple[Event, ...], words: Words) -> list[Entry]:
    """Return the whole conversation so far, without the bubbles that the agent cut off."""
    listened = heard(events)
    entries: list[Entry] = []
    for event in events:
        if event.kind == "agent.said":
            _cut(entries, event.data.get("cut_parts"), words)
            text = str(event.data.get("text", ""))
            entries.append(Entry("agent", words("label.role.agent"), text, listened.get(event.at_turn)))
        elif event.kind == "agent.did":
            entries.append(doing(event, words))
        elif event.kind == "customer.said":
            entries.extend(parts(event, words))
    return entries


def _cut(entries: list[Entry], count: object, words: Words) -> None:
    """Take the last ``count`` bubbles of the customer away: they were never said."""
    if not isinstance(count, int) or count <= 0:
        return
    bubbles = [at for at, entry in enumerate(entries) if entry.role == "customer"][-count:]
    if bubbles:
        del entries[bubbles[0] :]
    entries.append(Entry("stage", "", words("tui.call.cut")))


def of_transcript(transcript: Transcript, words: Words) -> list[Entry]:
    """Return the conversation of a transcript that was read from a file."""
    return [
        Entry(
            turn.role if turn.role in {"agent", "customer"} else "stage",
            words(f"label.role.{turn.role}"),
            turn.text,
            turn.heard_until,
        )
        for turn in transcript.turns
    ]
