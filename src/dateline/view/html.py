"""One self-contained page of a reading: the text with its evidence marked, the claims beside it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from dateline.record import Reading
from dateline.view.rows import Row, rows
from dateline.view.runs import flat_runs
from dateline.view.words import figure

if TYPE_CHECKING:
    from jinja2 import Template

_LABELS = {
    "figure": "Casualty figures",
    "event": "Events",
    "agreement": "Agreements and terms",
    "attribution": "Who says what",
}


@cache
def _asset(name: str) -> str:
    return (files("dateline.view") / "templates" / name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment

    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(_asset("report.html.j2"))


def _hash(source: str) -> str:
    """The Content-Security-Policy source that allows exactly this inline script or style."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode() + "'"


def page(reading: Reading) -> str:
    """The HTML page of one reading.

    It loads nothing: style and script are inline and are the only ones its Content-Security-Policy allows, so that
    markup in a report's text stays text. Works by keyboard, in print, and in the dark.
    """
    found = list(rows(reading))
    marks = [(r.anchor.start, r.anchor.end, r.id) for r in found]
    kinds = {r.id: r.kind for r in found}
    text = reading.report.text
    runs = [(text[r.start : r.end], r.keys, _kind(r.keys, kinds)) for r in flat_runs(len(text), marks)]
    style, script = _asset("report.css"), _asset("report.js")
    return _template().render(
        report=reading.report, runs=runs, groups=_groups(found), unplaced=reading.unplaced, style=style, script=script,
        policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'",
        places=[p for p in reading.places if p.lat is not None], fingerprint=reading.fingerprint, figure=figure,
    )  # fmt: skip


def _kind(keys: tuple[str, ...], kinds: Mapping[str, str]) -> str:
    """The kind that colours a run: of the kinds that cover it, the most telling one."""
    order = ["figure", "event", "term", "agreement", "attribution"]
    return min((kinds[k] for k in keys), key=order.index, default="")


def _groups(found: list[Row]) -> list[tuple[str, list[Row]]]:
    groups: dict[str, list[Row]] = {label: [] for label in _LABELS.values()}
    for row in found:
        groups[_LABELS["agreement" if row.kind == "term" else row.kind]].append(row)
    return [(label, members) for label, members in groups.items() if members]
