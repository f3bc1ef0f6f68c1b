"""Decisions: made, looked at, undone and done again. The answer to each is where its target stands now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, get_args

from starlette.responses import RedirectResponse, Response

from dateline.errors import ConflictError
from dateline.store import Action, Judgement
from dateline.store.reviewing import BULK, MOST
from dateline.workbench import work
from dateline.workbench.answer_to import back_to
from dateline.workbench.deciding import conflict, state_of
from dateline.workbench.page import Ask, Page
from dateline.workbench.problems import Problem

ACTIONS: tuple[Action, ...] = tuple(a for a in get_args(Action) if a not in ("undo", "sign"))
_BLIND = ("comment", "add")  # what they say stands beside whatever was decided


def standing(ask: Ask) -> Page:
    """Where the target in `?target=` stands, with its history."""
    return _stands(ask, ask.request.query_params.get("target", ""))


def decide(ask: Ask) -> Page | Response:
    """Decide: `target`, `action`, `after` (JSON), `comment`, and `seen`, the last judgement that the person saw.

    `claims` (those that were judged, of conduct or an agreement) and `others` (those that leave in a split) may stand
    there often. A form's pin may say `harm`, `low`, `best` and `high` instead of `after`.
    """
    target, action, seen = ask.text("target"), _action(ask), ask.number("seen")
    if seen is None and action not in _BLIND:
        raise Problem(400, "the field seen is missing: the number of the last judgement that was seen, 0 for none")
    try:
        said = ask.bench.record.judge(
            target, action, who=ask.user, after=_after(ask, action), comment=ask.text("comment", "") or None, seen=seen,
            claims=ask.several("claims"), others=ask.several("others"),
        )  # fmt: skip
    except ConflictError as error:
        raise conflict(ask.bench.record, error) from error
    return done(ask, said.target)


def undo(ask: Ask) -> Page | Response:
    """Take back the person's own last act that stands: one decision, or all of a bulk act."""
    return _turned(ask, ask.bench.queue.undo_last(ask.user))


def redo(ask: Ask) -> Page | Response:
    """Do again what the person undid last, unless they decided something since."""
    return _turned(ask, ask.bench.queue.redo_last(ask.user))


def _turned(ask: Ask, turned: Sequence[Judgement]) -> Page | Response:
    said = done(ask, turned[0].target)
    if isinstance(said, Page):
        return replace(said, data={**said.data, "turned": [j.target for j in turned]})
    return said


def _after(ask: Ask, action: Action) -> Any:
    """The new value; a form that pins a figure gives it field by field, an empty `high` is open above."""
    harm = ask.text("harm", "") if action == "pin" else ""
    if not harm:
        return ask.json("after")
    low, best = ask.number("low") or 0, ask.number("best")
    return {harm: {"low": low, "best": low if best is None else best, "high": ask.number("high")}}


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


def sign(ask: Ask) -> Page | Response:
    """Sign off the decision that stands on `target`; whoever made it cannot."""
    target = ask.text("target")
    ask.bench.queue.sign(target, who=ask.user, comment=ask.text("comment", "") or None)
    return done(ask, target)


def bulk_preview(ask: Ask) -> Page:
    """What an act on all that the filter shows would be about: how many, how they stand, the first of them."""
    found = ask.bench.queue.preview(work.queue_asked(ask.query))
    data = {
        "count": found.progress.total, "most": MOST, "mark": found.mark, "progress": work.progress(found.progress),
        "rows": [work.row(r) for r in found.rows], "filter": ask.query.given, "actions": list(BULK),
    }  # fmt: skip
    return Page("bulk.html", "Decide on all that is shown", data, fragment="bulk_part.html")


def bulk(ask: Ask) -> Page | Response:
    """Do it: `action`, `count` and `mark` of the preview, `comment`. The filter stands in the address.

    Nothing is done if the claims, or what stands on them, are no longer those of the preview.
    """
    action, count = _action(ask), ask.number("count")
    wanted = work.queue_asked(ask.query)
    try:
        decided = ask.bench.queue.judge_all(
            wanted, action, mark=ask.text("mark"), who=ask.user, comment=ask.text("comment", "") or None
        )
    except ConflictError as error:
        now = ask.bench.queue.preview(wanted, show=0)
        raise Problem(409, str(error), {"count": now.progress.total, "expected": count, "mark": now.mark}) from error
    where = back_to(ask)
    if where:
        return RedirectResponse(where, 303)
    data = {"decided": decided, "action": action, "progress": work.progress(ask.bench.queue.progress(wanted))}
    return Page("bulk_done.html", "Decided", data, fragment="bulk_done_part.html")
