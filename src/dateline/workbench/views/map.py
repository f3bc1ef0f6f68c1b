"""The map: incidents in cells, the table of what is in view, and the boundaries that are drawn under it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dateline.record import plain
from dateline.store.overview import Cell, Overview
from dateline.workbench.page import Ask, Page
from dateline.workbench.query import PAGE_SIZE
from dateline.workbench.views.asked import Box, box_of, incidents_asked, paged, row

WORLD: Box = (-180, -60, 180, 80)
ACROSS = 48  # cells over the width of what is in view
MOST = 1500  # cells drawn: those with most incidents


def shown(ask: Ask) -> Page:
    """Incidents in view: cells for the map, the first of them as rows, those without a point counted apart."""
    query, record = ask.query, ask.bench.record
    wanted = incidents_asked(query)
    over = Overview(record, query.policy)
    box = box_of(query.bbox)
    cells = over.cells(wanted, _size(box))
    rows, total = record.incident_page(
        wanted, query.policy, offset=(query.page - 1) * PAGE_SIZE, limit=PAGE_SIZE, order="-date"
    )
    placed = sum(c.incidents for c in cells)
    data: dict[str, Any] = {
        "policy": query.policy, "bbox": list(box) if box else None, "extent": _extent(cells, box),
        "cells": [_cell(c) for c in cells[:MOST]], "cells_cut": max(0, len(cells) - MOST), "placed": placed,
        "unplaced": 0 if box else total - placed, **paged(query, total), "rows": [row(r) for r in rows],
    }  # fmt: skip
    if box:
        everywhere = replace(wanted, bbox=None)
        data["elsewhere"] = record.incident_page(everywhere, query.policy, limit=1)[1] - total
    else:
        data["elsewhere"] = 0
    return Page("map.html", "Map", data)


def _size(box: Box | None) -> float:
    """Degrees of a cell: the width in view by `ACROSS`, in steps of two so that cells stay as the map is moved."""
    west, _, east, _ = box or WORLD
    width = (east - west) % 360 or 360.0
    size = 360.0
    while size > width / ACROSS and size > 1e-4:
        size /= 2
    return size


def _cell(c: Cell) -> dict[str, Any]:
    return {**plain(c), "lat": round(c.lat, 5), "lon": round(c.lon, 5), "killed": c.killed._asdict()}


def _extent(cells: list[Cell], box: Box | None) -> list[float] | None:
    """What the map shows at first: the box asked for, else all that is placed, with a margin."""
    if box is not None or not cells:
        return list(box) if box else None
    lats, lons = [c.lat for c in cells], [c.lon for c in cells]
    margin = max(0.5, (max(lons) - min(lons)) * 0.06)
    edges = (max(-180, min(lons) - margin), max(-75, min(lats) - margin), min(180, max(lons) + margin),
             min(82, max(lats) + margin))  # fmt: skip
    return [round(edge, 5) for edge in edges]
