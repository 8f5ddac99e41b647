"""The program in a real pseudo terminal, seen through a terminal emulator: input methods, cursor, poor terminals."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pyte
import pytest

ROOT = Path(__file__).parents[2]
PHRASE = "十一个字的一句话打进来"
PROGRAM = "import sys\nfrom trainer.__main__ import main\nsys.argv = ['peilian']\nmain()"
COLUMNS, LINES = 80, 24


class Seen:
    """The program at 80x24, and what a person sees of it."""

    def __init__(self, home, **environment):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        known = {**os.environ, "PEILIAN_HOME": str(home), "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}
        known.pop("NO_COLOR", None)
        known.pop("TEXTUAL_DISABLE_KITTY_KEY", None)
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            cwd=ROOT,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**known, "PEILIAN_LANG": "zh", **environment},
            start_new_session=True,
        )
        os.close(slave)
        self.screen = pyte.Screen(COLUMNS, LINES)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)

    def read(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            if select.select([self.master], [], [], 0.05)[0]:
                try:
                    got = os.read(self.master, 65536)
                except OSError:
                    return
                self.raw += got
                # The emulator does not know the private sequences of newer terminals; it would print them.
                self.stream.feed(got.replace(b"\x1b[>1u", b"").replace(b"\x1b[<u", b""))

    def until(self, words, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end and words not in self.flat:
            self.read(0.2)
        assert words in self.flat, self.flat

    @property
    def flat(self):
        # A wide character fills two cells of the emulator, the second of them empty.
        return "\n".join("".join(self.screen.buffer[y][x].data for x in range(COLUMNS)) for y in range(LINES))

    def type(self, keys):
        os.write(self.master, keys if isinstance(keys, bytes) else keys.encode())


def into_a_call(terminal):
    terminal.until("选一个场景")
    terminal.type("1")
    terminal.until("重点练")
    terminal.read(0.5)
    terminal.type("\r")
    terminal.until("种子")
    terminal.read(2)
    terminal.type("\r")
    terminal.until("Ctrl+J")
    terminal.until("F8")


def test_the_cursor_of_the_terminal_stands_where_the_input_method_opens(tmp_path):
    with Seen(tmp_path) as terminal:
        into_a_call(terminal)
        terminal.read(1)
        row = next(y for y in range(LINES) if "Ctrl+J" in terminal.flat.splitlines()[y]) + 2
        assert (terminal.screen.cursor.y, terminal.screen.cursor.x) == (row, 2)
        assert row < LINES - 1, "the window of the input method would have no room below"
        terminal.type("您好")
        terminal.until("您好")
        terminal.read(0.5)
        assert (terminal.screen.cursor.y, terminal.screen.cursor.x) == (row, 6)


def test_a_phrase_of_an_input_method_arrives_whole(tmp_path):
    with Seen(tmp_path) as terminal:
        into_a_call(terminal)
        assert b"\x1b[>" not in terminal.raw or b"u" not in terminal.raw.split(b"\x1b[>", 1)[1][:4]
        terminal.type(PHRASE)
        terminal.until(PHRASE)
        terminal.type("\r")
        terminal.until("已保存")
        assert any(PHRASE in line and "坐席" in line for line in terminal.flat.splitlines())


def test_a_pasted_phrase_arrives_whole_and_a_huge_one_is_cut_in_time(tmp_path):
    with Seen(tmp_path) as terminal:
        into_a_call(terminal)
        terminal.type(b"\x1b[200~" + PHRASE.encode() + b"\x1b[201~")
        terminal.until(PHRASE)
        block = b"\x1b[200~" + "字".encode() * 300_000 + b"\x1b[201~"
        started = time.monotonic()
        while block:
            if select.select([], [terminal.master], [], 0)[1]:
                block = block[os.write(terminal.master, block[:4096]) :]
            terminal.read(0.001)
        terminal.until("2000", 30)
        assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    "environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"TERM": ""}, {"TERM": "linux"}, {"LC_ALL": "C"}]
)
def test_poor_terminals_get_the_first_screen_and_leave_in_order(tmp_path, environment):
    with Seen(tmp_path, **environment) as terminal:
        terminal.until("选一个场景")
        terminal.type("\x1b")
        terminal.read(20)
        assert terminal.process.wait(20) == 0


def test_a_killed_call_is_offered_again_with_its_draft(tmp_path):
    with Seen(tmp_path) as terminal:
        into_a_call(terminal)
        terminal.type("您好，请讲。\r")
        terminal.until("已保存")
        terminal.type("还没有发出去")
        terminal.until("出去")
        terminal.read(2.5)
        terminal.process.kill()
        terminal.process.wait()
    with Seen(tmp_path) as terminal:
        terminal.until("接着上次")
        terminal.type("1")
        terminal.until("还没有发出去")
        terminal.until("您好，请讲。")
