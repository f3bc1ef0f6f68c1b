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
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(source.name, f"not JSON ({error})") from error
    for number, item in enumerate(data if isinstance(data, list) else [data], 1):
        yield _object(item, f"{source.name}: row {number}" if isinstance(data, list) else source.name, options)


def _row(line: str, name: str, options: Options) -> Report | InputError:
    try:
        return _object(json.loads(line), name, options)
    except (ValueError, RecursionError) as error:
        return InputError(name, f"not JSON ({error})")


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
