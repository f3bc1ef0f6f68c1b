"""The commands, in the order that a newcomer meets them, and how errors end a run."""

from __future__ import annotations

import sys
from importlib import import_module

import typer

from dateline import __version__
from dateline.errors import DatelineError, UsageError

COMMANDS = (
    "read",
    "add",
    "reports",
    "show",
    "claims",
    "incidents",
    "tolls",
    "agreements",
    "judge",
    "undo",
    "judgements",
    "history",
    "diff",
    "export",
    "backup",
    "restore",
    "verify",
    "sensitive",
    "expunge",
    "workbench",
    "people",
    "archive",
    "reconcile",
    "gazetteer",
    "schema",
    "doctor",
    "demo",
)

app = typer.Typer(
    name="dateline",
    help="Reads reports of armed conflict and keeps the record: what happened, how many were harmed, and who says so.",
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: half the start-up time
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def root(
    _version: bool = typer.Option(
        False, "--version", help="Print the version and leave.", callback=_version, is_eager=True
    ),
) -> None:
    """Reads reports of armed conflict and keeps the record."""


for _name in COMMANDS:
    _found = getattr(import_module(f"dateline.cli.{_name}"), _name)
    if isinstance(_found, typer.Typer):
        app.add_typer(_found, name=_name)
    else:
        app.command(_name)(_found)


def run() -> None:
    """Run the app; a dateline error becomes one line on standard error and exit status 1 (2 for wrong usage)."""
    try:
        app()
    except UsageError as error:
        sys.exit(_tell(error, 2))
    except DatelineError as error:
        sys.exit(_tell(error, 1))
    except KeyboardInterrupt:
        sys.exit(_tell("stopped", 130))
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def _tell(what: object, status: int) -> int:
    typer.echo(f"dateline: {what}", err=True)
    return status
