"""`dateline workbench`: review the record in the browser."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.cli.common import DEFAULT_RECORD, RecordOption


def workbench(
    record: RecordOption = DEFAULT_RECORD,
    host: Annotated[str, typer.Option(help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port; 0 picks a free one.")] = 8600,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the browser.")] = False,
) -> None:
    """Read beside the evidence, decide, sign off: the record in the browser, on this machine."""
    import webbrowser

    from dateline.workbench import Settings, serve

    if not no_browser:
        webbrowser.open(f"http://{host}:{port}/")
    serve(Settings(record, host, port))
