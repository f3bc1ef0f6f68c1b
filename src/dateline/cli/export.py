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
        str, typer.Argument(metavar="FORMAT", help="jsonl, csv, geojson, pam (agreements), or an installed exporter.")
    ],
    record: RecordOption = DEFAULT_RECORD,
    out: Annotated[Path | None, typer.Option("--out", help="File to write; standard output by default.")] = None,
    what: Annotated[
        str, typer.Option("--what", help="incidents, agreements, or readings (jsonl alone, lossless).")
    ] = "incidents",
    policy: Annotated[str, typer.Option(help="How a figure is chosen: ucdp, ibc, airwars or acled.")] = "ibc",
) -> None:
    """Write the record's incidents, its agreements with their conduct, or its readings, in a format."""
    from dateline import incidents
    from dateline.export import exporter

    if what not in ("incidents", "agreements", "readings"):
        raise UsageError(f"--what {what}: choose incidents, agreements or readings")
    if what == "agreements" or format == "pam":
        _agreements(format, record, out)
        return
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


def _agreements(format: str, record: str, out: Path | None) -> None:
    from dateline.cli.agreements import pacts
    from dateline.export import agreement_exporter
    from dateline.store import Record

    writer = agreement_exporter(format)
    with Record.open(record) as opened:
        found = pacts(opened)
    with _sink(out) as sink:
        count = writer.write(found, sink)
    if out:
        typer.echo(f"wrote {count:,} agreements to {out}")


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
