"""Passwords: argon2id with the parameters of RFC 9106 (second recommendation: 64 MiB, three passes)."""

from __future__ import annotations

import threading

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from dateline.errors import UsageError

SHORTEST, LONGEST = 12, 1000  # characters; length is what helps (NIST SP 800-63B), composition rules do not

GUESSES = 9.0  # decimal logarithm: below, zxcvbn would guess it among a billion tries
_OURS = ("dateline", "workbench", "report", "incident", "reader", "coder", "reviewer", "admin")  # guessed first


def _guesses(password: str, name: str) -> float:
    """How many guesses a password takes that knows common passwords, names, words, dates and keyboards (logarithm).

    Wheeler 2016, "zxcvbn: Low-Budget Password Strength Estimation"; of long ones the beginning is looked at.
    """
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]  # slow to import, and seldom needed

    return float(zxcvbn(password[:72], user_inputs=[*_OURS, name, *name.split()])["guesses_log10"])


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

    def hash(self, password: str, name: str = "") -> str:
        """The hash to keep.

        Args:
            password: the new password.
            name: of the person whose it is; it makes none.

        Raises:
            UsageError: too short, too long, or easily guessed.
        """
        if not SHORTEST <= len(password) <= LONGEST:
            raise UsageError(f"a password has {SHORTEST} to {LONGEST} characters; a sentence is easy to keep in mind")
        if _guesses(password, name) < GUESSES:
            raise UsageError("this password would soon be guessed; take some words that do not belong together")
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
