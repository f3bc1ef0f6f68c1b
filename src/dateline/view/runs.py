"""Flat runs: crossing and nested spans cut into pieces that never overlap, so that marking them up is exact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Run(NamedTuple):
    """The characters `[start, end)` and the keys of all the spans that cover every one of them."""

    start: int
    end: int
    keys: tuple[str, ...]


def flat_runs(length: int, spans: Iterable[tuple[int, int, str]]) -> Iterator[Run]:
    """Cut `[0, length)` at every boundary of `(start, end, key)` spans.

    Runs come in text order, cover the whole length without gap or overlap, and a run's keys are in order of the spans'
    starts (longer ones first), each key once.
    """
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for start, back, key in sorted({(start, -end, key) for start, end, key in spans}):
        end = -back
        if 0 <= start < end <= length:
            opening.setdefault(start, []).append(key)
            closing.setdefault(end, []).append(key)
    live: list[str] = []
    at = 0
    for cut in sorted({0, length, *opening, *closing}):
        if cut > at:
            yield Run(at, cut, tuple(live) if len(live) < 2 else tuple(dict.fromkeys(live)))
            at = cut
        if cut in closing:
            for key in closing[cut]:
                live.remove(key)
        if cut in opening:
            live += opening[cut]
