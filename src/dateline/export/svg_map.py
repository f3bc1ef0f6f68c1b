"""A map of incidents as inline SVG: outlines, points whose area is the best estimate of the killed, a scale bar."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched

from dateline.export.outlines import Frame, Outline, outlines
from dateline.export.svg import element, path

WIDTH, HEIGHT = 720.0, 430.0
_LEAST_SPAN = 3.4  # degrees of latitude: a single town is shown in its surroundings
_INSET = Frame(0.0, 0.0, 150.0, 92.0)  # pixels: the wider region, where the map is of a small one
_INSET_UP_TO, _INSET_SPAN = 9.0, 26.0  # degrees of latitude
_PAD = 0.18  # of the span, on each side
_DIVISIONS_UP_TO = 28  # degrees of longitude: over wider stretches units are a tangle
_COARSE = 4  # where_prec from which a point stands for an area
_SMALLEST, _LARGEST = 4.0, 30.0  # radius
_EARTH = 111.32  # km a degree
_CHAR = 5.9  # width of a letter of a label
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """An incident on the map: its number in the list, its place, and the best estimate of the killed."""

    number: int
    name: str
    country: str | None
    lat: float
    lon: float
    killed: int
    where_prec: int


Places = Sequence[tuple[tuple[float, float], list[Spot]]]


@dataclass(frozen=True, slots=True)
class _View:
    """From degrees to pixels: plate carrée, true at the middle parallel."""

    frame: Frame
    scale: float  # pixels a degree of latitude
    squeeze: float  # cosine of the middle parallel

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.frame.west) * self.squeeze * self.scale, (self.frame.north - lat) * self.scale


def map_of(spots: Sequence[Spot]) -> str | None:
    """The map of incidents, `None` where none has a point."""
    if not spots:
        return None
    view = _view(spots)
    places = sorted(_together(spots).items(), key=lambda p: -sum(s.killed for s in p[1]))
    top = max(sum(s.killed for s in group) for _, group in places)
    focus = {s.country for s in spots if s.country}
    titled = f"Map of {len(spots)} incidents at {len(places)} places; the area of a circle is the best estimate killed"
    return element(
        "svg",
        element("title", text=titled),
        element("rect", class_="sea", width=WIDTH, height=HEIGHT),
        *_land(view, focus),
        *_circles(view, places, top),
        *_labels(view, places, top, focus),
        *_scale_bar(view),
        *(_inset(view, focus) if view.frame.north - view.frame.south <= _INSET_UP_TO else ()),
        viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}",
        role="img",
        class_="map",
    )


def _view(spots: Sequence[Spot]) -> _View:
    lats, lons = [s.lat for s in spots], [s.lon for s in spots]
    middle_lat, middle_lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    squeeze = max(0.2, math.cos(math.radians(middle_lat)))
    tall = max(_LEAST_SPAN, (max(lats) - min(lats)) * (1 + 2 * _PAD))
    wide = max(_LEAST_SPAN, (max(lons) - min(lons)) * (1 + 2 * _PAD)) * squeeze
    scale = min(HEIGHT / tall, WIDTH / wide)
    half_lat, half_lon = HEIGHT / scale / 2, WIDTH / scale / squeeze / 2
    frame = Frame(middle_lon - half_lon, middle_lat - half_lat, middle_lon + half_lon, middle_lat + half_lat)
    return _View(frame, scale, squeeze)


def _together(spots: Iterable[Spot]) -> dict[tuple[float, float], list[Spot]]:
    groups: dict[tuple[float, float], list[Spot]] = defaultdict(list)
    for spot in spots:
        groups[round(spot.lat, 2), round(spot.lon, 2)].append(spot)
    return groups


def _land(view: _View, focus: set[str]) -> Iterator[str]:
    for area in outlines("countries", view.frame):
        yield _area(view, area, "land focus" if area.country in focus else "land")
    if view.frame.east - view.frame.west <= _DIVISIONS_UP_TO:
        for area in outlines("admin1", view.frame):
            yield _area(view, area, "division")
    for area in outlines("disputed", view.frame):
        yield _area(view, area, "disputed")


def _area(view: _View, area: Outline, kind: str) -> str:
    return element("path", class_=kind, d=path([view.at(*p) for p in ring] for ring in area.rings))


def _radius(killed: int, top: int) -> float:
    """Area is in proportion to the killed; the largest is fixed, and one without deaths is still seen."""
    return max(_SMALLEST, min(_LARGEST, 6 + top) * math.sqrt(killed / top)) if top else _SMALLEST + 1


def _circles(view: _View, places: Places, top: int) -> Iterator[str]:
    for (_, group), (x, y, r) in zip(places, _drawn(view, places, top), strict=True):
        killed = sum(s.killed for s in group)
        coarse = min(s.where_prec for s in group) >= _COARSE
        said = f"{group[0].name}: {len(group)} incident{'s' * (len(group) > 1)}, {killed:,} killed (best)"
        yield element(
            "circle", element("title", text=said), class_="spot coarse" if coarse else "spot", cx=x, cy=y,
            r=r,
        )  # fmt: skip


def _drawn(view: _View, places: Places, top: int) -> Iterator[tuple[float, float, float]]:
    """Centre and radius of each circle."""
    for (lat, lon), group in places:
        yield *view.at(lon, lat), _radius(sum(s.killed for s in group), top)


def _labels(view: _View, places: Places, top: int, focus: set[str]) -> Iterator[str]:
    """Names of places, the deadliest first, then of countries; a label that would lie on another is left out."""
    taken: list[Box] = []
    if view.frame.north - view.frame.south <= _INSET_UP_TO:
        taken.append((WIDTH - _INSET.east, 0.0, WIDTH, _INSET.north))
    for (_, group), (x, y, r) in zip(places[:24], _drawn(view, places[:24], top), strict=True):
        text = f"{group[0].name} {_numbers([s.number for s in group])}"
        for anchor, left in (("start", x + r + 4), ("end", x - r - 4 - len(text) * _CHAR)):
            box = (left, y - 7, left + len(text) * _CHAR, y + 7)
            if _free(box, taken):
                taken += [box, (x - r, y - r, x + r, y + r)]
                at = left if anchor == "start" else x - r - 4
                yield element("text", text=text, class_="label", x=at, y=y + 4, text_anchor=anchor)
                break
    taken += [(x - r, y - r, x + r, y + r) for x, y, r in _drawn(view, places, top)]
    for area in sorted(outlines("countries", view.frame), key=lambda a: a.country not in focus):
        half = len(area.name) * _CHAR * 0.65
        for x, y, wide in _rows([view.at(*p) for p in max(area.rings, key=len)]):
            if wide < half * 1.6:
                break  # a small country is not named on a map of a continent
            if _free(box := (x - half, y - 8, x + half, y + 8), taken):
                taken.append(box)
                kind = "country focus" if area.country in focus else "country"
                yield element("text", text=area.name, class_=kind, x=x, y=y + 4, text_anchor="middle")
                break


def _rows(ring: Sequence[tuple[float, float]]) -> list[tuple[float, float, float]]:
    """Where a ring is wide: middle, height and width of its widest stretch at some heights, the widest first."""
    upper, lower = min(p[1] for p in ring), max(p[1] for p in ring)
    found = []
    for n in range(1, 8):
        y = upper + (lower - upper) * n / 8
        sides = zip([ring[-1], *ring[:-1]], ring, strict=True)
        crossed = sorted(
            a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) for a, b in sides if (a[1] > y) != (b[1] > y)
        )
        wide, x = max(((right - left, (left + right) / 2) for left, right in batched(crossed, 2)), default=(0.0, 0.0))
        found.append((x, y, wide))
    return sorted(found, key=lambda row: -row[2])


def _inset(view: _View, focus: set[str]) -> Iterator[str]:
    """The wider region in the upper right corner, with the map's own frame on it."""
    f = view.frame
    scale = _INSET.north / _INSET_SPAN
    half = _INSET.east / scale / view.squeeze / 2
    lon, lat = (f.west + f.east) / 2, max(-77.0, min(77.0, (f.south + f.north) / 2))
    wide = _View(Frame(lon - half, lat - _INSET_SPAN / 2, lon + half, lat + _INSET_SPAN / 2), scale, view.squeeze)
    left, upper = wide.at(f.west, f.north)
    right, lower = wide.at(f.east, f.south)
    yield element(
        "svg",
        element("rect", class_="sea", width=_INSET.east, height=_INSET.north),
        *(_area(wide, a, "land focus" if a.country in focus else "land") for a in outlines("countries", wide.frame)),
        element("rect", class_="frame", x=left, y=upper, width=right - left, height=lower - upper),
        element("rect", class_="edge", width=_INSET.east, height=_INSET.north),
        class_="inset", x=WIDTH - _INSET.east - 1, y=1.0, width=_INSET.east, height=_INSET.north,
        viewBox=f"0 0 {_INSET.east:g} {_INSET.north:g}",
    )  # fmt: skip


def _numbers(numbers: Sequence[int]) -> str:
    """`(3)`, `(2–4)`, `(1, 5, 9 …)`: where to find them in the list."""
    first = sorted(numbers)
    if len(first) > 2 and first[-1] - first[0] == len(first) - 1:
        return f"({first[0]}–{first[-1]})"
    return f"({', '.join(map(str, first[:3]))}{' …' if len(first) > 3 else ''})"


def _free(box: Box, taken: Sequence[Box]) -> bool:
    inside = box[0] >= 2 and box[1] >= 2 and box[2] <= WIDTH - 2 and box[3] <= HEIGHT - 22
    return inside and not any(box[0] < t[2] and box[2] > t[0] and box[1] < t[3] and box[3] > t[1] for t in taken)


def _scale_bar(view: _View) -> Iterator[str]:
    a_pixel = _EARTH / view.scale
    length = next(n for n in (5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1) if n / a_pixel < WIDTH / 4)
    x, y = 14.0, HEIGHT - 12
    yield element("path", class_="bar", d=f"M{x} {y - 4}v4h{length / a_pixel:.1f}v-4")
    yield element("text", text=f"{length:,} km", class_="note", x=x + 4, y=y - 6)
    yield element("text", text="Boundaries: Natural Earth", class_="note", x=WIDTH - 8, y=y, text_anchor="end")
