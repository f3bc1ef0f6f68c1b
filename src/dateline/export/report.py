"""A situation report for a period and place: one HTML page to read, to print, or to send as PDF from a browser.

It loads nothing and runs no script: the only style that its Content-Security-Policy allows is its own, so that markup
in a report's text stays text. Map and chart are inline SVG.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TextIO

from dateline.export.cases import Case
from dateline.export.codes import state
from dateline.export.exporter import Exporter
from dateline.export.material import Material
from dateline.export.meta import Meta
from dateline.export.query import Query
from dateline.export.summary import NOBODY, Group, Summary, spots_of, summary_of, totals_of
from dateline.export.svg_chart import Range, chart_of
from dateline.export.svg_map import map_of
from dateline.reconcile.incident import Count, Shared, Value
from dateline.reconcile.policies import policies

if TYPE_CHECKING:
    from jinja2 import Template

_GROUPS = 12  # rows of a grouping; the rest is one row
_SVG_SAFE = "default-src 'none'; style-src {style}; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class Row:
    """One incident as the list shows it."""

    number: int
    id: str
    when: str
    where: str
    what: str
    by: str
    against: str
    killed: Range | None
    wounded: Range | None
    other: str
    said: str
    sources: str
    marks: tuple[str, ...]
    differ: tuple[str, ...]
    together: tuple[str, ...]


def write(material: Material, sink: TextIO) -> int:
    """Write the page; gives how many incidents it is about."""
    found = summary_of(material.cases())
    totals = totals_of(material.readings(), material.query)
    sink.write(page(found, material.meta, material.query, totals))
    return found.incidents


def page(found: Summary, meta: Meta, query: Query, totals: Iterable[Any] = ()) -> str:
    """The page of a summary."""
    style = _asset("report.css")
    first, last = query.since or found.first, query.until or found.last
    policy = (meta.policy or "").partition("/")[0]
    return _template().render(
        title=_where(query), period=_period(first, last), meta=meta, found=found, style=style,
        csp=_SVG_SAFE.format(style=_hash(style)), key=list(_key_figures(found)),
        map=map_of(list(spots_of(found.listed))),
        chart=_chart(found, first, last), rows=[_row(n, c) for n, c in enumerate(found.listed, 1)], totals=list(totals),
        units=_top(found.units), doers=_top(found.doers), between=between, spread=spread, period_of=_period,
        listed=len(found.listed),
        offices=sorted(((o, len(r)) for o, r in found.offices.items()), key=lambda o: (-o[1], o[0])),
        rule=policies()[policy].source if policy in policies() else None, query=query.given(),
    )  # fmt: skip


@cache
def _asset(name: str) -> str:
    return (files("dateline.export") / "templates" / name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment

    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(_asset("report.html.j2"))


def _hash(source: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode() + "'"


def _where(query: Query) -> str:
    country = state(query.country) if query.country else None
    name = query.place or (country.name if country else query.country)
    return name or "All places in the record"


def _period(first: str | None, last: str | None) -> str:
    if first is None or last is None:
        return f"from {_day(first)}" if first else f"until {_day(last)}" if last else "no dates"
    return _day(first) if first == last else f"{_day(first)} – {_day(last)}"


def _day(iso: str | None) -> str:
    if iso is None:
        return "…"
    day = datetime.date.fromisoformat(iso)
    return f"{day.day} {day:%B} {day.year}"


def _chart(found: Summary, first: str | None, last: str | None) -> str | None:
    days = [datetime.date.fromisoformat(d) for d in (first, last) if d]
    within = [*days, *found.days]
    return chart_of(found.days, min(within), max(within)) if within else None


def _key_figures(found: Summary) -> Iterator[tuple[str, str, str]]:
    """Label, best, and range of each harm."""
    for harm, r in found.harms.items():
        yield harm, f"{r.best:,}", spread(r)


def spread(r: Range) -> str:
    """A range in words: `25 to 27`, `at least 12`; empty where it is one number."""
    if r.high is None:
        return f"at least {r.low:,}"
    return "" if r.low == r.best == r.high else f"{r.low:,} to {r.high:,}"


def between(r: Range) -> str:
    """A range in a sentence: `3`, `between 10 and 29 (best 20)`, `at least 4`."""
    if r.high is None or r.low == r.high:
        return f"{'at least ' * (r.high is None)}{r.low:,}"
    return f"between {r.low:,} and {r.high:,} (best {r.best:,})"


def figure(r: Range) -> str:
    """A range with its best in a cell: `25–27, best 27`, `3`."""
    if r.high is None:
        return f"{r.low:,} or more"
    return f"{r.best:,}" if r.low == r.best == r.high else f"{r.low:,}–{r.high:,}, best {r.best:,}"


def _range(count: Count | None) -> Range | None:
    return None if count is None else Range(count.low, count.best, count.high)


def _count(count: Count | None) -> str:
    found = _range(count)
    return "" if found is None else figure(found)


def _top(groups: Mapping[str, Group]) -> list[Group]:
    """The deadliest groups, and the rest as one."""
    ranked = sorted(groups.values(), key=lambda g: (g.name in NOBODY, -g.killed.best, -g.incidents, g.name))
    if len(ranked) <= _GROUPS + 1:
        return ranked
    rest = Group(f"{len(ranked) - _GROUPS} others")
    for group in ranked[_GROUPS:]:
        rest.incidents += group.incidents
        rest.killed = rest.killed.plus(group.killed.low, group.killed.best, group.killed.high)
    return [*ranked[:_GROUPS], rest]


def _row(number: int, case: Case) -> Row:
    i = case.incident
    place = i.place
    country = state(place.country) if place else None
    where = (place.name, place.admin1, country.name if country else place.country) if place else ()
    others = ((h, getattr(i, h)) for h in ("captured", "missing", "displaced"))
    offices = ", ".join(dict.fromkeys(a.office for a in case.articles if a.office))
    marks = [i.certainty] * (i.certainty != "stated") + [i.status] * (i.status not in ("machine", i.certainty))
    return Row(
        number, i.id, _period(i.start, i.end) if i.start or i.end else "date not known",
        ", ".join(dict.fromkeys(p for p in where if p)) or "place not known",
        i.acled or (i.mode or i.type).replace("_", " ").replace("-", " ").lower(),
        ", ".join(i.actors) or "not named", ", ".join(i.recipients), _range(i.killed), _range(i.wounded),
        "; ".join(f"{h} {_count(c)}" for h, c in others if c), case.told or "",
        f"{len(i.reports)} reports, {i.origins} independent: {offices}" if len(i.reports) > 1 else offices,
        tuple(marks), tuple(_differences(case)),
        tuple(_together(case)),
    )  # fmt: skip


def _differences(case: Case) -> Iterator[str]:
    """Where reports differ: each value with those who give it."""
    offices = {a.report: a.office or "a report" for a in case.articles}
    for differ in case.incident.disagreements:
        said: dict[str, dict[str, None]] = {}
        for v in differ.values:
            names = dict.fromkeys(offices.get(c.rpartition("#")[0], "a report") for c in v.claims)
            said.setdefault(_value(v), {}).update(names)
        yield f"{differ.field}: {'; '.join(f'{value} ({", ".join(who)})' for value, who in said.items())}"


def _together(case: Case) -> Iterator[str]:
    """Figures that count the incident with others; they are added to none."""
    for joint in case.incident.shared:
        others = len(joint.incidents) - 1
        beside = f"this and {others} other{'s' * (others > 1)}" if others else "this and others that are not told apart"
        yield f"{_value(joint)} {joint.harm} in {beside} together"


def _value(v: Value | Shared) -> str:
    if v.high is None:
        return f"{v.low:,} or more"
    return f"{v.low:,}" if v.low == v.high else f"{v.low:,}–{v.high:,}"


EXPORTER = Exporter("report", ".html", write, carries=True, media="text/html")
