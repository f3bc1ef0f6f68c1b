"""Connections that say nothing are closed: a server that waits for each of them can be filled up with them."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD = 20.0  # seconds in which the head of a request must have come whole


class Patient(H11Protocol):
    """HTTP that waits `HEAD` seconds for a request's head, from when the connection or the request began."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to wait."""
        super().connection_made(transport)
        self._late = self.loop.call_later(HEAD, self._end)

    def data_received(self, data: bytes) -> None:
        """Wait no longer once a request is being answered."""
        super().data_received(data)
        waits = self.cycle is None or self.cycle.response_complete
        if waits and self._late is None and not self.transport.is_closing():
            self._late = self.loop.call_later(HEAD, self._end)
        elif not waits:
            self._stop()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._stop()
        super().connection_lost(exc)

    def _stop(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _end(self) -> None:
        self._late = None
        self.transport.close()
