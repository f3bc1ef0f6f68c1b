"""Outlines of countries and first-level units inside a frame, from the boundaries that the workbench's map uses.

The file is a TopoJSON made by scripts/build_boundaries.py from Natural Earth (public domain); disputed areas stand in
it as dateline codes them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Layer = Literal["countries", "admin1", "disputed"]
Point = tuple[float, float]
Ring = list[Point]


@dataclass(frozen=True, slots=True)
class Frame:
    """A stretch of the globe in degrees (WGS 84)."""

    west: float
    south: float
    east: float
    north: float

    def around(self, ring: Sequence[Point]) -> bool:
        """Whether a ring's own frame touches this one."""
        xs, ys = [p[0] for p in ring], [p[1] for p in ring]
        return min(xs) <= self.east and max(xs) >= self.west and min(ys) <= self.north and max(ys) >= self.south


@dataclass(frozen=True, slots=True)
class Outline:
    """One area: ISO 3166-1 alpha-3 of its country, its name, and its rings cut to the frame (degrees)."""

    country: str
    name: str
    rings: tuple[Ring, ...]


@cache
def _topology() -> dict[str, Any]:
    path = files("dateline") / "workbench" / "static" / "boundaries.topo.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def _arcs() -> tuple[Ring, ...]:
    """Arcs in degrees: TopoJSON holds them as whole-number steps."""
    found = _topology()
    (kx, ky), (dx, dy) = found["transform"]["scale"], found["transform"]["translate"]
    arcs = []
    for steps in found["arcs"]:
        x = y = 0
        arc = []
        for sx, sy in steps:
            x, y = x + sx, y + sy
            arc.append((x * kx + dx, y * ky + dy))
        arcs.append(arc)
    return tuple(arcs)


def outlines(layer: Layer, frame: Frame) -> Iterator[Outline]:
    """The areas of a layer that touch a frame, cut to it."""
    for geometry in _topology()["objects"][layer]["geometries"]:
        said = geometry["properties"]
        rings = tuple(cut for ring in _rings(geometry) if frame.around(ring) and len(cut := clipped(ring, frame)) > 2)
        if rings:
            yield Outline(said.get("country") or "", said.get("cname") or said.get("name") or "", rings)


def _rings(geometry: dict[str, Any]) -> Iterator[Ring]:
    arcs = geometry.get("arcs", [])
    for polygon in arcs if geometry["type"] == "MultiPolygon" else [arcs] if geometry["type"] == "Polygon" else []:
        for indices in polygon:
            ring: Ring = []
            for n in indices:
                arc = _arcs()[n] if n >= 0 else _arcs()[~n][::-1]
                ring += arc[1:] if ring else arc
            if len(ring) > 2:
                yield ring


def clipped(ring: Ring, frame: Frame) -> Ring:
    """A ring cut to a frame (Sutherland and Hodgman, 1974): one side after another."""
    for axis, bound, sign in ((0, frame.west, 1), (0, frame.east, -1), (1, frame.south, 1), (1, frame.north, -1)):
        kept: Ring = []
        for before, point in zip([ring[-1], *ring[:-1]], ring, strict=True):
            inside, was = (point[axis] - bound) * sign >= 0, (before[axis] - bound) * sign >= 0
            if inside != was:
                kept.append(_crossing(before, point, axis, bound))
            if inside:
                kept.append(point)
        ring = kept
        if not ring:
            return ring
    return ring


def _crossing(a: Point, b: Point, axis: int, bound: float) -> Point:
    share = (bound - a[axis]) / (b[axis] - a[axis])
    other = a[1 - axis] + share * (b[1 - axis] - a[1 - axis])
    return (bound, other) if axis == 0 else (other, bound)
