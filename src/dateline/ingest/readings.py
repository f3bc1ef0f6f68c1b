"""Readings that were written before (`dateline export jsonl --what readings`, `dateline read --format jsonl`)."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path

from dateline.errors import InputError
from dateline.ingest.decode import lines_of
from dateline.ingest.source import DEFAULT, Limits, opened
from dateline.record import SCHEMA, Reading
from dateline.text import canonical, text_id

_SUFFIXES = (".jsonl", ".ndjson", ".gz")


def holds_readings(path: str) -> bool:
    """Whether a file's first line is a whole reading: its schema, and the fingerprint of the code that read it."""
    if path == "-" or not path.endswith(_SUFFIXES):
        return False
    try:
        with opened(Path(path), path).stream as stream:
            head = stream.peek(4096)[:4096]
    except (OSError, ValueError, EOFError, zlib.error):
        return False
    return head.startswith((f'{{"schema":"{SCHEMA}",'.encode(), f'{{"schema": "{SCHEMA}",'.encode()))


def readings(path: str, limits: Limits = DEFAULT) -> Iterator[Reading | InputError]:
    """The readings of a file as they were written, as a stream; a line that is none is an `InputError`.

    A reading is taken whole or not at all: its report's id must be that of its text, and every span must say what
    stands at its offsets.
    """
    try:
        source = opened(Path(path), path)
        with source.stream:
            for number, line in enumerate(lines_of(source, limits.raw), 1):
                if isinstance(line, InputError):
                    yield line
                elif line.strip():
                    yield _reading(line, f"{path}: row {number}")
    except (EOFError, zlib.error) as error:
        yield InputError(path, f"its compressed data is damaged or cut off ({error})")
    except OSError as error:
        yield InputError(path, f"cannot be read ({error.strerror or error})")


def _reading(line: str, name: str) -> Reading | InputError:
    try:
        found = Reading.from_json(json.loads(line))
    except (ValueError, RecursionError, AttributeError) as error:
        return InputError(name, f"not a reading ({str(error)[:200]})")
    text = found.report.text
    if text != canonical(text) or found.report.id != text_id(text):
        return InputError(name, "its text is not the one that it was made from; read the report again")
    if any(text[s.start : s.end] != s.text or s.start < 0 for s in found.spans()):
        return InputError(name, "a span does not say what stands at its offsets; read the report again")
    return found
