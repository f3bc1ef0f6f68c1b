"""`dateline export`: the record in a format of others."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.common import DEFAULT_RECORD, RecordOption, day
from dateline.errors import InputError, UsageError

if TYPE_CHECKING:
    from dateline.export.exporter import Exporter
    from dateline.export.material import Material
    from dateline.export.meta import Field, Meta
    from dateline.export.query import Query
    from dateline.store import Record
    from dateline.store.library import Library

WHAT = ("incidents", "claims", "sources", "events", "readings", "agreements")
COUNTED = ("incidents",)


def export(
    format: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="jsonl, csv, parquet, geojson, ged, acled, hapi, plover, graphml, edges, report, pam (agreements), "
            "or an installed exporter.",
        ),
    ],
    record: RecordOption = DEFAULT_RECORD,
    out: Annotated[Path | None, typer.Option("--out", help="File to write; standard output by default.")] = None,
    what: Annotated[
        str | None, typer.Option("--what", help=f"{', '.join(WHAT)}; what the format is for by default.")
    ] = None,
    policy: Annotated[
        str | None,
        typer.Option(
            help="How a figure is chosen: ucdp, ibc, airwars, acled, or FILE.toml; the format's own house by default."
        ),
    ] = None,
    since: Annotated[str | None, typer.Option(help="On or after this day, YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option(help="On or before this day, YYYY-MM-DD.")] = None,
    country: Annotated[str | None, typer.Option(help="A country's name or ISO 3166-1 alpha-3 code.")] = None,
    place: Annotated[
        str | None, typer.Option(help="A place's name, or that of the unit or country it lies in.")
    ] = None,
    actor: Annotated[str | None, typer.Option(help="Part of the name of anyone in it.")] = None,
    type: Annotated[
        str | None, typer.Option("--type", help="PLOVER type or mode, ACLED sub-event type, or UCDP's violence.")
    ] = None,
    min_killed: Annotated[int | None, typer.Option(min=0, help="At least this many killed, best estimate.")] = None,
    hxl: Annotated[bool, typer.Option("--hxl", help="hapi: a row of HXL tags under the header.")] = False,
    exact: Annotated[
        bool, typer.Option("--exact", help="Write what is sensitive, and names of people at risk, as they are.")
    ] = False,
) -> None:
    """Write the record's incidents, claims, sources, readings or agreements in a format."""
    from dateline.export import exporter
    from dateline.export.query import Query
    from dateline.store import Record

    if what is not None and what not in WHAT:
        raise UsageError(f"--what {what}: choose {', '.join(WHAT)}")
    if what == "agreements" or format == "pam":
        _agreements(format, record, out, exact=exact)
        return
    chosen = exporter(format)
    asked = what or chosen.what[0]
    if asked not in chosen.what:
        raise UsageError(f"{asked} are not written as {format}; it takes {', '.join(chosen.what)}")
    query = Query(day(since), day(until), country, place, actor, type, min_killed)
    with Record.open(record) as opened:
        material = _material(opened, chosen, asked, policy, query, exact=exact)
        _write(chosen, replace(material, hxl=hxl), out)


def _write(chosen: Exporter, material: Material, out: Path | None) -> None:
    what = material.meta.what
    with _sink(out, binary=chosen.binary) as sink:
        count = chosen.write(material, sink)
    if out is None:
        return
    typer.echo(f"wrote {count:,} {'rows' if what == 'incidents' else what} to {out}")
    if not chosen.carries:
        _beside(out, material.meta, chosen.fields(what), chosen.media)


def _material(
    record: Record, chosen: Exporter, what: str, policy: str | None, query: Query, *, exact: bool
) -> Material:
    """What the export is made from; incidents are made only where they are written."""
    from dateline.export.coarse import coarsened
    from dateline.export.material import Material
    from dateline.reconcile.policies import policy_named
    from dateline.store.at_risk import guarded
    from dateline.store.incident_stream import whole_incidents
    from dateline.store.incidents import IncidentFilter
    from dateline.store.library import Library

    library = Library(record, decided=what != "readings")
    sensitive, veil = (frozenset[str](), None) if exact else guarded(record)
    meta = _meta(library, what, query.given(), len(sensitive))
    if what not in COUNTED:
        return coarsened(Material((), library, meta, query), sensitive, veil)
    rule = policy_named(policy or chosen.policy or "ibc")
    asked = IncidentFilter(  # what the database can tell; the query itself is asked again of each incident
        place=query.place or query.country,
        since=query.since,
        until=query.until,
        actor=query.actor,
        min_killed=query.min_killed,
    )
    found = whole_incidents(record, asked, rule)
    return coarsened(Material(found, library, replace(meta, policy=rule.label), query), sensitive, veil)


def _meta(library: Library, what: str, query: Mapping[str, str | int], coarse: int) -> Meta:
    from dateline.export.meta import Meta, RunNote

    last = library.last_run()
    run = RunNote(last.n, last.finished, last.versions) if last else None
    return Meta(what, None, query, run, coarse=coarse)


def _beside(out: Path, meta: Meta, fields: Sequence[Field], media: str) -> None:
    """Write where the file comes from beside it."""
    from dateline.export.meta import SUFFIX, sidecar

    file = out.with_name(out.name + SUFFIX)
    with _sink(file) as sink:
        json.dump(sidecar(out, meta, fields, media), sink, ensure_ascii=False, indent=1)
        sink.write("\n")
    typer.echo(f"where it comes from: {file}")


def _agreements(format: str, record: str, out: Path | None, *, exact: bool) -> None:
    from dateline.export import agreement_exporter
    from dateline.export.coarse import CoarseLibrary
    from dateline.export.meta import Field
    from dateline.export.pam import COLUMNS
    from dateline.reconcile.agreements import agreements_of
    from dateline.store import Record
    from dateline.store.at_risk import guarded
    from dateline.store.library import Library

    writer = agreement_exporter(format)
    with Record.open(record) as opened:
        library = Library(opened)
        sensitive, veil = (frozenset[str](), None) if exact else guarded(opened)
        found = list(agreements_of(CoarseLibrary(library, sensitive, veil), opened.decisions()))
        meta = _meta(library, "agreements", {}, len(sensitive))
    with _sink(out) as sink:
        count = writer.write(found, sink)
    if out:
        typer.echo(f"wrote {count:,} agreements to {out}")
        table = writer.suffix == ".csv"
        _beside(
            out,
            meta,
            [Field(c, "string") for c in COLUMNS] if table else (),
            "text/csv" if table else "application/jsonl",
        )


@contextlib.contextmanager
def _sink(path: Path | None, *, binary: bool = False) -> Iterator[Any]:
    """Standard output, or the file, which appears whole or not at all."""
    if path is None:
        yield sys.stdout.buffer if binary else sys.stdout
        return
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") if binary else part.open("w", encoding="utf-8", newline="") as sink:
            yield sink
        part.replace(path)
    except OSError as error:
        raise InputError(str(path), f"cannot be written ({error.strerror})") from error
    finally:
        part.unlink(missing_ok=True)
