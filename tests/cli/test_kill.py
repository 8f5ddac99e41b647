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


@pytest.mark.slow
def test_a_hundred_kills_lose_nothing_that_was_answered(tmp_path):
    chance = random.Random(20260916)
    seen = {}
    said = 0
    for kill in range(KILLS):
        process = start(tmp_path, *(["--resume"] if seen else ["sc06_renewal_notice", "--seed", "4"]))
        events = acknowledged(process)
        if events is not None:
            if not seen:
                seen |= {event["seq"]: event for event in events}
            for _ in range(chance.randrange(3)):
                process.stdin.write(LINES[said % len(LINES)] + "\n")
                process.stdin.flush()
                said += 1
                if chance.random() < 0.4:
                    break  # killed while the line is on its way
                events = acknowledged(process)
                if events is None:
                    break
                seen |= {event["seq"]: event for event in events}
        time.sleep(chance.random() * 0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdin.close()
        process.stdout.close()
        if kill % 25 == 24:
            check(stored(tmp_path), seen)
        if any(event["kind"] == "ended" for event in seen.values()):
            seen = {}
            said = 0
    check(stored(tmp_path), seen)


def check(sessions, seen):
    assert sessions
    if not seen:
        return
    kept = {seq: (kind, data) for seq, kind, data in sessions[0][1]}
    assert sorted(kept) == list(range(1, len(kept) + 1))
    for seq, event in seen.items():
        assert kept[seq] == (event["kind"], event["data"])
