"""What has become of incidents between two states of a record: new, gone, changed, merged, split."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dateline.reconcile.incident import COUNTED, Count, Incident, Location
from dateline.reconcile.intervals import Range
from dateline.record import plain

SCHEMA = "dateline.change/1"
Kind = Literal["new", "gone", "changed", "merged", "split", "regrouped"]
_FIELDS = ("start", "end", "place", "type", "mode", "certainty", "status", "grading", "origins")


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an incident, or of several that hang together by their claims.

    Attributes:
        kind: `new`, `gone`, `changed`, `merged` (of several one), `split` (of one several), `regrouped`.
        before, after: ids of the incidents.
        start, place: of the incident as it is now, or was.
        what: each difference, in words and numbers.
        reports: reports that tell of it now and did not before.
    """

    kind: Kind
    before: tuple[str, ...]
    after: tuple[str, ...]
    start: str | None
    place: str | None
    what: tuple[str, ...]
    reports: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The object, ready for `json.dumps`."""
        return {"schema": SCHEMA, **plain(self)}


def difference(before: Iterable[Incident], after: Iterable[Incident]) -> list[Change]:
    """What changed between two states, in order of day, place and id; incidents are known again by their claims.

    Args:
        before: incidents of the earlier state, counted by one policy.
        after: those of the later one, by the same policy.
    """
    old, new = list(before), list(after)
    home: dict[str, int] = {}
    parent = list(range(len(old) + len(new)))
    for n, incident in enumerate([*old, *new]):
        for key in (*incident.claims, incident.id):
            if key in home:
                _join(parent, home[key], n)
            else:
                home[key] = n
    groups: dict[int, tuple[list[Incident], list[Incident]]] = {}
    for n, incident in enumerate([*old, *new]):
        groups.setdefault(_root(parent, n), ([], []))[n >= len(old)].append(incident)
    found = [c for b, a in groups.values() if (c := _change(b, a)) is not None]
    return sorted(found, key=lambda c: (c.start or "9999", c.place or "~", c.after, c.before))


def _root(parent: list[int], n: int) -> int:
    while parent[n] != n:
        parent[n] = parent[parent[n]]
        n = parent[n]
    return n


def _join(parent: list[int], a: int, b: int) -> None:
    low, high = sorted((_root(parent, a), _root(parent, b)))
    parent[high] = low


def _change(before: Sequence[Incident], after: Sequence[Incident]) -> Change | None:
    kind: Kind = "changed"
    if not before or not after:
        kind = "new" if after else "gone"
        what = tuple(t for i in (*before, *after) for t in _figures(i))
    elif len(before) == len(after) == 1:
        what = _fields(before[0], after[0])
        if not what:
            return None
    else:
        kind = "merged" if len(after) == 1 else "split" if len(before) == 1 else "regrouped"
        told = [" + ".join(", ".join(_figures(i)) or "no figure" for i in side) for side in (before, after)]
        what = (f"{told[0]} → {told[1]}",)
    shown = (after or before)[0]
    was = {r for i in before for r in i.reports}
    reports = sorted({r for i in after for r in i.reports} - was)
    ids = tuple(i.id for i in before), tuple(i.id for i in after)
    return Change(kind, *ids, shown.start, shown.place.name if shown.place else None, what, tuple(reports))


def _figures(incident: Incident) -> list[str]:
    counts: list[tuple[str, Count | None]] = [(h, getattr(incident, h)) for h in COUNTED]
    return [f"{h} {_shown(c)}" for h, c in counts if c is not None]


def _fields(before: Incident, after: Incident) -> tuple[str, ...]:
    pairs = [(n, getattr(before, n), getattr(after, n)) for n in (*COUNTED, *_FIELDS)]
    found = [f"{n.replace('start', 'first day').replace('end', 'last day')}: {_shown(a)} → {_shown(b)}"
             for n, a, b in pairs if a != b]  # fmt: skip
    gained, lost = set(after.claims) - set(before.claims), set(before.claims) - set(after.claims)
    found += [f"{len(gained)} claims joined"] if gained else []
    return (*found, f"{len(lost)} claims left") if lost else tuple(found)


def _shown(value: Any) -> str:
    if isinstance(value, Count):
        return f"{Range(value.low, value.high)} (best {value.best})"
    return value.name if isinstance(value, Location) else "nothing" if value is None else str(value)
