"""`dateline export`: the record in a format of others."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, TextIO

import typer

from dateline.cli.common import DEFAULT_RECORD, RecordOption
from dateline.cli.incidents import stored
from dateline.errors import InputError, UsageError


def export(
    format: Annotated[
        str, typer.Argument(metavar="FORMAT", help="jsonl, csv, geojson, or an installed exporter's name.")
    ],
    record: RecordOption = DEFAULT_RECORD,
    out: Annotated[Path | None, typer.Option("--out", help="File to write; standard output by default.")] = None,
    what: Annotated[str, typer.Option("--what", help="incidents, or readings (jsonl alone, lossless).")] = "incidents",
    policy: Annotated[str, typer.Option(help="How a figure is chosen: ucdp, ibc, airwars or acled.")] = "ibc",
) -> None:
    """Write the record's incidents, or its readings, in a format."""
    from dateline import incidents
    from dateline.export import exporter

    if what not in ("incidents", "readings"):
        raise UsageError(f"--what {what}: choose incidents or readings")
    if what == "readings" and format != "jsonl":
        raise UsageError(f"readings are written as jsonl, not as {format}")
    writer = exporter(format)
    readings = stored(record)
    with _sink(out) as sink:
        if what == "readings":
            lines = (json.dumps(r.to_json(), ensure_ascii=False) + "\n" for r in readings)
            count = sum(sink.write(line) > 0 for line in lines)
        else:
            count = writer.write(incidents(readings, policy=policy), sink)
    if out:
        typer.echo(f"wrote {count:,} {what} to {out}")


@contextlib.contextmanager
def _sink(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or the file, which appears whole or not at all."""
    if path is None:
        yield sys.stdout
        return
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as sink:
            yield sink
        part.replace(path)
    except OSError as error:
        raise InputError(str(path), f"cannot be written ({error.strerror})") from error
    finally:
        part.unlink(missing_ok=True)
