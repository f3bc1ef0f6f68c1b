"""One exception root. Every message names the input and says what to do."""

from __future__ import annotations


class DatelineError(Exception):
    """Root of every error that dateline raises on purpose."""


class InputError(DatelineError):
    """An input cannot be read. `str()` is one line: the input's name and the reason.

    Args:
        name: what the user called the input (a path, `<stdin>`, a row of a table).
        reason: what is wrong with it, in words a user can act on.
    """

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self.reason = " ".join(reason.split())
        super().__init__(f"{name}: {self.reason}")

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        return type(self), (self.name, self.reason)


class UsageError(DatelineError):
    """The caller asked for something that does not exist or does not fit together (exit status 2)."""


class SetupError(DatelineError):
    """A part is missing or damaged (model, gazetteer, driver); the message says how to mend it."""


class KnowledgeError(DatelineError):
    """A knowledge file has a bad line. `str()` is `FILE:LINE: reason`."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")
        self.file, self.line, self.reason = file, line, reason

    def __reduce__(self) -> tuple[type[KnowledgeError], tuple[str, int, str]]:
        return type(self), (self.file, self.line, self.reason)


class PipelineError(DatelineError):
    """A stage requires a layer that no earlier stage assigns."""


class RecordError(DatelineError):
    """The record (database) cannot be opened, is locked, or refuses the change."""


class ConflictError(RecordError):
    """Somebody else decided on the same thing meanwhile.

    Args:
        mine: the judgement that was refused.
        theirs: the judgement that stands, newer than what the caller had seen.
        message: both, in words.
    """

    def __init__(self, mine: object, theirs: object, message: str) -> None:
        super().__init__(message)
        self.mine, self.theirs = mine, theirs

    def __reduce__(self) -> tuple[type[ConflictError], tuple[object, object, str]]:
        return type(self), (self.mine, self.theirs, str(self))
