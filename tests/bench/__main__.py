"""Speed, each figure beside a baseline of the same run: ``make bench``.

The machine unit is the time to hash 16 MiB with blake2b: a figure in units carries from one machine to another better
than milliseconds do. Whole-process figures are medians of interleaved runs. Bars: issue and design pages of the project.
"""

import json
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
RUNS = int(os.environ.get("BENCH_RUNS", "7"))
BARE = """
from textual.app import App
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
class One(Screen):
    def compose(self):
        yield Static("title")
        yield OptionList("one", "two", "three")
        yield Static("PAINTED")
        yield Footer()
class Bare(App):
    def on_mount(self):
        self.push_screen(One())
Bare().run()
"""


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def unit():
    block = bytes(16 * 1024 * 1024)
    return min(seconds(lambda: blake2b(block).digest()) for _ in range(5))


def process(*command, home):
    environment = {**os.environ, "PEILIAN_HOME": home, "PYTHONPATH": str(ROOT), "PEILIAN_LANG": "zh"}
    return seconds(lambda: subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True))


def first_paint(command, mark, home):
    """Return the seconds from starting a program to its first screen with ``mark`` on it."""
    import fcntl
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = {
        **os.environ,
        "PEILIAN_HOME": home,
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
        "PEILIAN_LANG": "zh",
    }
    start = time.perf_counter()
    running = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=slave, stdout=slave, stderr=slave, start_new_session=True
    )
    os.close(slave)
    seen = b""
    while mark not in seen and time.perf_counter() - start < 60:
        if select.select([master], [], [], 0.01)[0]:
            seen += os.read(master, 65536)
    took = time.perf_counter() - start
    running.kill()
    running.wait()
    os.close(master)
    assert mark in seen, seen[-400:]
    return took


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def starting(home):
    python = sys.executable
    help_, bare, paint, floor = [], [], [], []
    script = Path(home) / "bare.py"
    script.write_text(BARE, encoding="utf-8")
    for _ in range(RUNS):
        floor.append(process(python, "-c", "import click", home=home))
        help_.append(process(python, "-m", "trainer", "--help", home=home))
        bare.append(first_paint([python, str(script)], b"PAINTED", home))
        paint.append(first_paint([python, "-m", "trainer"], "退出".encode(), home))
    yield "peilian --help", statistics.median(help_), statistics.median(floor), "python -c 'import click'", 0.25, None
    yield "first paint", statistics.median(paint), statistics.median(bare), "bare Textual app, one screen", None, 1.2
    line = [first_line(home, seed) for seed in range(RUNS)]
    yield (
        "practice --plain to first customer line",
        statistics.median(line),
        statistics.median(floor),
        "python -c 'import click'",
        60.0,
        None,
    )


def first_line(home, seed):
    start = time.perf_counter()
    environment = {**os.environ, "PEILIAN_HOME": home, "PYTHONPATH": str(ROOT)}
    command = [
        sys.executable,
        "-m",
        "trainer",
        "practice",
        "sc01_claim_delay",
        "--plain",
        "--seed",
        str(seed),
        "--lang",
        "zh",
    ]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as running:
        while not running.stdout.readline().startswith("客户:"):
            pass
        took = time.perf_counter() - start
        running.stdin.close()
    return took


def answering(home, hashing):
    from trainer.desk import Desk
    from trainer.settings import Paths

    folder = Path(home)
    desk = Desk(Paths(folder, folder / "bench.db", folder / "c.toml", folder / "l", folder / "p"), language="zh")
    said = [
        turn["text"]
        for path in sorted((ROOT / "transcripts").glob("*.json"))
        for value in [json.loads(path.read_text(encoding="utf-8"))]
        if value["language"] == "zh"
        for turn in value["turns"]
        if turn["role"] == "agent"
    ]
    walls, cpus = [], []
    at = 0
    for card in desk.cards():
        for seed in range(20):
            session = desk.open(card.id, seed)
            session.opening()
            while not session.ended and session.turn < 15:
                cpu = time.process_time()
                walls.append(seconds(lambda: session.say(said[at % len(said)])))  # noqa: B023 -- called at once
                cpus.append(time.process_time() - cpu)
                at += 1
    yield (
        f"customer answer p50 ({len(walls)} turns, commit included)",
        percentile(walls, 0.5),
        hashing,
        "machine unit",
        None,
        None,
    )
    yield "customer answer p99", percentile(walls, 0.99), hashing, "machine unit", 0.050, None
    yield "customer answer CPU p50", percentile(cpus, 0.5), hashing, "machine unit", None, None
    yield from scoring(desk, hashing)
    desk.close()


def scoring(desk, hashing):
    from trainer.formats.native import read_native
    from trainer.scoring import Case, assess

    read = [one for path in desk.examples() for one in read_native(path) if one.language == "zh"]
    turns = [turn for one in read for turn in one.turns if turn.role in {"agent", "customer"}][:40]
    call = replace(read[0], turns=tuple(replace(turn, n=n) for n, turn in enumerate(turns, 1)))
    rubric, analyst = desk.rubric(), desk.analyst("zh")
    analyses = analyst.analyse_all(call)
    assess(Case(call, analyses, rubric))
    whole = [seconds(lambda: assess(Case(call, analyst.analyse_all(call), rubric))) for _ in range(15)]
    alone = [seconds(lambda: assess(Case(call, analyses, rubric))) for _ in range(15)]
    yield (
        f"score a {len(turns)}-turn call, analysis included",
        statistics.median(whole),
        hashing,
        "machine unit",
        0.200,
        None,
    )
    yield "score alone", statistics.median(alone), hashing, "machine unit", None, None
    words = [turn.text for turn in turns]
    from trainer.language import Context

    spent = min(seconds(lambda: [analyst.analyse(text, Context(language="zh")) for text in words]) for _ in range(7))
    yield "analyse one turn (min of 7 rounds)", spent / len(words), hashing, "machine unit", None, None


def main():
    hashing = unit()
    print(f"machine unit (blake2b of 16 MiB): {hashing * 1000:.1f} ms, {RUNS} runs a figure\n")
    missed = 0
    with tempfile.TemporaryDirectory() as home:
        for name, figure, base, base_name, bar, ratio_bar in (*answering(home, hashing), *starting(home)):
            ratio = figure / base
            fine = (bar is None or figure <= bar) and (ratio_bar is None or ratio <= ratio_bar)
            missed += not fine
            wanted = f"<= {bar * 1000:.0f} ms" if bar else f"<= {ratio_bar} x" if ratio_bar else ""
            print(
                f"{name:<52} {figure * 1000:9.1f} ms  {ratio:7.2f} x {base_name:<30} {wanted:<12} {'' if fine else 'MISSED'}"
            )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
