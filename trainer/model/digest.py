"""Keyed hashing that is the same on every machine and in every process.

Digests name versions of packs and events; ``pick`` chooses among lines without a random stream.
"""

import json
from collections.abc import Iterable
from hashlib import blake2b

SIZE = 16


def canonical(value: object) -> str:
    """Return the one JSON text of ``value``: sorted keys, no spaces, characters kept."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_text(text: str) -> str:
    """Return the blake2b-128 of ``text`` as 32 hex digits."""
    return blake2b(text.encode("utf-8"), digest_size=SIZE).hexdigest()


def digest(value: object) -> str:
    """Return the digest of a JSON-able value."""
    return digest_text(canonical(value))


def weight(*key: str | int) -> int:
    """Return a 64-bit number fixed by ``key`` alone."""
    text = "\x1f".join(str(part) for part in key)
    return int.from_bytes(blake2b(text.encode("utf-8"), digest_size=8).digest(), "big")


def rendezvous(options: Iterable[str], *key: str | int) -> str:
    """Choose one option: highest hash of (key, option) wins, so a new option moves only its own share.

    Raises:
        ValueError: when there is no option.
    """
    return max(options, key=lambda option: (weight(*key, option), option))
