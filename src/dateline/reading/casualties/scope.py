"""Whether a figure counts one incident, several together, or a running total, and over what time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.reading.casualties.lexicon import lexicon
from dateline.reading.casualties.phrases import Draft
from dateline.reading.numbers import quantities
from dateline.record import Scope

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PUNCTUAL = frozenset({
    "today", "yesterday", "tonight", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "when", "after", "overnight", "morning", "afternoon", "evening", "night",
})  # fmt: skip

_INCIDENT = frozenset({"bomb", "bomber", "shelling", "mine", "crash"})


def scope_of(doc: Doc, draft: Draft, first: int, last: int, running: bool = False) -> Scope:
    """The scope of a figure in the sentence of tokens `[first, last)`.

    Args:
        running: the figure before it in the paragraph is a running total.
    """
    low = [t.lower_ for t in doc[first:last]]
    if _running(low, draft, first):
        return "period"
    if _joint(doc, draft, first, last):
        return "joint"
    return "period" if _perfect(doc, draft, low) or (running and _timeless(draft, low)) else "incident"


def _timeless(draft: Draft, low: list[str]) -> bool:
    """A count with no incident and no day beside it goes on with the running totals before it."""
    return draft.rule == "toll" and not any(
        w in _PUNCTUAL or w in _INCIDENT or w in lexicon().words["joint"] for w in low
    )


def _running(low: list[str], draft: Draft, first: int) -> bool:
    words = lexicon().words
    text = " ".join(low)
    if any(f" {w} " in f" {text} " for w in words["running"] if " " in w) or "altogether" in low or "overall" in low:
        return True
    raised = next((n for n, w in enumerate(low) if w in words["raising"]), len(low))
    if draft.group.first - first > raised and {"total", "toll", "number", "count", "tally"} & set(low):
        return True
    if _timed_toll(low, draft.trigger - first):
        return True
    if "since" in low:
        after = low[low.index("since") + 1 :]
        if {"then", "been"} & set(after[:1]) or after:
            return "have" in low or "has" in low or "had" in low or "total" in low or "toll" in low
    return _over(low)


def _timed_toll(low: list[str], at: int) -> bool:
    """ "the weekend death count", "this month's toll": a toll with a stretch of time in its name."""
    words = lexicon().words
    if low[at] not in words["tolls"] | words["total"]:
        return False
    return bool(
        (words["spans"] | {"weekend", "annual", "yearly", "monthly", "weekly", "overall"})
        & set(low[max(0, at - 5) : at])
    )


def _over(low: list[str]) -> bool:
    """ "in three weeks of fighting", "over the past month", "during the war", "have died this year"."""
    words = lexicon().words
    for n, word in enumerate(low):
        window = low[n + 1 : n + 7]
        if word in ("over", "during", "throughout", "within") and _stretch(window, words):
            return True
        if word == "in" and words["spans"] & set(window[:4]) and ("of" in window or words["past"] & set(window[:3])):
            return True
        if word in ("this", "last") and window[:1] == ["year"] and {"have", "has", "so"} & set(low):
            return True
    return False


def _stretch(window: list[str], words: dict[str, frozenset[str]]) -> bool:
    if not words["past"] & set(window[:3]) and "the" not in window[:2]:
        return False
    return bool(words["wars"] & set(window[:4]) or words["spans"] & set(window[:5]))


def _joint(doc: Doc, draft: Draft, first: int, last: int) -> bool:
    joint = lexicon().words["joint"]
    for i in range(first, last):
        token = doc[i]
        if (
            token.lower_ not in joint
            or token.tag_ != "NNS"
            or token.dep_ != "pobj"
            or token.head.lower_ not in ("in", "by", "during", "from", "across")
        ):
            continue
        over = _top(token.head.head)
        if over not in (_top(doc[draft.clause]), _top(doc[draft.trigger]), draft.group.head):
            continue
        before = doc[token.left_edge.i : i]
        if any(t.lower_ in ("both", "separate", "various") for t in before):
            return True
        if any(q.kind in ("number", "order") and q.low > 1 for q in quantities(doc, token.left_edge.i, i)):
            return True
    return False


def _top(token: Token) -> int:
    """The first of the coordinated predicates: "were killed and wounded in two attacks" shares its phrase."""
    for _ in range(6):
        if token.dep_ != "conj":
            break
        token = token.head
    return token.i


def _perfect(doc: Doc, draft: Draft, low: list[str]) -> bool:
    """A large count in the present perfect, with no incident and no day beside it, runs over the time till now."""
    clause = doc[draft.clause]
    if draft.group.low < 10 or draft.rule not in ("passive", "elliptic", "shared", "intransitive"):
        return False
    verb = clause if any(c.dep_ == "aux" for c in clause.children) else clause.head
    perfect = any(c.lower_ in ("have", "has", "'ve") and c.dep_ == "aux" for c in verb.children)
    if not perfect or any(w in _PUNCTUAL for w in low):
        return False
    return not any(w in _INCIDENT or w in lexicon().words["joint"] for w in low)
