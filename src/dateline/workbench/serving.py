"""Serving: the port is had before anything is promised, the browser opens when there is something to see."""

from __future__ import annotations

import errno
import os
import socket
import sys
from collections.abc import Callable

import uvicorn

from dateline.errors import SetupError, UsageError
from dateline.store import Record
from dateline.store.people import People
from dateline.workbench.app import Settings, create_app
from dateline.workbench.security.gate import is_loopback
from dateline.workbench.security.patient import Patient

_SHUTDOWN = 5  # seconds that open requests are given
_TURN = 0.001  # seconds a thread keeps the interpreter while others wait: a row of a database takes a turn each
_IDLE = 30  # seconds a connection may wait for its next request: longer than people think between two decisions


class _Server(uvicorn.Server):
    """Says when it is up."""

    def __init__(self, config: uvicorn.Config, on_up: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_up = on_up

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_up()


def serve(settings: Settings, on_up: Callable[[str], None] | None = None) -> None:
    """Serve until it is stopped (SIGINT or SIGTERM), then finish the open requests and close the record.

    Args:
        settings: where and what.
        on_up: called with the address once it can be opened.

    Raises:
        UsageError: a host that is not loopback without accounts or TLS.
        SetupError: the port is taken, or the host or certificate is no good.
        RecordError: the record cannot be opened.
    """
    _check(settings)
    sys.setswitchinterval(_TURN)
    secure = bool(settings.certificate)
    with _listening(settings.host, settings.port) as listening:
        port = listening.getsockname()[1]
        named = f"[{settings.host}]" if ":" in settings.host else settings.host
        address = f"http{'s' if secure else ''}://{named}:{port}/"
        config = uvicorn.Config(
            create_app(settings), http=Patient, ws="none", log_level="warning", server_header=False,
            timeout_graceful_shutdown=_SHUTDOWN, timeout_keep_alive=_IDLE,
            ssl_certfile=settings.certificate, ssl_keyfile=settings.key,
            proxy_headers=bool(settings.proxy), forwarded_allow_ips=settings.proxy or "127.0.0.1",
        )  # fmt: skip
        try:
            config.load()
        except OSError as error:  # ssl.SSLError is one
            raise SetupError(f"the certificate or its key cannot be used ({error})") from error
        _Server(config, lambda: on_up(address) if on_up else None).run(sockets=[listening])


def _check(settings: Settings) -> None:
    """Refuse to show a record to others without accounts, or their passwords to the network."""
    if bool(settings.certificate) != bool(settings.key):
        raise UsageError("--certificate and --key go together")
    if is_loopback(settings.host):
        return
    with Record.open(settings.record) as record:
        if not People(record).any():
            raise UsageError(
                f"without accounts only this machine is served, not {settings.host}; "
                "add people first: dateline people add NAME --role admin"
            )
    if not settings.certificate and not settings.proxy:
        raise UsageError(
            f"on {settings.host} passwords would cross the network in the clear; give --certificate and --key, "
            "or --proxy ADDRESS for one that ends TLS in front"
        )


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Raises:
        SetupError: it cannot.
    """
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, proto)
    except (OSError, UnicodeError, OverflowError) as error:
        raise SetupError(f"cannot listen on {host}: {error}") from error
    try:
        if os.name == "posix":  # a stopped server's connections do not hold its port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(socket.SOMAXCONN)
    except (OSError, OverflowError) as error:
        listening.close()
        raise SetupError(_reason(host, port, error)) from error
    return listening


def _reason(host: str, port: int, error: Exception) -> str:
    code = getattr(error, "errno", None)
    if code == errno.EADDRINUSE:
        return f"port {port} is taken; is the workbench open already? Or choose another: --port 0 finds a free one"
    if code == errno.EACCES:
        return f"port {port} is for the system's own; choose one from 1024 on, or --port 0"
    return f"cannot listen on {host}:{port}: {error}"
