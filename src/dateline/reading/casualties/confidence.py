"""How sure a figure is: calibrated weights of what can be seen of it, from `casualties_confidence.toml`."""

from __future__ import annotations

import math
from functools import cache

from dateline.errors import KnowledgeError
from dateline.knowledge import read_toml
from dateline.reading.casualties.phrases import Draft
from dateline.record import Certainty, Scope

FILE = "casualties_confidence.toml"
_LEAST, _MOST = 0.05, 0.97


@cache
def _weights() -> dict[str, float]:
    """Feature -> weight, in log-odds.

    Raises:
        KnowledgeError: a weight is no number.
    """
    data = read_toml(FILE)
    found = {k: v for block in ("base", "weights") for k, v in data[block].items() if k != "source"}
    if bad := [k for k, v in found.items() if not isinstance(v, int | float)]:
        raise KnowledgeError(FILE, 0, f"{bad[0]}: a number is needed")
    return found


def features(draft: Draft, certainty: Certainty, scope: Scope, part: bool) -> tuple[str, ...]:
    """What is seen of a figure: its construction, its kind of count, its harm, certainty, scope and victims."""
    group = draft.group
    if not group.said:
        count = "unnumbered"
    elif group.high == 0:
        count = "nobody"
    elif group.low == group.high == 1:
        count = "name" if group.named else "one"
    elif group.qualifier in ("order", "some"):
        count = "vague"
    else:
        count = "exact" if group.qualifier == "exact" else "bounded"
    return (
        f"form {draft.rule}", f"count {count}", f"harm {draft.harm}", f"scope {'part' if part else scope}",
        "stated" if certainty == "stated" else "not stated",
        "status unknown" if group.status == "unknown" else "status known",
    )  # fmt: skip


def confidence_of(seen: tuple[str, ...]) -> float:
    """The share of figures with these features that are right, 0..1, to two decimals."""
    weights = _weights()
    odds = weights["odds"] + sum(weights.get(f, 0.0) for f in seen)
    return round(min(_MOST, max(_LEAST, 1 / (1 + math.exp(-odds)))), 2)
