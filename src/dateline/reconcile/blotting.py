"""Names blotted out of readings and incidents: texts keep their length, and every span says what stands there now."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from typing import Any, Protocol

from dateline.record import Reading
from dateline.text import Span


class Hider(Protocol):
    """What names are hidden by: `over` in a text, whose length stays; `on` in a value."""

    def over(self, text: str) -> str:
        """The text with every name blotted out."""

    def on(self, value: str) -> str:
        """The value without names."""


def veiled_reading(reading: Reading, hider: Hider) -> Reading:
    """A reading without the names that are hidden; every span says what the blotted text says."""
    old = reading.report
    text = hider.over(old.text)
    head = {name: said and hider.over(said) for name in ("title", "publisher", "dateline", "url")
            if (said := getattr(old, name)) is not None}  # fmt: skip
    report = replace(old, text=text, authors=tuple(map(hider.over, old.authors)), **head)
    made: Reading = without_names(replace(reading, report=report), hider, text)
    return replace(made, report=report)


def without_names(value: Any, hider: Hider, text: str | None) -> Any:
    """A value of the record without names; spans say what the blotted text says."""
    if isinstance(value, Span):
        words = value.text if text is None else text[value.start : value.end]
        return Span(value.start, value.end, hider.over(words) if text is None else words)
    if isinstance(value, str):
        return hider.on(value)
    if isinstance(value, tuple):
        return tuple(without_names(v, hider, text) for v in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: without_names(getattr(value, f.name), hider, text) for f in dataclasses.fields(value)}
        return replace(value, **fields)
    return value
