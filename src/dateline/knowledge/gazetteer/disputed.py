"""Areas whose country is disputed: how they are coded, from `places_disputed.toml`, and how a user codes them."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import lru_cache

from dateline.errors import InputError, KnowledgeError
from dateline.knowledge.gazetteer.entry import Entry
from dateline.knowledge.gazetteer.fold import fold
from dateline.knowledge.loader import read_toml

FILE = "places_disputed.toml"
SETTING = "DATELINE_DISPUTED"
NONE = "none"  # in the setting: coded to no country
_WIDE = frozenset({"region", "admin1", "admin2", "country", "district", "island", "neighborhood"})


@dataclass(frozen=True, slots=True)
class Area:
    """A disputed area.

    Attributes:
        name: as users write it in the setting.
        names: folded names that mean the area itself.
        country: ISO 3166-1 alpha-3 that it is coded with (XKX: Kosovo, a user-assigned code), or `None`.
        iso: ISO 3166-2 (or -1) codes of it, where there are any.
        disputed_by: alpha-3 codes of the states, or names of the authorities, that dispute it.
        why: the practice that the coding follows.
        units: (country, first-level division) of the gazetteer that lie in it; division "*" is the whole country.
        box: (south, west, north, east) in degrees, for areas that the gazetteer's divisions do not tell apart.
        within: country codes under which the gazetteer has the places of the box.
    """

    name: str
    names: frozenset[str]
    country: str | None
    iso: tuple[str, ...]
    disputed_by: tuple[str, ...]
    why: str
    units: tuple[tuple[str, str], ...]
    box: tuple[float, float, float, float] | None
    within: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disputes:
    """The areas, ready to be asked."""

    areas: tuple[Area, ...]
    by_unit: dict[tuple[str, str], Area]
    by_name: dict[str, Area]
    boxes: tuple[Area, ...]

    def of(self, entry: Entry) -> Area | None:
        """The disputed area that a place is or lies in, or `None`."""
        if entry.country is None or entry.id < -1_999_999:  # what the user's own list says stands
            return None
        if entry.kind in _WIDE and (named := self.by_name.get(fold(entry.name))):
            return named
        country, inside = entry.country, self.by_unit.get((entry.country, entry.admin1 or ""))
        return inside or self.by_unit.get((country, "*")) or self._boxed(entry)

    def _boxed(self, entry: Entry) -> Area | None:
        if entry.lat is None or entry.lon is None or entry.kind in ("country", "admin1"):
            return None
        for area in self.boxes:
            if entry.country in area.within and area.box is not None:
                south, west, north, east = area.box
                if south <= entry.lat <= north and west <= entry.lon <= east:
                    return area
        return None


def disputes() -> Disputes:
    """The areas as they are coded here, or as `DATELINE_DISPUTED` ("Kosovo=SRB; Crimea=none") codes them.

    Raises:
        KnowledgeError: a bad entry of our file.
        InputError: a bad entry of the setting.
    """
    return _disputes(os.environ.get(SETTING) or "")


@lru_cache(maxsize=8)
def _disputes(setting: str) -> Disputes:
    areas = {fold(a.name): a for a in _areas()}
    for part in filter(None, (p.strip() for p in setting.split(";"))):
        name, _, code = (s.strip() for s in part.partition("="))
        if fold(name) not in areas or not (code == NONE or (len(code) == 3 and code.isalpha() and code.isupper())):
            known = ", ".join(a.name for a in areas.values())
            raise InputError(SETTING, f"{part!r} is not AREA=CODE (alpha-3, or none) with an area of: {known}")
        areas[fold(name)] = replace(areas[fold(name)], country=None if code == NONE else code)
    found = tuple(areas.values())
    return Disputes(
        found,
        {u: a for a in found for u in a.units},
        {n: a for a in found for n in a.names},
        tuple(a for a in found if a.box),
    )


def _areas() -> tuple[Area, ...]:
    found = []
    for number, row in enumerate(read_toml(FILE).get("area", []), 1):
        try:
            units = tuple((u.partition("/")[0], u.partition("/")[2] or "*") for u in row.get("units", ()))
            names = frozenset(fold(n) for n in (row["name"], *row.get("names", ())))
            box = tuple(float(x) for x in row["box"]) if "box" in row else None
            if box is not None and (len(box) != 4 or not (box[0] < box[2] and box[1] < box[3])):
                raise ValueError("box is not south, west, north, east")
            country = None if row["country"] == NONE else str(row["country"])
            found.append(
                Area(row["name"], names, country, tuple(row["iso"]), tuple(row["disputed_by"]), row["why"], units,
                     box, tuple(row.get("within", ())))
            )  # fmt: skip
        except (KeyError, TypeError, ValueError) as error:
            raise KnowledgeError(FILE, number, f"area {number}: {error!r}") from error
    return tuple(found)
