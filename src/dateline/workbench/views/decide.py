"""Decisions: made, looked at, undone and done again. The answer to each is where its target stands now."""

from __future__ import annotations

from typing import get_args

from starlette.responses import RedirectResponse, Response

from dateline.errors import ConflictError
from dateline.store import Action
from dateline.workbench.answer_to import back_to
from dateline.workbench.deciding import conflict, state_of
from dateline.workbench.page import Ask, Page
from dateline.workbench.problems import Problem

ACTIONS: tuple[Action, ...] = tuple(a for a in get_args(Action) if a != "undo")
_BLIND = ("comment", "add")  # what they say stands beside whatever was decided


def standing(ask: Ask) -> Page:
    """Where the target in `?target=` stands, with its history."""
    return _stands(ask, ask.request.query_params.get("target", ""))


def decide(ask: Ask) -> Page | Response:
    """Decide: `target`, `action`, `after` (JSON), `comment`, `seen` (the last judgement that the person saw)."""
    target, action, seen = ask.text("target"), _action(ask), ask.number("seen")
    if seen is None and action not in _BLIND:
        raise Problem(400, "the field seen is missing: the number of the last judgement that was seen, 0 for none")
    try:
        said = ask.bench.record.judge(
            target, action, who=ask.user, after=ask.json("after"), comment=ask.text("comment", "") or None, seen=seen
        )
    except ConflictError as error:
        raise conflict(ask.bench.record, error) from error
    return done(ask, said.target)


def undo(ask: Ask) -> Page | Response:
    """Take back the person's own last decision that stands."""
    return done(ask, ask.bench.record.undo_last(ask.user).target)


def redo(ask: Ask) -> Page | Response:
    """Do again what the person undid last, unless they decided something since."""
    return done(ask, ask.bench.record.redo_last(ask.user).target)


def _action(ask: Ask) -> Action:
    said = ask.text("action")
    for action in ACTIONS:
        if action == said:
            return action
    raise Problem(400, f"there is no action {said!r}; there are {', '.join(ACTIONS)}")


def done(ask: Ask, target: str) -> Page | Response:
    """The new state for programs and htmx; a person's plain form goes back to its page."""
    where = back_to(ask)
    return RedirectResponse(where, 303) if where else _stands(ask, target)


def _stands(ask: Ask, target: str) -> Page:
    return Page("decision.html", "Decision", state_of(ask.bench.record, target), fragment="decision_part.html")
