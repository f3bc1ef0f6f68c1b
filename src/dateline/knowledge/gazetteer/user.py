"""A user's own places: a CSV that wins over the gazetteer."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from dateline.errors import InputError
from dateline.knowledge.gazetteer.entry import KINDS, Entry, Kind
from dateline.knowledge.gazetteer.fold import fold
from dateline.knowledge.loader import read_toml

COLUMNS = ("name", "lat", "lon", "kind", "parent", "alternative names")
_FIRST_ID = -2_000_000


def read_user_places(file: str) -> dict[str, tuple[Entry, ...]]:
    """Places by folded name, from a CSV with the columns of `COLUMNS` (and, if given, `country`: alpha-3).

    `parent` is the name of the first-level division, or an alpha-3 country code; several alternative names are
    separated by `|`.

    Raises:
        InputError: the file cannot be read, a column is missing, or a row has no such point or kind.
    """
    found: dict[str, list[Entry]] = {}
    try:
        with Path(file).open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            if missing := [c for c in COLUMNS[:3] if c not in (rows.fieldnames or ())]:
                raise InputError(file, f"columns missing: {', '.join(missing)}; needs {', '.join(COLUMNS)}")
            for number, row in enumerate(rows):
                entry = _entry(file, rows.line_num, number, row)
                others = (row.get("alternative names") or "").split("|")
                for key in {fold(n) for n in (entry.name, *others)} - {""}:
                    found.setdefault(key, []).append(entry)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(file, f"cannot be read as CSV in UTF-8: {error}") from error
    return {key: tuple(entries) for key, entries in found.items()}


def _entry(file: str, line: int, number: int, row: dict[str, str | None]) -> Entry:
    name, kind = (row["name"] or "").strip(), _kind((row.get("kind") or "city").strip())
    try:
        lat, lon = float(row["lat"] or ""), float(row["lon"] or "")
    except ValueError as error:
        raise InputError(file, f"line {line}: lat and lon must be degrees") from error
    if not name or kind is None or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise InputError(file, f"line {line}: needs a name, a point on the globe and a kind of {sorted(KINDS)}")
    parent = (row.get("parent") or "").strip()
    code = len(parent) == 3 and parent.isupper()
    country = (row.get("country") or (parent if code else "")).strip() or None
    admin1 = parent if parent and not code else None
    return Entry(_FIRST_ID - number, None, name, lat, lon, country, admin1, None, 100_000, kind, True)


def _kind(word: str) -> Kind | None:
    """The kind that a user's word means: one of ours, or a class word ("village", "mosque")."""
    found = word if word in KINDS else _class_words().get(word.lower())
    return found if found in KINDS else None  # type: ignore[return-value]


@cache
def _class_words() -> dict[str, str]:
    words = read_toml("places_words.toml")
    known = dict.fromkeys(words["facilities"]["heads"], "facility")
    return known | {w: kind for kind, found in words["classes"].items() for w in found}
