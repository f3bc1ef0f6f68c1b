"""Standing judgements as decisions, which counting takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from dateline.reconcile.anchors import Anchor
from dateline.reconcile.decisions import Decision, Decisions
from dateline.store import judging
from dateline.store.judging import Judgement

_SUBJECTS: dict[str, Literal["incident", "agreement", "conduct"]] = {
    "i": "incident",
    "g": "agreement",
    "k": "conduct",
}


def decisions_of(judgements: Iterable[Judgement]) -> Decisions:
    """What standing judgements decide, as counting takes it; one that names no claims decides nothing."""
    return Decisions.of(d for j in judgements if judging.stands(j) and (d := _decision(j)) is not None)


def _decision(j: Judgement) -> Decision | None:
    after: dict[str, Any] = j.after if isinstance(j.after, dict) else {}
    if "#" in j.target:
        report, _, local = j.target.partition("#")
        anchor = Anchor(report, local, *(j.span or (None,) * 3))
        return Decision(j.n, j.target, j.who, j.at, j.action, "claim", (anchor,), value=after, comment=j.comment)  # type: ignore[arg-type]
    subject = _SUBJECTS.get(j.target.partition(":")[0])
    claims = _anchors(j.before)
    if subject is None or (not claims and subject != "conduct"):
        return None
    value = after if j.action == "pin" else {}
    return Decision(j.n, j.target, j.who, j.at, j.action, subject, claims, _anchors(j.after), value, j.comment)  # type: ignore[arg-type]


def _anchors(value: Any) -> tuple[Anchor, ...]:
    listed = value.get("claims", ()) if isinstance(value, dict) else ()
    split = [(c["claim"].partition("#"), c) for c in listed]
    return tuple(Anchor(report, local, c["kind"], c["start"], c["end"]) for (report, _, local), c in split)
