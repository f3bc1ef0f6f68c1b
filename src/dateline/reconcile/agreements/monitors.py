"""Who is a monitor: bodies whose word confirms that an agreement was kept or broken."""

from __future__ import annotations

from functools import cache

from dateline.knowledge import read_toml
from dateline.record import Source

FILE = "agreements_monitors.toml"


@cache
def _bodies() -> frozenset[str]:
    data = read_toml(FILE)["monitors"]
    return frozenset([*data["bodies"], *data["nouns"]])


def is_monitor(source: Source) -> bool:
    """Whether a source is one of the monitors that `agreements_monitors.toml` lists, by its whole words."""
    names = {f" {_plain(n)} " for n in (source.name, *(m.text for m in source.mentions))}
    return any(f" {body} " in name for name in names for body in _bodies())


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("'s", "").replace("’s", "").replace(".", "").split())


@cache
def _protected() -> frozenset[str]:
    return frozenset(read_toml(FILE)["protected"]["nouns"])


def protected(words: str) -> frozenset[str]:
    """Whom or what these words protect by name ("attacks on civilians and hospitals")."""
    said = {w.strip(".,;:").lower() for w in words.split()}
    return frozenset(n for n in _protected() if n in said or f"{n}s" in said)
