import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "trainer"


def imported(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_only_the_store_touches_sqlite_and_only_its_database_module_opens_it():
    for file in PACKAGE.rglob("*.py"):
        names = imported(file)
        assert not names & {"sqlite3", "apsw"}, file
        if file.parent.name != "store":
            assert not names & {"pysqlite3", "sqlite_utils"}, file
        elif file.name != "database.py":
            assert "pysqlite3" not in names, file
    assert "pysqlite3" in imported(PACKAGE / "store" / "database.py")
