"""What a request is told when it cannot be answered: one status, one sentence, and where it helps, data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.errors import ConflictError, DatelineError, RecordError, SetupError, UsageError

TITLES = {
    400: "That request cannot be read",
    401: "Please log in",
    403: "Not allowed",
    404: "Not found",
    405: "Not possible here",
    408: "Too slow",
    409: "Somebody else decided meanwhile",
    413: "Too large",
    422: "That cannot be done",
    429: "Too many attempts",
    500: "Something went wrong",
    503: "Not available just now",
}


class Problem(DatelineError):  # noqa: N818 (an answer as much as an error)
    """A request that is refused.

    Args:
        status: HTTP status, a key of `TITLES`.
        said: one sentence for the person: what is wrong, and what to do.
        data: what a program needs beside it, JSON types (both versions of a conflict).
        headers: of the answer (`Retry-After`).
    """

    def __init__(
        self, status: int, said: str, data: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(said)
        self.status, self.said, self.data, self.headers = status, said, dict(data or {}), dict(headers or {})

    @property
    def title(self) -> str:
        """The heading of its page."""
        return TITLES[self.status]

    def to_json(self) -> dict[str, Any]:
        """`{"status", "error", …data}`."""
        return {"status": self.status, "error": self.said, **self.data}


def problem_of(error: DatelineError, method: str) -> Problem:
    """The problem that an error of the library is to whoever asked."""
    match error:
        case Problem():
            return error
        case UsageError():
            return Problem(404 if method == "GET" else 422, str(error))
        case ConflictError():
            return Problem(409, str(error))
        case RecordError() | SetupError():
            return Problem(503, str(error))
    return Problem(500, str(error))
