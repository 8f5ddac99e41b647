"""The house stands as it was drawn: imports, sizes, late loading, one database library."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "trainer"
FILES = sorted(PACKAGE.rglob("*.py"))


def parsed(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def test_import_contracts_hold():
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_and_functions_stay_small(path):
    tree = parsed(path)
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
    assert ast.get_docstring(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            doc = ast.get_docstring(node, clean=False)
            lines = node.end_lineno - node.lineno + 1 - (doc.count("\n") + 1 if doc else 0)
            assert lines <= 40, f"{node.name} has {lines} lines"
        if isinstance(node, ast.Name):
            assert node.id != "Any"
        if isinstance(node, ast.ExceptHandler):
            broad = node.type is None or (
                isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}
            )
            assert not broad, f"broad except in line {node.lineno}"


def loaded_by(code):
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(' '.join(sorted(m.split('.')[0] for m in sys.modules)))"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return set(done.stdout.splitlines()[-1].split())


def test_help_loads_nothing_heavy():
    loaded = loaded_by(
        "from trainer.cli import run\nimport contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()):\n    run(['--help'])"
    )
    assert not loaded & {"textual", "faker", "httpx", "pydantic", "sqlite_utils", "jinja2", "yaml", "re2", "pysqlite3"}


@pytest.mark.parametrize("command", ["['score', 'transcripts', '--json']", "['pack', 'lint']"])
def test_scoring_and_linting_load_no_screen_and_no_network(command):
    loaded = loaded_by(
        f"from trainer.cli import run\nimport contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()):\n    run({command})"
    )
    assert not loaded & {"textual", "faker", "httpx"}


def test_only_one_database_library_is_ever_imported():
    """Two SQLite libraries in one process destroy the file (reliability 0.5)."""
    for path in FILES:
        for node in ast.walk(parsed(path)):
            names = (
                [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            assert not any(name.split(".")[0] == "sqlite3" for name in names), path


def test_no_file_is_opened_without_an_encoding_and_nothing_is_extracted_or_evaluated():
    forbidden = {"eval", "exec", "extractall", "__import__", "compile"}
    for path in FILES:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else ""
                assert name not in forbidden, f"{path}:{node.lineno}"
                keywords = [k for k in node.keywords if k.arg == "errors"]
                assert not any(isinstance(k.value, ast.Constant) and k.value.value == "ignore" for k in keywords), path
