"""A report as the document pane shows it: paragraphs cut into flat runs, the margin rail, the lines of the queue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.store.desk_lines import Line
from dateline.text import paragraphs
from dateline.view.runs import flat_runs
from dateline.view.words import figure

_ORDER = ("casualty", "event", "term", "agreement", "attribution")  # the kind that colours a run of several
_SHORT = 60  # characters of a title


def title(line: Line, text: str) -> str:
    """A line of the queue in a few words."""
    v = line.values
    match line.kind:
        case "casualty":
            people = "nobody" if v["high"] == 0 else figure(v["low"] or 0, v["high"])
            return f"{people} {v['harm']}"
        case "event":
            said = f"{str(v['type']).capitalize()}: {' '.join(text[line.start : line.end].split())}"
        case "agreement":
            said = v["name"] or str(v["type"]).replace("_", " ")
        case "term":
            said = " ".join(str(x).replace("_", " ") for x in (v["modality"], v["type"]) if x)
        case _:
            said = (line.sources or "somebody").replace("\n", " ← ")
    return said if len(said) <= _SHORT else said[: _SHORT - 1].rstrip() + "…"


def detail(line: Line) -> str:
    """Where, when, and what makes it doubtful."""
    days = line.since if line.since == line.until else f"{line.since or '…'} – {line.until or '…'}"
    scope = {"joint": "several incidents", "period": "running total"}.get(str(line.values["type"]))
    status = line.values["status"] if line.values["status"] != "happened" else None
    sure = line.values["certainty"] if line.values["certainty"] != "stated" else None
    return " · ".join(str(p) for p in (line.place, days, scope, status, sure) if p)


def blocks(text: str, lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Paragraphs of the document in order.

    Keys: `start`, offset of the first character in code points; `tight`, it follows the one before without a blank
    line; `wrapped`, its line ends only wrap it; `runs`, `(start, end, keys, kind)`, flat and without a gap, so that
    crossing claims are marked exactly; `rail`, ids of the claims whose words begin in it.
    """
    ranks = {line.id: _ORDER.index(line.kind) for line in lines}
    runs = flat_runs(len(text), [(line.start, line.end, line.id) for line in lines])
    starts = iter(sorted((line.start, line.id) for line in lines))
    found: list[dict[str, Any]] = []
    last = 0
    run, start = next(runs, None), next(starts, None)
    for begin, end in paragraphs(text):
        mine = []
        while run is not None and run.start < end:
            first, until = max(run.start, begin), min(run.end, end)
            if first < until:
                mine.append((first, until, " ".join(run.keys), _kind(run.keys, ranks)))
            if run.end > end:
                break
            run = next(runs, None)
        rail = []
        while start is not None and start[0] < end:
            rail.append(start[1])
            start = next(starts, None)
        tight = bool(found) and text.count("\n", last, begin) < 2
        wrapped = "\n" in text[begin:end]
        found.append({"start": begin, "tight": tight, "wrapped": wrapped, "runs": mine, "rail": rail})
        last = end
    return found


def _kind(keys: tuple[str, ...], ranks: Mapping[str, int]) -> str:
    """The kind that colours a run: of several, the most telling one."""
    if len(keys) < 2:
        return _ORDER[ranks[keys[0]]] if keys else ""
    return _ORDER[min(map(ranks.__getitem__, keys))]
