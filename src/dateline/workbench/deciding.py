"""Where decisions stand, for pages and programs, and what both sides of a conflict are told."""

from __future__ import annotations

from typing import Any

from dateline.errors import ConflictError
from dateline.record import plain
from dateline.store import Judgement, Record
from dateline.store.judging import standing as standing_of
from dateline.workbench.problems import Problem


def state_of(record: Record, target: str) -> dict[str, Any]:
    """Where a target stands.

    Keys: `target`; `state`, the decision that stands or `machine`; `judgement`, `by`, `at`, `after`, `comment` of that
    decision; `seen`, the number of the last judgement on it (0: none), which the next decision on it names;
    `history`, all of them in order, comments and those that were undone among them.
    """
    history = list(record.judgements(target))
    last = standing_of(history).get(target)
    return {
        "target": target,
        "state": last.action if last else "machine",
        "judgement": last.n if last else None,
        "by": last.who if last else None,
        "at": last.at if last else None,
        "after": last.after if last else None,
        "comment": last.comment if last else None,
        "seen": max((j.n for j in history), default=0),
        "history": [told(j) for j in history],
    }


def told(judgement: Judgement) -> dict[str, Any]:
    """A judgement as JSON."""
    found: dict[str, Any] = plain(judgement)
    return found


def conflict(record: Record, error: ConflictError) -> Problem:
    """Both versions: `theirs`, where the target stands now, and `yours`, what was not done."""
    mine, theirs = error.mine, error.theirs
    assert isinstance(mine, Judgement) and isinstance(theirs, Judgement)  # noqa: PT018 (what `judge` raises it with)
    said = f"{theirs.who} decided on this meanwhile. Nothing is lost: look at both, then decide again."
    return Problem(409, said, {"theirs": state_of(record, theirs.target), "yours": told(mine)})
