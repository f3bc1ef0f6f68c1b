"""`dateline schema`: the JSON Schema of what `read` writes."""

from __future__ import annotations

import json

import typer


def schema() -> None:
    """Print the JSON Schema of one dateline/1 object."""
    from dateline.schema import reading_schema

    typer.echo(json.dumps(reading_schema(), indent=2))
