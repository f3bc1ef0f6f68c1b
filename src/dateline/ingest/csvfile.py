"""CSV and TSV: a report for each row, by the names in the first one."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from dateline.errors import InputError
from dateline.ingest.decode import binary, lines_of
from dateline.ingest.rows import check_columns, report_of
from dateline.ingest.source import Format, Input, Options, megabytes
from dateline.record import Report


def read(source: Input, options: Options) -> Iterator[Report | InputError]:
    """A report for each row, streamed; rows are counted from 1 after the header. A bad row is an `InputError`."""
    what = binary(source.peek())
    if what:
        raise InputError(source.name, f"is {what}, not a table of text")
    csv.field_size_limit(options.limits.raw)  # the module's own default, 128 KiB, is shorter than many reports
    lost: list[InputError] = []
    lines = _Lines(source, options, lost)
    header = next(lines, "")
    if not header.strip():
        raise InputError(source.name, "is empty")
    delimiter = max("\t;|,", key=header.count)
    try:
        names = [n.strip() for n in next(csv.reader([header], delimiter=delimiter))]
    except csv.Error as error:
        raise InputError(source.name, f"its first row is not CSV ({error})") from error
    check_columns(source.name, names, options)
    rows = csv.reader(lines, delimiter=delimiter)
    number = 0
    while True:
        number += 1
        name = f"{source.name}: row {number}"
        try:
            lines.row = 0
            cells = next(rows, None)
            while lost:
                yield lost.pop(0)
            if cells is None:
                return
            if len(cells) > len(names):
                raise InputError(name, f"{len(cells)} cells, but the header names {len(names)}")
            if any(cells):
                yield report_of(dict(zip(names, cells, strict=False)), name, options)
        except InputError as error:
            yield error
            if lines.row > options.limits.raw:
                return  # where the next row would begin cannot be told
        except csv.Error as error:
            yield InputError(name, f"not CSV ({error})")


class _Lines:
    """Lines for the csv module; those that cannot be had go to `lost` (an exception would end the reader).

    `row` counts the characters of the row that is read: quotes that nobody closes would make one row of a whole file.
    """

    def __init__(self, source: Input, options: Options, lost: list[InputError]) -> None:
        self._name, self._limit, self._lost = source.name, options.limits.raw, lost
        self._lines = lines_of(source, options.limits.raw)
        self.row = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        for line in self._lines:
            if isinstance(line, InputError):
                self._lost.append(line)
                continue
            self.row += len(line)
            if self.row > self._limit:
                raise InputError(self._name, f"a row of more than {megabytes(self._limit)}: is a quote left open?")
            return line.replace("\x00", "")
        raise StopIteration


FORMAT = Format("csv", (".csv", ".tsv"), read)
