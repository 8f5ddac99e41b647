"""Where things are kept and what a person has chosen: folders, database, log; language and theme.

``PEILIAN_HOME`` moves everything into one folder. The only place that asks the operating system for its folders.
Not here: wiring (``app``), the packs' own search order (``packs``).
"""

import json
import os
import tomllib
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from trainer.words import LANGUAGES

NAME = "peilian"
LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600


@dataclass(frozen=True, slots=True)
class Paths:
    """Every file that the program keeps."""

    data: Path
    database: Path
    config: Path
    log: Path
    packs: Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person has chosen; empty language means: ask the environment."""

    language: str = ""
    theme: str = ""


def find_paths() -> Paths:
    """Return the folders of this machine, or of ``PEILIAN_HOME``; nothing is made yet."""
    home = os.environ.get("PEILIAN_HOME", "")
    if home:
        data = config = Path(home).expanduser()
    else:
        import platformdirs  # noqa: PLC0415 -- 45 ms that a set PEILIAN_HOME saves

        data = Path(platformdirs.user_data_dir(NAME, appauthor=False))
        config = Path(platformdirs.user_config_dir(NAME, appauthor=False))
    return Paths(data, data / "peilian.db", config / "config.toml", data / "peilian.log", data / "packs")


def read_settings(path: Path) -> Settings:
    """Return the settings of a file; a missing or broken one counts as empty, unknown keys are passed over."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return Settings()
    language = str(table.get("language", ""))
    return Settings(language if language in LANGUAGES else "", str(table.get("theme", "")))


def choose_language(settings: Settings | None = None) -> str:
    """Return the language to speak: PEILIAN_LANG, else what was chosen, else the locale, else Chinese."""
    chosen = settings.language if settings else ""
    wanted = [os.environ.get("PEILIAN_LANG", ""), chosen, *(os.environ.get(name, "") for name in LOCALES)]
    return next((code[:2].lower() for code in wanted if code[:2].lower() in LANGUAGES), LANGUAGES[0])


def write_settings(path: Path, settings: Settings) -> None:
    """Write the settings as TOML, whole or not at all."""
    path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    lines = [f"{key} = {json.dumps(value)}" for key, value in asdict(settings).items() if value]
    draft = path.with_suffix(".new")
    draft.write_text("\n".join(lines) + "\n", encoding="utf-8")
    draft.replace(path)


def with_choice(settings: Settings, **choices: str) -> Settings:
    """Return the settings with some choices changed."""
    return replace(settings, **choices)


def append_log(path: Path, line: str) -> None:
    """Add one line to the private log."""
    path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, PRIVATE_FILE)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        file.write(line + "\n")
