"""The reports of some work, as every engine meets them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from dateline.engines.engine import Skip, Work
from dateline.errors import InputError
from dateline.ingest import ingest
from dateline.ingest.tree import files
from dateline.record import Report


def expanded(paths: Iterable[str]) -> Iterator[str]:
    """Single inputs: every path that is no folder as it is, and the files of each folder, always in the same order."""
    for path in paths:
        if path == "-" or not Path(path).is_dir():
            yield path
        else:
            yield from (str(f) if isinstance(f, Path) else f.name for f in files(Path(path)))


def reports_of(
    file: str, form: str | None, columns: Mapping[str, str], published: str | None
) -> Iterator[Report | InputError]:
    """The reports of one input, and an error for each that cannot be read."""
    for item in ingest([file], format=form, columns=columns):
        if published and isinstance(item, Report) and item.published is None:
            yield replace(item, published=published)
        else:
            yield item


def todo(work: Work, skip: Skip) -> Iterator[Report | InputError]:
    """What is left to read, in order."""
    for file in work.files:
        for item in reports_of(file, work.format, work.columns, work.published):
            if isinstance(item, InputError) or not skip(item):
                yield item
