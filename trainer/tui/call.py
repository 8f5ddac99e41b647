"""The call: the customer speaks in bubbles, the agent types; every line is on disk before the answer shows.

Not here: what the customer does (``customer``), how it is kept (``practice``, ``store``), bubbles (``talk``).
"""

from collections.abc import Callable, Iterator
from time import monotonic
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static, TextArea

from trainer.model.errors import TrainerError
from trainer.model.event import Event
from trainer.model.text import LIMIT, clean_text
from trainer.practice import Session
from trainer.tui.base import WIDTHS, Page
from trainer.tui.brief import FileWindow
from trainer.tui.choose import Choose, Tick
from trainer.tui.conversation import Entry
from trainer.tui.entries import doing, heard, of_events, parts
from trainer.tui.lines import Prose
from trainer.tui.reply import Reply
from trainer.tui.talk import Talk

FACTORS = ("name", "id_tail", "policy_no", "phone_tail")
MINUTES = ("1", "2", "3", "5", "10")
TARGETS = ("supervisor", "claims", "service", "counter")
DRAFT_SECONDS = 1.0
STEP = 3
"""Lines that ctrl and an arrow scroll."""


class Call(Page):
    """One session being played."""

    HORIZONTAL_BREAKPOINTS = WIDTHS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "verify", "tui.call.verify", priority=True),
        Binding("f3", "file", "tui.call.file", priority=True),
        Binding("f4", "hold", "tui.call.hold", priority=True),
        Binding("f5", "transfer", "tui.call.transfer", priority=True),
        Binding("f6", "wait", "tui.call.wait", priority=True),
        Binding("f8", "end", "tui.call.end", priority=True),
        Binding("enter", "back(True)", "tui.call.after"),
        Binding("escape", "back", "tui.call.leave"),
        Binding("ctrl+up", "look(-1)", "tui.call.look", show=False),
        Binding("ctrl+down", "look(1)", "tui.call.look", show=False),
        Binding("pageup", "leaf(-1)", "tui.call.leaf", show=False, priority=True),
        Binding("pagedown", "leaf(1)", "tui.call.leaf", show=False, priority=True),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._silent_since = monotonic()
        self._first_key: float | None = None
        self._draft = ""
        self._told: tuple[str, dict[str, object]] = ("tui.call.how", {})

    def compose(self) -> ComposeResult:
        """Lay out the call."""
        yield self.heading(self._heading())
        with Horizontal(id="call"):
            yield Talk(self.peilian.pace, self.say("tui.call.typing"))
            with VerticalScroll(id="side"):
                yield Prose(self._side(), id="known")
        yield Static(Content(self.say("tui.call.how")), id="how", classes="hint")
        yield Reply(id="reply", soft_wrap=True, show_line_numbers=False)
        yield Static(Content(self.say("tui.call.ended")), id="over", classes="hidden")
        yield self.footer()

    def _heading(self) -> str:
        return "  ".join(self._titles())

    def _titles(self) -> Iterator[str]:
        scenario = self.session.scenario
        yield self.house.words.pick(scenario.title)
        yield self.say(f"label.channel.{scenario.channel}")
        yield self.say("tui.call.seed", seed=scenario.seed)
        if self.house.is_branch(self.session):
            yield self.say("tui.call.branch")
        if self.session.ended:
            yield self.say("tui.call.ended_mark")

    def _side(self) -> str:
        scenario = self.session.scenario
        file = self.house.file_lines(scenario.casefile)
        return "\n".join([scenario.brief.strip(), "", self.say("tui.brief.file"), *file])

    @property
    def talk(self) -> Talk:
        """Return the conversation."""
        return self.query_one(Talk)

    @property
    def reply(self) -> Reply:
        """Return the line where the agent types."""
        return self.query_one(Reply)

    def furnish(self) -> None:
        """Show what was said, let a new customer speak, bring the draft back."""
        self.talk.can_focus = False
        self.talk.replace(of_events(self.session.events, self.house.words))
        with self.telling():
            if not any(event.kind == "customer.said" for event in self.session.events):
                self.show(self.session.opening())
            self._draft = self.house.draft(self.session.id)
        self.reply.text = self._draft
        self.reply.move_cursor(self.reply.document.end)
        self.reply.focus()
        self.set_interval(DRAFT_SECONDS, self.save_draft)
        # The hidden cursor of the terminal must stand where the input method opens its window.
        self.call_after_refresh(self._sync_cursor)

    async def reword(self) -> None:
        """Say everything in the present language; what is typed and where the reader stands is not touched."""
        self.query_one(".heading", Static).update(Content(self._heading()))
        self.query_one("#known", Prose).tell(self._side())
        self.query_one("#over", Static).update(Content(self.say("tui.call.ended")))
        key, facts = self._told
        self._hint(key, **facts)
        self.talk.retell(of_events(self.session.events, self.house.words), self.say("tui.call.typing"))
        self.refresh_bindings()

    def _sync_cursor(self) -> None:
        if self.is_current and isinstance(self.focused, Reply):
            self.app.cursor_position = self.focused.cursor_screen_offset

    def _hint(self, key: str, **facts: object) -> None:
        self._told = (key, facts)
        self.query_one("#how", Static).update(Content(self.say(key, **facts)))

    def save_draft(self) -> None:
        """Keep what is typed; called every second, on hang-up and on leaving."""
        if not self.is_mounted or self.session.ended:
            return
        text = self.reply.text[:LIMIT]
        if text != self._draft:
            try:
                self.house.store.save_draft(self.session.id, text)
                self._draft = text
            except TrainerError:
                self._hint("tui.call.unsaved")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Remember when typing began: thinking time ends there."""
        if event.text_area.text and self._first_key is None:
            self._first_key = monotonic()

    def on_key(self, event: events.Key) -> None:
        """Bring back to the line what is typed while the keys are elsewhere, after a click for example."""
        if event.is_printable and event.character and not self.session.ended and self.focused is not self.reply:
            self.set_focus(self.reply)
            self.reply.insert(event.character)
            event.stop()

    def on_reply_full(self) -> None:
        """Tell that a paste was cut."""
        self._hint("plain.too_long", limit=LIMIT)

    def show(self, happened: tuple[Event, ...]) -> None:
        """Show what the events bring; the bubbles of a customer turn come one after another."""
        coming: list[Entry] = []
        for event in happened:
            if event.kind == "agent.did":
                self.talk.add(doing(event, self.house.words))
            elif event.kind == "customer.said":
                coming.extend(parts(event, self.house.words))
        self.talk.bring(coming)

    def on_talk_silent(self) -> None:
        """Begin to count how long the customer waits, or go on when the last words have been said."""
        self._silent_since = monotonic()
        self._first_key = self._silent_since if self.reply.text else None
        if self.session.ended:
            self._finish()

    def _waited(self) -> int:
        if self.talk.waiting:
            return 0
        until = self._first_key if self._first_key is not None else monotonic()
        return max(0, int(until - self._silent_since))

    def on_reply_sent(self, event: Reply.Sent) -> None:
        """Say it: first to disk, then the answer."""
        text = clean_text(event.text).strip()
        if not text or self.session.ended:
            self._hint("tui.call.over" if self.session.ended else "tui.call.empty")
        elif len(text) > LIMIT:
            self._hint("tui.call.too_long", limit=LIMIT, length=len(text))
        else:
            self._say(text)

    def _say(self, text: str) -> None:
        left = sum(entry.role == "customer" for entry in self.talk.waiting)
        try:
            happened = self.session.say(text, waited_s=self._waited(), cut_parts=left)
        except TrainerError as error:
            self.fault(error)
            return
        self.talk.cut(self.say("tui.call.cut"))
        self.reply.text = ""
        self._draft = ""
        limit = heard(happened).get(happened[0].at_turn) if happened else None
        self.talk.add(Entry("agent", self.say("label.role.agent"), text, limit))
        self._hint("tui.call.saved")
        self.show(happened)

    def _act(self, action: str, **arguments: str) -> None:
        if self.session.ended:
            self._hint("tui.call.over")
            return
        self.talk.flush()
        with self.telling():
            self.show(self.session.act(action, arguments))

    def _ask(self, window: Choose, done: Callable[[str], None]) -> None:
        self.app.push_screen(window, lambda answer: done(answer) if answer else None)

    def action_verify(self) -> None:
        """Ask for identity factors."""
        options = {factor: self.say(f"label.factor.{factor}") for factor in FACTORS}
        window = Tick(self.say("tui.call.which_factors"), options)
        self.app.push_screen(window, self._verified)

    def _verified(self, factors: list[str] | None) -> None:
        if factors:
            self._act("verify", factor=" ".join(factors))

    def action_file(self) -> None:
        """Look up the case file; it is noted, as a query log would."""
        if not self.session.ended:
            self._act("file")
        self.app.push_screen(FileWindow(self.session.scenario.casefile))

    def action_hold(self) -> None:
        """Ask the customer to hold."""
        options = {minutes: self.say("tui.call.minutes", minutes=minutes) for minutes in MINUTES}
        window = Choose(self.say("tui.call.how_long"), options)
        self._ask(window, lambda minutes: self._act("hold", minutes=minutes))

    def action_transfer(self) -> None:
        """Hand the call over."""
        options = {target: self.say(f"label.target.{target}") for target in TARGETS}
        window = Choose(self.say("tui.call.to_whom"), options)
        self._ask(window, lambda target: self._act("transfer", to=target))

    def action_wait(self) -> None:
        """Listen in silence: the next bubble comes, or the silence itself is the answer."""
        if self.talk.waiting:
            self.talk.next()
        else:
            self._act("wait")

    def action_end(self) -> None:
        """End the call."""
        options = {"end": self.say("tui.call.end_yes"), "": self.say("tui.call.end_no")}
        self._ask(Choose(self.say("tui.call.end_sure"), options), lambda _answer: self._act("end"))

    def action_look(self, way: int) -> None:
        """Scroll the conversation while typing."""
        self.talk.scroll_relative(y=way * STEP, animate=False)

    def action_leaf(self, way: int) -> None:
        """Scroll the conversation by a page while typing."""
        self.talk.scroll_relative(y=way * max(self.talk.size.height - 1, 1), animate=False)

    def _finish(self) -> None:
        """Show the way on to the self-assessment when the last words have been said."""
        self.query_one(".heading", Static).update(Content(self._heading()))
        self.reply.add_class("hidden")
        self.query_one("#how").add_class("hidden")
        self.query_one("#over").remove_class("hidden")
        self.talk.can_focus = True
        self.set_focus(self.talk)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Show the keys of the call while it lasts, and the way on when it is over."""
        if action == "back" and parameters:
            return self.session.ended and not self.talk.waiting
        if action in {"verify", "hold", "transfer", "wait", "end"}:
            return not self.session.ended
        return True

    def action_back(self, _over: bool = False) -> None:
        """Leave; the session can be taken up again. After its end the self-assessment comes next."""
        self.save_draft()
        self.app.pop_screen()
        if self.session.ended:
            self.peilian.open_call(self.session)
        else:
            self.app.notify(self.say("tui.call.left"), markup=False)
