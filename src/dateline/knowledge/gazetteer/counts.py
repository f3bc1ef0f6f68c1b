"""Counts what the gazetteer holds: the built file, what was imported, and the user's own list."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dateline.knowledge.gazetteer.build import ensure, imported_path, stamp
from dateline.knowledge.gazetteer.imported import imports
from dateline.knowledge.gazetteer.user import read_user_places


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the gazetteer.

    Attributes:
        part: "built", the name of an imported dump's file, "imported" (all of them), or the user's file.
        version: hash of what it was made from.
        places: how many.
        names: names under which they are found.
        kinds: "234,970 city, …", largest first.
    """

    part: str
    version: str
    places: int
    names: int
    kinds: str

    def to_json(self) -> dict[str, Any]:
        """The part as a JSON object."""
        return asdict(self)


def counted() -> tuple[Part, ...]:
    """Every part, the built one first.

    Raises:
        SetupError: the gazetteer cannot be built, or a part is damaged.
        InputError: the user's list has a bad line.
    """
    parts = [_count("built", stamp(), ensure())]
    for done in imports():
        bad = f"; {done.bad:,} bad lines" if done.bad else ""
        parts.append(Part(done.name, done.digest, done.places, 0, f"imported from {done.lines:,} lines{bad}"))
    if parts[1:]:
        parts.append(_count("imported, together", "", imported_path()))
    if own := os.environ.get("DATELINE_PLACES"):
        found = read_user_places(own)
        entries = {e.id for same in found.values() for e in same}
        parts.append(Part(own, "", len(entries), len(found), "your own; they win"))
    return tuple(parts)


def _count(part: str, version: str, file: Path) -> Part:
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as db:
        kinds = db.execute("select kind, count(*) from entry group by kind order by 2 desc, 1").fetchall()
        (names,) = db.execute("select count(*) from name").fetchone()
    return Part(part, version, sum(n for _, n in kinds), names, ", ".join(f"{n:,} {kind}" for kind, n in kinds))
