"""Passwords: argon2id with the parameters of RFC 9106 (second recommendation: 64 MiB, three passes)."""

from __future__ import annotations

import threading

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from dateline.errors import UsageError

SHORTEST, LONGEST = 12, 1000  # characters; length is what helps (NIST SP 800-63B), composition rules do not


class Passwords:
    """Makes and checks hashes, a few at once: each takes its memory.

    Args:
        memory_kib: of one hash.
        passes: over that memory.
    """

    def __init__(self, memory_kib: int = 65536, passes: int = 3) -> None:
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=4, type=Type.ID)
        self._turn = threading.BoundedSemaphore(4)
        self._nobody = self._hasher.hash("the password of nobody")

    def hash(self, password: str) -> str:
        """The hash to keep.

        Raises:
            UsageError: too short, or too long.
        """
        if not SHORTEST <= len(password) <= LONGEST:
            raise UsageError(f"a password has {SHORTEST} to {LONGEST} characters; a sentence is easy to keep in mind")
        with self._turn:
            return self._hasher.hash(password)

    def fits(self, password: str, kept: str | None) -> bool:
        """Whether this is the password; it takes as long where there is no such person (`kept` is `None`)."""
        if len(password) > LONGEST:
            return False
        try:
            with self._turn:
                self._hasher.verify(kept or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None
