"""The wheel holds what the app needs: built from the tree and from the sdist, installed apart, and started."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


def run(*command, cwd, **environment):
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": "", "PYTHONUTF8": "1", **environment},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def install(wheel, folder):
    """Install into a fresh environment that borrows only the third-party packages of this one."""
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    target = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip())
    run(
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        target,
        wheel,
        cwd=folder,
    )
    borrowed = Path(sysconfig.get_path("purelib"))
    for entry in borrowed.iterdir():
        if "peilian" not in entry.name and entry.name not in {"trainer", "__pycache__"} and entry.suffix != ".pth":
            link = target / entry.name
            if not link.exists():
                link.symlink_to(entry)
    return python


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    run(sys.executable, "-m", "hatchling", "build", "-d", folder / "tree", cwd=ROOT)
    sdist = next((folder / "tree").glob("*.tar.gz"))
    run("tar", "-xzf", sdist, "-C", folder, cwd=folder)
    source = next(path for path in folder.iterdir() if path.name.startswith("peilian-"))
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder / "sdist", cwd=source)
    return {name: next((folder / name).glob("*.whl")) for name in ("tree", "sdist")}


@pytest.mark.parametrize("origin", ["tree", "sdist"])
def test_the_installed_app_finds_its_packs_and_plays(built, origin, tmp_path):
    python = install(built[origin], tmp_path / "env")
    home = tmp_path / "home"
    listed = run(python, "-m", "trainer", "pack", "list", "--json", cwd=tmp_path, PEILIAN_HOME=str(home))
    assert "sc01_claim_delay" in listed
    where = run(python, "-c", "import trainer; print(trainer.__file__)", cwd=tmp_path)
    assert str(ROOT) not in where
    played = subprocess.run(
        [str(python), "-m", "trainer", "practice", "sc01_claim_delay", "--plain", "--seed", "3", "--lang", "zh"],
        input="您好，云杉人寿，您慢慢说。\n/end\n",
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": "", "PYTHONUTF8": "1", "PEILIAN_HOME": str(home)},
    )
    assert played.returncode == 0, played.stderr
    assert played.stdout.count("客户:") >= 2
