"""The call: the customer speaks in bubbles, the agent types; every line is on disk before the answer shows.

Not here: what the customer does (``customer``) and how it is kept (``practice``, ``store``).
"""

from collections.abc import Callable
from time import monotonic
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static, TextArea

from trainer.model.errors import TrainerError
from trainer.model.event import Event
from trainer.model.text import LIMIT, clean_text
from trainer.practice import Session
from trainer.tui.base import WIDTHS, Page
from trainer.tui.brief import FileWindow
from trainer.tui.choose import Choose, Tick
from trainer.tui.conversation import Conversation, Entry
from trainer.tui.entries import doing, heard, of_events, parts
from trainer.tui.reply import Reply

FACTORS = ("name", "id_tail", "policy_no", "phone_tail")
MINUTES = ("1", "2", "3", "5", "10")
TARGETS = ("supervisor", "claims", "service", "counter")
DRAFT_SECONDS = 1.0


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
        Binding("enter", "after", "tui.call.after"),
        Binding("escape", "back", "tui.call.leave"),
        Binding("ctrl+up", "look('up')", show=False),
        Binding("ctrl+down", "look('down')", show=False),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._pending: list[Entry] = []
        self._typing = False
        self._timer: Timer | None = None
        self._silent_since = monotonic()
        self._first_key: float | None = None
        self._draft = ""

    def compose(self) -> ComposeResult:
        """Lay out the call."""
        yield self.heading(self._heading())
        with Horizontal(id="call"):
            yield Conversation(id="talk")
            with VerticalScroll(id="side"):
                scenario = self.session.scenario
                lines = [
                    scenario.brief.strip(),
                    "",
                    self.say("tui.brief.file"),
                    *self.house.file_lines(scenario.casefile),
                ]
                yield Static(Content("\n".join(lines)))
        yield Static(Content(self.say("tui.call.how")), id="how", classes="hint")
        yield Reply(id="reply", soft_wrap=True, show_line_numbers=False)
        yield self.footer()

    def _heading(self) -> str:
        scenario = self.session.scenario
        parts_of_title = [
            self.house.words.pick(scenario.title),
            self.say(f"label.channel.{scenario.channel}"),
            self.say("tui.call.seed", seed=scenario.seed),
        ]
        if self.house.is_branch(self.session):
            parts_of_title.append(self.say("tui.call.branch"))
        return "  ".join(parts_of_title)

    def on_mount(self) -> None:
        """Show what was said, let a new customer speak, bring the draft back."""
        talk = self.query_one("#talk", Conversation)
        talk.replace(of_events(self.session.events, self.house.words))
        if not any(event.kind == "customer.said" for event in self.session.events):
            self.show(self.session.opening())
        reply = self.query_one("#reply", Reply)
        reply.text = self._draft or self.house.draft(self.session.id)
        reply.move_cursor(reply.document.end)
        reply.focus()
        self._draft = reply.text
        self.set_interval(DRAFT_SECONDS, self.save_draft)
        # The hidden cursor of the terminal must stand where the input method opens its window.
        self.call_after_refresh(self._sync_cursor)

    def _sync_cursor(self) -> None:
        if self.is_current and isinstance(self.focused, Reply):
            self.app.cursor_position = self.focused.cursor_screen_offset

    def save_draft(self) -> None:
        """Keep what is typed; called every second, on hang-up and on leaving."""
        if not self.is_mounted:
            return
        text = self.query_one("#reply", Reply).text
        if text != self._draft and not self.session.ended:
            self._draft = text
            self.house.store.save_draft(self.session.id, text)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Remember when typing began: thinking time ends there."""
        if event.text_area.text and self._first_key is None:
            self._first_key = monotonic()

    def show(self, events: tuple[Event, ...]) -> None:
        """Show what the events bring; the bubbles of a customer turn come one after another."""
        talk = self.query_one("#talk", Conversation)
        for event in events:
            if event.kind == "agent.did":
                talk.add(doing(event, self.house.words))
            elif event.kind == "customer.said":
                self._pending.extend(parts(event, self.house.words))
        if self.peilian.pace == 0:
            while self._pending:
                talk.add(self._pending.pop(0))
            self._after_parts()
        elif self._pending:
            self._reveal()
        else:
            self._after_parts()

    def _reveal(self) -> None:
        """Show the next bubble; while more are to come a typing mark stands below it."""
        talk = self.query_one("#talk", Conversation)
        self._stop_typing()
        if self._pending:
            talk.add(self._pending.pop(0))
        if self._pending:
            talk.add(Entry("stage", "", self.say("tui.call.typing")))
            self._typing = True
            self._timer = self.set_timer(self.peilian.pace / 1000, self._reveal)
        else:
            self._after_parts()

    def _stop_typing(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._typing:
            self.query_one("#talk", Conversation).drop_last()
            self._typing = False

    def _after_parts(self) -> None:
        self._silent_since = monotonic()
        self._first_key = None
        if self.session.ended:
            self._finish()

    def _cut(self) -> int:
        """Stop the customer in the middle of his turn; return how many bubbles he could not say."""
        left = sum(entry.role == "customer" for entry in self._pending)
        self._stop_typing()
        if left:
            self.query_one("#talk", Conversation).add(Entry("stage", "", self.say("tui.call.cut")))
        self._pending.clear()
        return left

    def _waited(self) -> int:
        until = self._first_key if self._first_key is not None else monotonic()
        return max(0, int(until - self._silent_since))

    def on_reply_sent(self, event: Reply.Sent) -> None:
        """Say it: first to disk, then the answer."""
        text = clean_text(event.text, LIMIT).strip()
        if not text or self.session.ended:
            self._hint("tui.call.over" if self.session.ended else "tui.call.empty")
            return
        waited = self._waited()
        cut = self._cut()
        reply = self.query_one("#reply", Reply)
        try:
            events = self.session.say(text, waited_s=waited, cut_parts=cut)
        except TrainerError as error:
            self._fault(error)
            return
        reply.text = ""
        self._draft = ""
        limit = heard(events).get(events[0].at_turn) if events else None
        self.query_one("#talk", Conversation).add(Entry("agent", self.say("label.role.agent"), text, limit))
        self._hint("tui.call.saved")
        self.show(events)

    def on_reply_full(self) -> None:
        """Tell that a paste was cut."""
        self._hint("plain.too_long", limit=LIMIT)

    def _hint(self, key: str, **facts: object) -> None:
        self.query_one("#how", Static).update(Content(self.say(key, **facts)))

    def _fault(self, error: TrainerError) -> None:
        """Tell why it was not saved; the words stay in the line."""
        self.notify(self.say(f"error.{error.code}", **error.facts), severity="error", markup=False, timeout=10)

    def _act(self, action: str, **arguments: str) -> None:
        if self.session.ended:
            self._hint("tui.call.over")
            return
        self._cut()
        try:
            self.show(self.session.act(action, arguments))
        except TrainerError as error:
            self._fault(error)

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
        if self._pending:
            self._reveal()
        else:
            self._act("wait")

    def action_end(self) -> None:
        """End the call."""
        options = {"end": self.say("tui.call.end_yes"), "": self.say("tui.call.end_no")}
        self._ask(Choose(self.say("tui.call.end_sure"), options), lambda _answer: self._act("end"))

    def action_look(self, way: str) -> None:
        """Scroll the conversation while typing."""
        talk = self.query_one("#talk", Conversation)
        talk.scroll_relative(y=-3 if way == "up" else 3, animate=False)

    def _finish(self) -> None:
        """Go on to the self-assessment when the last words have been read."""
        self._hint("tui.call.ended")
        self.query_one("#reply", Reply).disabled = True
        self.set_focus(self.query_one("#talk"))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 -- textual's signature
        """Show the keys of the call while it lasts, and the way on when it is over."""
        if action == "after":
            return self.session.ended
        if action in {"verify", "hold", "transfer", "wait", "end"}:
            return not self.session.ended
        return True

    def action_after(self) -> None:
        """Go on to the self-assessment."""
        self.action_back()

    def action_back(self) -> None:
        """Leave; the session can be taken up again."""
        self.save_draft()
        self.app.pop_screen()
        if self.session.ended:
            self.peilian.open_call(self.session)
