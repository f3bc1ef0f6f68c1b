"""`dateline gazetteer`: what knows the places, and how to add a country's own."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.cli.common import JsonOption, emit, table

gazetteer = typer.Typer(no_args_is_help=True, help="Say which places are known, and add those of a GeoNames download.")


@gazetteer.command("import")
def import_(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="Country dumps of GeoNames: XX.txt, or the zip of it.")
    ],
) -> None:
    """Add the places of GeoNames country dumps: villages, quarters, camps, hospitals, mosques, airports, streams."""
    from dateline.knowledge.gazetteer.imported import import_dump

    for file in files:
        done = import_dump(file)
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in sorted(done.kinds, key=lambda k: (-k[1], k[0])))
        typer.echo(f"{done.name}: {done.places:,} places of {done.lines:,} lines ({kinds})")
        for reason in done.reasons:
            typer.echo(f"{done.name}: {reason}", err=True)
        if done.bad > len(done.reasons):
            typer.echo(f"{done.name}: {done.bad - len(done.reasons):,} more bad lines", err=True)


@gazetteer.command("list")
def list_(as_json: JsonOption = False) -> None:
    """Say what is built and imported, with versions and counts."""
    from dateline.knowledge.gazetteer.counts import counted

    parts = counted()
    if as_json:
        emit(p.to_json() for p in parts)
        return
    rows = [(p.part, p.version, f"{p.places:,}", f"{p.names:,}", p.kinds) for p in parts]
    table(None, ("part", "version", "places", "names", "of them"), rows)


@gazetteer.command("disputed")
def disputed(as_json: JsonOption = False) -> None:
    """Say how places of disputed areas are coded, who disputes it, and why (`DATELINE_DISPUTED` codes otherwise)."""
    from dateline.knowledge.gazetteer.disputed import disputes

    areas = disputes().areas
    if as_json:
        emit(
            {"area": a.name, "country": a.country, "iso": list(a.iso), "disputed_by": list(a.disputed_by), "why": a.why}
            for a in areas
        )
        return
    rows = [(a.name, a.country or "none", " ".join(a.iso), ", ".join(a.disputed_by), a.why) for a in areas]
    table(None, ("area", "coded", "ISO 3166", "disputed by", "why"), rows)
