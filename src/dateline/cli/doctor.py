"""`dateline doctor`: what is installed, what is missing, and how to mend it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Annotated

import typer

from dateline.cli.common import DEFAULT_RECORD, RecordOption, table
from dateline.errors import DatelineError


def doctor(
    record: RecordOption = DEFAULT_RECORD,
    model: Annotated[str | None, typer.Option("--model", help="Check this spaCy pipeline.")] = None,
) -> None:
    """Say what is installed, what is missing, and how to mend it. Exit status 1 if reading cannot work."""
    checks: list[tuple[str, bool, Callable[[], str]]] = [
        ("python", True, _python),
        ("dateline", True, lambda: version("dateline")),
        ("spaCy", True, lambda: version("spacy")),
        ("model", True, lambda: _model(model)),
        ("gazetteer", True, _gazetteer),
        ("record", True, lambda: _record(record)),
        ("PostgreSQL driver", False, lambda: _module("psycopg", "pip install 'dateline[postgres]'")),
    ]
    rows = [_run(*check) for check in checks]
    table(None, ("part", "state", "found, or how to mend it"), [r[:3] for r in rows])
    if any(r[3] for r in rows):
        raise typer.Exit(1)


def _run(part: str, needed: bool, check: Callable[[], str]) -> tuple[str, str, str, bool]:
    try:
        return part, "ok", check(), False
    except (DatelineError, PackageNotFoundError, OSError) as error:
        return part, "missing" if needed else "not installed (optional)", str(error), needed


def _python() -> str:
    return sys.version.split()[0]


def _model(name: str | None) -> str:
    from dateline.reading.parser import load_model

    meta = load_model(name).meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def _gazetteer() -> str:
    from dateline.knowledge.gazetteer.build import ensure

    file = ensure()
    return f"{file} ({file.stat().st_size / 1e6:.0f} MB)"


def _record(url: str) -> str:
    from dateline.store import Record

    with Record.open(url, create=False) as opened:
        return f"{opened.name}: {opened.count():,} reports"


def _module(name: str, mend: str) -> str:
    if find_spec(name) is None:
        raise PackageNotFoundError(mend)
    return version(name)
