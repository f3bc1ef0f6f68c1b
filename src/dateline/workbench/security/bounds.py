"""A bound on what a request may carry, kept while it is read and whatever its headers say."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import Message

from dateline.workbench.problems import Problem

SMALL = 1 << 20  # bytes of an ordinary POST
SLOWEST = 64 << 10  # bytes a second


def patience(most: int) -> float:
    """Seconds in which a body of at most `most` bytes must have come."""
    return 20 + most / SLOWEST


def bounded(request: Request, most: int) -> Request:
    """The same request, which refuses to be read beyond `most` bytes.

    Raises:
        Problem: 413, at once where its length is stated; else when the bound is reached.
    """
    stated = request.headers.get("content-length", "0")
    if not (stated.isascii() and stated.isdigit()) or int(stated[:20]) > most:
        raise _too_large(most)
    seen = 0

    async def receive() -> Message:
        nonlocal seen
        message = await request.receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise _too_large(most)
        return message

    return Request(request.scope, receive)


def _too_large(most: int) -> Problem:
    return Problem(413, f"At most {most >> 20} MiB may be sent here at once.", headers={"Connection": "close"})
