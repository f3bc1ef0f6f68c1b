"""JSON Lines: an object a line; also one JSON object or array (`.json`), and dateline's own output."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dateline.errors import InputError
from dateline.ingest.decode import lines_of, text_of
from dateline.ingest.rows import report_of
from dateline.ingest.source import Format, Input, Options
from dateline.record import SCHEMA, Report


def read(source: Input, options: Options) -> Iterator[Report | InputError]:
    """A report for each line; a line that cannot be read is an `InputError`, and the rest goes on."""
    seen = False
    for number, line in enumerate(lines_of(source, options.limits.raw), 1):
        seen = seen or isinstance(line, InputError) or bool(line.strip())
        if isinstance(line, InputError):
            yield line
        elif line.strip():
            yield _row(line, f"{source.name}: row {number}", options)
    if not seen:
        raise InputError(source.name, "is empty")


def read_document(source: Input, options: Options) -> Iterator[Report | InputError]:
    """A `.json` file: one object, an array of them, or JSON Lines under another name."""
    first = source.peek().split(b"\n", 1)[0].strip()
    if first.startswith(b"{") and first.endswith(b"}"):
        yield from read(source, options)
        return
    text = text_of(source.read(options.limits.raw), source.name, options.limits.raw)
    data = _parsed(text, source.name, options)
    for number, item in enumerate(data if isinstance(data, list) else [data], 1):
        yield _object(item, f"{source.name}: row {number}" if isinstance(data, list) else source.name, options)


def _row(line: str, name: str, options: Options) -> Report | InputError:
    try:
        return _object(_parsed(line, name, options), name, options)
    except InputError as error:
        return error


def _parsed(text: str, name: str, options: Options) -> Any:
    """What a piece of JSON says.

    Raises:
        InputError: no JSON, or nested too deeply, or of more parts than the limit.
    """
    if sum(text.count(sign) for sign in "{[,") > options.limits.parts:  # about: those in strings count too
        raise InputError(name, f"JSON of more than {options.limits.parts:,} parts; split it, a report a line")
    try:
        return json.loads(text)
    except RecursionError as error:
        raise InputError(name, "JSON nested too deeply to be read") from error
    except ValueError as error:
        raise InputError(name, f"not JSON ({error})") from error


def _object(item: Any, name: str, options: Options) -> Report | InputError:
    if not isinstance(item, dict):
        return InputError(name, "not a JSON object")
    if item.get("schema") == SCHEMA and isinstance(item.get("report"), dict):
        item, options = item["report"], Options(options.limits)
        item = {**item, "id": None}
    try:
        return report_of(item, name, options)
    except InputError as error:
        return error


FORMAT = Format("jsonl", (".jsonl", ".ndjson"), read)
DOCUMENT = Format("json", (".json",), read_document)
