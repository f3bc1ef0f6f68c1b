"""Agreement between coders: field by field, and the claims on which they differ, for a third person to settle."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from dateline.record import plain
from dateline.score.coders import Opinion, agreements
from dateline.store import Action, Judgement
from dateline.workbench.page import Ask, Page
from dateline.workbench.query import PAGE_SIZE
from dateline.workbench.views.asked import paged

CODES: tuple[Action, ...] = ("accept", "reject", "unsure", "change")
DECISION = "decision"
LEFT_OUT = frozenset(("id", "confidence"))
PLAIN = (str, int, float)


def shown(ask: Ask) -> Page:
    """Coders, how far they agree on each field, and what they differ on. `?a=` and `?b=` choose two of them."""
    words = _last_words(ask.bench.record.judgements_on_claims(CODES))
    everyone = sorted({j.who for by in words.values() for j in by.values()})
    asked = [c for k in ("a", "b") if (c := ask.request.query_params.get(k, "")) in everyone]
    chosen = asked if len(set(asked)) == 2 else everyone
    mine = {t: {c: j for c, j in by.items() if c in chosen} for t, by in words.items()}
    found = agreements(o for by in mine.values() if len(by) > 1 for j in by.values() for o in _opinions(j))
    differ: dict[str, list[str]] = {}
    for a in found:
        for unit in a.differ:
            differ.setdefault(unit, []).append(a.field)
    first = (ask.query.page - 1) * PAGE_SIZE
    page = list(differ.items())[first : first + PAGE_SIZE]
    data = {
        "coders": [_coder(c, words) for c in everyone], "pairs": _pairs(words), "chosen": chosen,
        "fields": [{**plain(a), "differ": len(a.differ)} for a in found], **paged(ask.query, len(differ)),
        "rows": [_differing(unit, fields, mine[unit], words[unit]) for unit, fields in page],
    }  # fmt: skip
    return Page("coders.html", "Agreement between coders", data)


def _last_words(judgements: Iterator[Judgement]) -> dict[str, dict[str, Judgement]]:
    """Each coder's own last decision on each claim, whoever decided after."""
    found: dict[str, dict[str, Judgement]] = {}
    for j in judgements:
        if j.undone_by is None and j.action in CODES:
            found.setdefault(j.target, {})[j.who] = j
    return found


def _opinions(j: Judgement) -> Iterator[Opinion]:
    """The decision itself and, where the claim was taken or changed, the value of each of its plain fields."""
    yield Opinion(j.who, j.target, DECISION, j.action)
    if j.action in ("accept", "change"):
        for field, value in _values(j).items():
            yield Opinion(j.who, j.target, field, value)


def _values(j: Judgement) -> dict[str, Any]:
    before = j.before if isinstance(j.before, dict) else {}
    after = j.after if j.action == "change" and isinstance(j.after, dict) else {}
    both = {**before, **after} if after else before
    return {k: v for k, v in both.items() if (v is None or isinstance(v, PLAIN)) and k not in LEFT_OUT}


def _coder(name: str, words: dict[str, dict[str, Judgement]]) -> dict[str, Any]:
    actions: list[str] = [by[name].action for by in words.values() if name in by]
    return {"name": name, "claims": len(actions), **{a: actions.count(a) for a in CODES}}


def _pairs(words: dict[str, dict[str, Judgement]]) -> list[dict[str, Any]]:
    """Coders two by two, with the claims that both decided on, most first."""
    found: dict[tuple[str, str], int] = {}
    for by in words.values():
        for pair in combinations(sorted(by), 2):
            found[pair] = found.get(pair, 0) + 1
    return [{"a": a, "b": b, "claims": n} for (a, b), n in sorted(found.items(), key=lambda i: (-i[1], i[0]))]


def _differing(
    unit: str, fields: list[str], mine: dict[str, Judgement], everybody: dict[str, Judgement]
) -> dict[str, Any]:
    """A claim that coders differ on: what each said, and who settled it since, if a third person did."""
    report, _, local = unit.partition("#")
    last = max(everybody.values(), key=lambda j: j.n)
    settled = last if last.who not in mine else None
    said = [
        {
            "who": c, "action": j.action, "at": j.at, "comment": j.comment,
            "values": {f: _values(j).get(f) for f in fields if f != DECISION},
        }
        for c, j in sorted(mine.items())
    ]  # fmt: skip
    value = next((j.before for j in mine.values() if isinstance(j.before, dict)), {})
    quote = value.get("quote") or value.get("trigger") or value.get("evidence") or {}
    return {
        "target": unit, "report": report, "claim": local, "fields": fields, "said": said,
        "words": quote.get("text", ""),
        "settled": {"who": settled.who, "action": settled.action} if settled else None,
        "seen": last.n,
    }  # fmt: skip
