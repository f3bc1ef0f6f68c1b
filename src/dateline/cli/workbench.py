"""`dateline workbench`: review the record in the browser."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.common import DEFAULT_RECORD, RecordOption
from dateline.errors import KnowledgeError, UsageError

if TYPE_CHECKING:
    from dateline.reconcile.policies import Policy


def workbench(
    record: RecordOption = DEFAULT_RECORD,
    host: Annotated[
        str, typer.Option("--host", help="Where to listen; other than this machine needs accounts and TLS.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0 picks a free one.")] = 8600,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the browser.")] = False,
    certificate: Annotated[str | None, typer.Option("--certificate", help="TLS certificate, a PEM file.")] = None,
    key: Annotated[str | None, typer.Option("--key", help="Key of the certificate, a PEM file.")] = None,
    proxy: Annotated[
        str | None, typer.Option("--proxy", help="Address of a proxy that ends TLS in front; its headers are believed.")
    ] = None,
    policy: Annotated[
        list[Path] | None,
        typer.Option("--policy", metavar="FILE", help="A counting policy of your own, a TOML file; may be repeated."),
    ] = None,
) -> None:
    """Read beside the evidence, decide, sign off: the record in the browser, on this machine."""
    from dateline.workbench import Settings, serve

    own = _own(policy or [])

    def up(address: str) -> None:
        typer.echo(f"{record} is open at {address}   (Ctrl+C stops)")
        if not no_browser:
            _open(address)

    # The server takes the signal, closes, and hands it on; where a shell has it ignored, nothing is raised.
    with contextlib.suppress(KeyboardInterrupt):
        serve(Settings(record, host, port, certificate, key, proxy, tell=typer.echo, policies=own), up)
    typer.echo("stopped")


def _own(files: list[Path]) -> tuple[Policy, ...]:
    """The policies in these files.

    Raises:
        UsageError: one is no policy, or two have one name.
    """
    from dateline.reconcile.policies import policy_from

    found: dict[str, Policy] = {}
    for file in files:
        try:
            policy = policy_from(file)
        except KnowledgeError as error:
            said = "".join(c if c.isprintable() else "\ufffd" for c in error.reason)
            raise UsageError(f"{file}: {said}") from error
        if policy.name in found:
            raise UsageError(f"{file}: there is a policy {policy.name!r} already; give one of them another name")
        found[policy.name] = policy
    return tuple(found.values())


def _open(address: str) -> None:
    """Open the browser, not holding up the server while it starts."""
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
