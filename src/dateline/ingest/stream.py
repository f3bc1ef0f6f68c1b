"""Every input as a stream of reports; what cannot be read is an `InputError` in the stream, and the rest goes on."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from dateline.errors import InputError, UsageError
from dateline.ingest.source import DEFAULT, FIELDS, Format, Input, Limits, Options, opened
from dateline.ingest.table import format_of, named
from dateline.ingest.tree import files
from dateline.record import Report

STDIN = "<stdin>"


def ingest(
    inputs: Iterable[str | Path],
    *,
    format: str | None = None,  # noqa: A002 (the command's own word)
    columns: Mapping[str, str] | None = None,
    limits: Limits = DEFAULT,
) -> Iterator[Report | InputError]:
    """Reports from files, directory trees and standard input, in order, one in memory at a time.

    Args:
        inputs: paths; `-` is standard input.
        format: read every input as this format; told from its name and first bytes by default.
        columns: for tables, the column or key of a field: `{"text": "body", "published": "date"}`.
            Defaults are the fields' own names: `text`, `title`, `published`, `publisher`, `url`, `id`.
        limits: how much one input may ask for.

    Returns:
        A stream of reports, with an `InputError` in place of each input, row, page or entry that cannot be read:
        one line that names it (`file.csv: row 17`) and the reason.

    Raises:
        UsageError: there is no such format or field (raised at the call).
    """
    chosen = named(format) if format else None
    unknown = sorted(set(columns or ()) - set(FIELDS))
    if unknown:
        raise UsageError(f"no field {unknown[0]!r} to map a column to; there are {', '.join(FIELDS)}")
    todo = [inputs] if isinstance(inputs, (str, Path)) else inputs
    return _stream(todo, chosen, Options(limits, dict(columns or {})))


def reports_of(
    file: str, form: str | None, columns: Mapping[str, str] | None, published: str | None
) -> Iterator[Report | InputError]:
    """The reports of one input, as `ingest` gives them, with the day `published` where they give none."""
    for item in ingest([file], format=form, columns=columns):
        if published and isinstance(item, Report) and item.published is None:
            yield replace(item, published=published)
        else:
            yield item


def _stream(inputs: Iterable[str | Path], chosen: Format | None, options: Options) -> Iterator[Report | InputError]:
    for item in inputs:
        if str(item) == "-":
            stdin = getattr(sys.stdin, "buffer", None)
            if stdin is None:
                yield InputError(STDIN, "is closed")
            else:
                yield from _reports(Input(STDIN, stdin), chosen, options)
        elif _is_folder(Path(item)):
            yield from _tree(Path(item), chosen, options)
        else:
            yield from _file(Path(item), chosen, options)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _tree(root: Path, chosen: Format | None, options: Options) -> Iterator[Report | InputError]:
    seen = False
    for found in files(root):
        seen = True
        if isinstance(found, InputError):
            yield found
        else:
            yield from _file(found, chosen, options)
    if not seen:
        yield InputError(str(root), "no report in the folder")


def _file(path: Path, chosen: Format | None, options: Options) -> Iterator[Report | InputError]:
    name = str(path)
    try:
        source = opened(path, name, options.limits.ratio)
    except FileNotFoundError:
        yield InputError(name, "no such file")
        return
    except (OSError, ValueError) as error:
        yield InputError(name, f"cannot be opened ({getattr(error, 'strerror', None) or error})")
        return
    with source.stream:
        yield from _reports(source, chosen, options)


def _reports(source: Input, chosen: Format | None, options: Options) -> Iterator[Report | InputError]:
    """One input's reports; the one place where what stops an input becomes an `InputError`."""
    try:
        yield from (chosen or format_of(source)).read(source, options)
    except InputError as error:
        yield error
    except (EOFError, zlib.error) as error:
        yield InputError(source.name, f"its compressed data is damaged or cut off ({error})")
    except UnicodeError as error:
        yield InputError(source.name, f"is not text in {getattr(error, 'encoding', 'a known encoding')} ({error})")
    except OSError as error:
        yield InputError(source.name, f"cannot be read ({error.strerror or error})")
    except RecursionError:
        yield InputError(source.name, "nested too deeply to be read")
    except MemoryError:
        yield InputError(source.name, "too large for this machine's memory; split it")
