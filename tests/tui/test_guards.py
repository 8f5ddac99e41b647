"""Nothing that a text holds acts on the terminal or the app; each test fails when its guard is switched off."""

import ast
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.app import App
from textual.color import Color
from textual.content import Content
from textual.widgets import Static

from trainer.desk import Desk
from trainer.settings import Paths
from trainer.tui.app import PeilianApp
from trainer.tui.conversation import Conversation, Entry
from trainer.tui.filter import CONTROL, ControlFilter

ROOT = Path(__file__).parents[2]
HOSTILE = [
    "a\x1b]52;c;cHduZWQ=\x07b",
    "x\x9b6ny",
    "\u202egnp.exe",
    "c\x1b[2Jd",
    "\u200bzero",
    "bell\x07",
    "\x1bPq\x1b\\",
]
MARKUP = ["[/nope] x", "[@click=app.quit]press[/]", "[link=file:///etc]y", "[$primary]z", "[SPEAKER_01]: hi", "[b"]


@pytest.mark.parametrize("text", HOSTILE)
def test_the_filter_lets_no_control_character_through(text):
    cleaned = ControlFilter().apply([Segment(text)], Color(0, 0, 0))
    assert not any(CONTROL.search(segment.text) for segment in cleaned)
    assert CONTROL.search(text), "the text would not have tested anything"


async def drawn(app):
    """Return every character that the compositor would send for the whole screen."""
    lines = app.screen._compositor.render_strips()
    return "".join(segment.text for strip in lines for segment in strip if not segment.control)


class Bare(App):
    def __init__(self, text, guarded):
        super().__init__()
        self.text = text
        if guarded:
            self._filters.append(ControlFilter())

    def compose(self):
        yield Static(Content(self.text))


@pytest.mark.parametrize("text", HOSTILE[:4])
async def test_the_filter_is_what_stops_escape_sequences(text):
    async with Bare(text, guarded=True).run_test() as pilot:
        assert not CONTROL.search(await drawn(pilot.app))
    async with Bare(text, guarded=False).run_test() as pilot:
        assert CONTROL.search(await drawn(pilot.app)), (
            "textual strips it by itself now: the guard can be looked at again"
        )


def test_the_app_puts_the_filter_behind_every_widget(desk):
    assert any(isinstance(one, ControlFilter) for one in PeilianApp(desk)._filters)


@pytest.mark.parametrize("text", HOSTILE + MARKUP)
async def test_conversation_text_is_shown_as_characters(app, text):
    async with app.run_test(size=(80, 24)) as pilot:
        talk = Conversation()
        await app.screen.mount(talk)
        talk.styles.height = 5
        talk.add(Entry("customer", "C", text))
        await pilot.pause()
        shown = await drawn(app)
        assert not CONTROL.search(shown)
        visible = CONTROL.sub("", text)
        assert CONTROL.sub("", visible)[:6].strip() in shown.replace("\ufffd", "") or "\ufffd" in shown


@pytest.mark.parametrize("text", MARKUP)
async def test_a_hostile_line_of_the_agent_neither_crashes_nor_acts(app, text):
    async with app.run_test(size=(100, 30)) as pilot:
        app.open_call(app.house.open("sc01_claim_delay", 3))
        await pilot.pause()
        app.screen.query_one("#reply").text = text
        await pilot.press("enter")
        await pilot.pause()
        assert text in await drawn(app)
        assert app.is_running


def untrusted_arguments(tree):
    """Yield widget calls that hand over something else than Content, Text or a literal."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in {"Static", "Option", "Label", "update", "Selection"} and node.args:
            first = node.args[0]
            safe = isinstance(first, ast.Constant) or (
                isinstance(first, ast.Call)
                and getattr(first.func, "id", getattr(first.func, "attr", "")) in {"Content", "Text"}
            )
            if not safe:
                yield node


def test_every_widget_gets_content_and_never_a_bare_string():
    found = [
        f"{path.name}:{node.lineno}"
        for path in (ROOT / "trainer" / "tui").glob("*.py")
        for node in untrusted_arguments(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []
    assert list(untrusted_arguments(ast.parse("Static(text)"))), "the walk would not find a bare string"


def notifies(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "notify":
            yield node


def test_every_notice_is_shown_without_markup():
    for path in (ROOT / "trainer" / "tui").glob("*.py"):
        for node in notifies(ast.parse(path.read_text(encoding="utf-8"))):
            off = [
                k
                for k in node.keywords
                if k.arg == "markup" and isinstance(k.value, ast.Constant) and k.value.value is False
            ]
            assert off, f"{path.name}:{node.lineno}"


# ---- the real thing in a real terminal ---------------------------------------------------------------------------


class Terminal:
    """The program in a pseudo terminal of 80x24."""

    def __init__(self, home, code):
        self.master, slave = pty.openpty()
        import fcntl
        import struct
        import termios

        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        script = home / "program.py"
        script.write_text(code, encoding="utf-8")
        command = [sys.executable, str(script)]
        env = {
            **os.environ,
            "PEILIAN_HOME": str(home),
            "TERM": "xterm-256color",
            "PYTHONPATH": str(ROOT),
            "PEILIAN_LANG": "zh",
        }
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True
        )
        os.close(slave)
        self.seen = b""

    def read(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if select.select([self.master], [], [], 0.05)[0]:
                try:
                    self.seen += os.read(self.master, 65536)
                except OSError:
                    return
            if self.process.poll() is not None:
                return

    def until(self, text, seconds=30):
        end = time.monotonic() + seconds
        while text.encode() not in self.seen and time.monotonic() < end:
            self.read(0.2)
        assert text.encode() in self.seen, self.seen[-800:]

    def type(self, text):
        os.write(self.master, text.encode())

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)


CRASH = """
import sys
from trainer.desk import Desk
from trainer.tui.app import PeilianApp
from textual import on
class Broken(PeilianApp):
    def on_mount(self):
        api_key = "sk-very-secret-4471"
        id_number = "110101199003074477"
        raise ZeroDivisionError("customer said 110101199003074477")
Broken(Desk(language="zh")).run()
"""


def test_a_crash_shows_no_local_variable_and_no_words(tmp_path):
    terminal = Terminal(tmp_path, CRASH)
    terminal.read(20)
    terminal.close()
    assert b"ZeroDivisionError" in terminal.seen
    log = (tmp_path / "peilian.log").read_bytes()
    for secret in (b"sk-very-secret", b"110101199003074477"):
        assert secret not in terminal.seen
        assert secret not in log
    assert b"ZeroDivisionError" in log


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_hang_up_keeps_the_draft_and_leaves_the_terminal_sane(tmp_path, number):
    code = "import sys\nfrom trainer.tui import start\nsys.exit(start('zh', 'sc01_claim_delay', 3))"
    terminal = Terminal(tmp_path, code)
    terminal.until("F3")
    terminal.type("\r")
    terminal.until("Ctrl+J")
    terminal.type("这句话还没有发出去")
    terminal.until("出去")
    os.kill(terminal.process.pid, number)
    terminal.read(10)
    left = re.search(rb"\x1b\[\?1049l", terminal.seen)
    terminal.close()
    assert left, "the alternate screen was not left"
    desk = Desk(Paths(tmp_path, tmp_path / "peilian.db", tmp_path / "c.toml", tmp_path / "l", tmp_path / "packs"))
    record = desk.unfinished()
    assert record is not None
    assert desk.draft(record.header.id) == "这句话还没有发出去"
    desk.close()
