"""A hundred times the power goes: every line that was answered is there, once and in order, and the call goes on."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KILLS = 100
LINES = [
    "您好，请讲。",
    "我在听，您慢慢说。",
    "我帮您查一下。",
    "三次都没回音，换谁都着急。",
    "我今天下午五点前给您回电话。",
    "还有别的吗？",
]


def start(home, *arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "trainer", "practice", *arguments, "--plain", "--json", "--lang", "zh"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PEILIAN_HOME": str(home), "PYTHONPATH": str(ROOT)},
    )


def acknowledged(process):
    """Read one answer; return its events, or None when the process is gone."""
    events = []
    while line := process.stdout.readline():
        events.append(json.loads(line))
        if events[-1]["kind"] in {"customer.said", "ended"}:
            return events
    return None


def stored(home):
    code = (
        "import json,sys\nfrom pathlib import Path\nfrom trainer.desk import Desk\n"
        "d=Desk()\n"
        "print(json.dumps([[r.header.id,[[e.seq,e.kind,dict(e.data)] for e in d.store.events(r.header.id)]] for r in d.store.sessions()]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        check=True,
        env={**os.environ, "PEILIAN_HOME": str(home), "PYTHONPATH": str(ROOT)},
    )
    return json.loads(done.stdout)


class Caller:
    """Talks to the program and remembers every event that it was shown."""

    def __init__(self, home):
        self.home = home
        self.chance = random.Random(20260916)
        self.seen = {}
        self.said = 0

    def talk(self, process):
        """Say a few lines; stop in the middle of one, sometimes."""
        if self.answered(process):
            for _ in range(self.chance.randrange(3)):
                process.stdin.write(LINES[self.said % len(LINES)] + "\n")
                process.stdin.flush()
                self.said += 1
                if self.chance.random() < 0.4 or not self.answered(process):
                    return

    def answered(self, process):
        events = acknowledged(process)
        self.seen |= {event["seq"]: event for event in events or []}
        return events is not None

    def one_call(self):
        process = start(self.home, *(["--resume"] if self.seen else ["sc06_renewal_notice", "--seed", "4"]))
        self.talk(process)
        time.sleep(self.chance.random() * 0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdin.close()
        process.stdout.close()

    def over(self):
        return any(event["kind"] == "ended" for event in self.seen.values())


@pytest.mark.slow
def test_a_hundred_kills_lose_nothing_that_was_answered(tmp_path):
    caller = Caller(tmp_path)
    resumed = 0
    for _ in range(KILLS):
        resumed += bool(caller.seen)
        caller.one_call()
        if caller.over():
            check(stored(tmp_path), caller.seen)
            caller.seen = {}
    check(stored(tmp_path), caller.seen)
    assert resumed > KILLS // 2


def check(sessions, seen):
    assert sessions
    if not seen:
        return
    kept = {seq: (kind, data) for seq, kind, data in sessions[0][1]}
    assert sorted(kept) == list(range(1, len(kept) + 1))
    for seq, event in seen.items():
        assert kept[seq] == (event["kind"], event["data"])
