"""Decisions: made, looked at, undone and done again. The answer to each is where its target stands now."""

from __future__ import annotations

from typing import get_args

from starlette.responses import RedirectResponse, Response

from dateline.store import Action, Judgement
from dateline.workbench.answer_to import back_to
from dateline.workbench.deciding import state_of
from dateline.workbench.page import Ask, Page
from dateline.workbench.problems import Problem

ACTIONS: tuple[Action, ...] = tuple(a for a in get_args(Action) if a != "undo")


def standing(ask: Ask) -> Page:
    """Where the target in `?target=` stands, with its history."""
    return _stands(ask, ask.request.query_params.get("target", ""))


def decide(ask: Ask) -> Page | Response:
    """Decide: `target`, `action`, `after` (JSON), `comment`, `seen` (the last judgement that the person saw)."""
    target, said = ask.text("target"), ask.text("action")
    action = next((a for a in ACTIONS if a == said), None)
    if action is None:
        raise Problem(400, f"there is no action {said!r}; there are {', '.join(ACTIONS)}")
    seen = ask.number("seen")
    now = state_of(ask.bench.record, target)
    if seen is not None and seen != now["seen"]:
        raise Problem(409, f"{now['by'] or 'Somebody'} decided on this meanwhile. Nothing of yours was lost: choose.",
                      {"theirs": now, "yours": {"target": target, "action": action, "after": ask.json("after")}})  # fmt: skip
    ask.bench.record.judge(
        target, action, who=ask.user, after=ask.json("after"), comment=ask.text("comment", "") or None
    )
    return _done(ask, target)


def undo(ask: Ask) -> Page | Response:
    """Take back the person's own last decision that stands."""
    mine = [j for j in ask.bench.record.judgements() if j.who == ask.user and j.undone_by is None]
    last = next((j for j in reversed(mine) if j.action != "undo"), None)
    return _turn(ask, last, "There is nothing of yours to undo.")


def redo(ask: Ask) -> Page | Response:
    """Do again what the person undid last, unless they decided something since."""
    mine = [j for j in ask.bench.record.judgements() if j.who == ask.user and j.undone_by is None]
    last = mine[-1] if mine and mine[-1].action == "undo" else None
    return _turn(ask, last, "There is nothing of yours to do again.")


def _turn(ask: Ask, judgement: Judgement | None, otherwise: str) -> Page | Response:
    if judgement is None:
        raise Problem(422, otherwise)
    ask.bench.record.undo(judgement.n, who=ask.user)
    return _done(ask, judgement.target)


def _done(ask: Ask, target: str) -> Page | Response:
    """The new state for programs and htmx; a person's plain form goes back to its page."""
    where = back_to(ask)
    return RedirectResponse(where, 303) if where else _stands(ask, target)


def _stands(ask: Ask, target: str) -> Page:
    return Page("decision.html", "Decision", state_of(ask.bench.record, target), fragment="decision_part.html")
