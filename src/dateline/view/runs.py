"""Flat runs: crossing and nested spans cut into pieces that never overlap, so that marking them up is exact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """The characters `[start, end)` and the keys of all the spans that cover every one of them."""

    start: int
    end: int
    keys: tuple[str, ...]


def flat_runs(length: int, spans: Iterable[tuple[int, int, str]]) -> Iterator[Run]:
    """Cut `[0, length)` at every boundary of `(start, end, key)` spans.

    Runs come in text order, cover the whole length without gap or overlap, and a run's keys are in order of the spans'
    starts (longer ones first), each key once.
    """
    opening: dict[int, list[tuple[int, str]]] = {}
    closing: dict[int, list[str]] = {}
    for start, end, key in sorted(set(spans), key=lambda s: (s[0], -s[1], s[2])):
        if 0 <= start < end <= length:
            opening.setdefault(start, []).append((end, key))
            closing.setdefault(end, []).append(key)
    live: list[str] = []
    at = 0
    for cut in sorted({0, length, *opening, *closing}):
        if cut > at:
            yield Run(at, cut, tuple(dict.fromkeys(live)))
            at = cut
        for key in closing.get(cut, ()):
            live.remove(key)
        live += [key for _, key in opening.get(cut, ())]
