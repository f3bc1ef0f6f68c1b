"""Whether a figure counts one incident, several together, or a running total, and over what time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.reading.casualties.lexicon import lexicon
from dateline.reading.casualties.phrases import Draft
from dateline.reading.numbers import lexicon as numerals
from dateline.reading.numbers import quantities
from dateline.reading.syntax import syntax_of
from dateline.record import Scope

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PUNCTUAL = frozenset({
    "today", "yesterday", "tonight", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "when", "after", "overnight", "morning", "afternoon", "evening", "night",
})  # fmt: skip

_WHEREIN = frozenset({"in", "by", "during", "from", "across"})
_APART = frozenset({"both", "separate", "various", "weekend", "different", "simultaneous", "coordinated"})
_SPREAD = frozenset({"across", "throughout"})  # "in shootings across the city"
_RUNS = frozenset({"series", "wave", "string", "spate", "rash", "flurry"})
_DETAILS = frozenset({"on", "of", "at", "in", "near", "against", "outside"})
_COVERING = frozenset({"cover", "include", "combine", "count", "refer", "be", "apply", "span"})
_DEEP = 12  # steps up from a word to the clause that it belongs to
_FIGURES = frozenset({"figure", "figures", "toll", "tolls", "number", "numbers", "total", "totals", "count", "counts"})
_ROUND_CLOCK = frozenset({"24", "48", "72"})  # hours that health ministries count over
_MANY = 50  # fewer "more" or "others" may be of one incident
_UNTIL = frozenset({"to", "and", "until", "till", "through"})
_INCIDENT = frozenset({"bomb", "bomber", "shelling", "mine", "crash"})


def scope_of(doc: Doc, draft: Draft, first: int, last: int, running: bool = False) -> Scope:
    """The scope of a figure in the sentence of tokens `[first, last)`.

    Args:
        running: the figure before it in the paragraph is a running total.
    """
    low = syntax_of(doc).lower[first:last]
    since = next((i for i in range(first, last) if low[i - first] == "since"), None)
    if since is not None and draft.rule != "toll" and _of_another(doc, since, draft):
        low = [*low[: since - first], "-", *low[since - first + 1 :]]
    if _running(low, draft, first):
        return "period"
    if draft.group.high != 1 and (_joint(doc, draft, first, last) or _on_both(_telling(doc, draft))):
        return "joint"
    return (
        "period"
        if _waged(doc, draft)
        or _perfect(doc, draft, low)
        or (draft.group.high != 1 and _in_span(_telling(doc, draft), low))
        or (running and (_timeless(draft, low) or _have_lost(doc[draft.clause], low)))
        else "incident"
    )


def _of_another(doc: Doc, since: int, draft: Draft) -> bool:
    """Whether a stretch of time belongs to a relative clause about somebody ("four men whom it had held since July"),
    and not to the harm."""
    at = doc[since]
    for _ in range(_DEEP):
        if at.head.i == at.i:
            return False
        at = at.head
        if at.dep_ == "relcl":
            own = at.i in (draft.trigger, draft.clause) or at.is_ancestor(doc[draft.trigger])
            return not own and not at.is_ancestor(doc[draft.group.head])
    return False


def _timeless(draft: Draft, low: list[str]) -> bool:
    """A count with no incident and no day beside it goes on with the running totals before it."""
    return (draft.rule == "toll" or (draft.group.rest and draft.group.low >= _MANY)) and not any(
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
    if max(draft.group.first, draft.trigger) - first < raised:
        low = low[:raised]  # "were killed, taking the toll since October to 59": the war's, and not theirs
    if "hours" in low and low[low.index("hours") - 1] in _ROUND_CLOCK and draft.group.high != 1 and "past" in low:
        return True  # "in the past 24 hours"
    if _timed_toll(low, draft.trigger - first) or (draft.group.high != 1 and _between_dates(low)):
        return True
    if "since" in low:
        after = low[low.index("since") + 1 :]
        if "when" in after and draft.trigger - first > low.index("when", low.index("since")):
            return _over(low)  # "the first since April, when dozens were killed"
        if {"then", "been"} & set(after[:1]) or after:
            return "have" in low or "has" in low or "had" in low or "total" in low or "toll" in low
    return _over(low)


def _have_lost(verb: Token, low: list[str]) -> bool:
    """ "We have lost 31 fighters", after a running total: losses till now."""
    perfect = any(c.dep_ == "aux" and c.lower_ in ("have", "has", "'ve") for c in verb.children)
    return perfect and verb.lemma_ == "lose" and not any(w in _PUNCTUAL for w in low)


def _between_dates(low: list[str]) -> bool:
    """ "from 24 February to 8 March", "between 1 May and 30 June": a count over months."""
    months = numerals().months
    for n, word in enumerate(low):
        if word in ("from", "between"):
            named = [k for k in range(n + 1, min(n + 8, len(low))) if low[k] in months]
            if len(named) > 1 and _UNTIL & set(low[named[0] + 1 : named[1]]):
                return True
    return False


def _in_span(verb: Token, low: list[str]) -> bool:
    """Whether a whole month or year of violence did it: "gang violence left 300 dead in 2031", "during May it killed
    40"; "in May" alone may be when an incident was."""
    months = numerals().months
    for n, word in enumerate(low[:-1]):
        after, then = low[n + 1], low[n + 2 : n + 3]
        day = bool(then) and then[0].isdigit() and len(then[0]) < 3  # "in May 3 attack"
        whole = (after in months and not day) or (len(after) == 4 and after.isdigit() and after[:2] in ("19", "20"))
        if whole and (word in ("during", "throughout") or (word == "in" and _of_war(verb))):
            return True
    return False


def _of_war(verb: Token) -> bool:
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return subject is not None and subject.lower_ in lexicon().words["wars"] | {"fighting", "violence", "unrest"}


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
        if token.lower_ not in joint or token.dep_ != "pobj":
            continue
        inside = token.head
        if inside.lower_ == "of" and inside.head.lower_ in _RUNS:  # "in a wave of bombings"
            inside = inside.head.head
        if inside.lower_ not in _WHEREIN:
            continue
        over = _top(inside.head)
        if inside.i != draft.trigger + 1 and over not in (
            _top(doc[draft.clause]),
            _top(doc[draft.trigger]),
            draft.group.head,
        ):
            continue
        if _several(doc, token) if token.tag_ == "NNS" else _and_another(doc, i, last):
            return True
    return False


def _on_both(verb: Token) -> bool:
    """ "Attacks on the Sidra and Kosha camps killed 12": several deeds at two places that it names."""
    deeds = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if deeds is None or deeds.tag_ != "NNS" or deeds.lower_ not in lexicon().words["joint"]:
        return False
    where = [p for c in deeds.rights if c.lower_ in ("on", "in", "at", "near") for p in c.children if p.dep_ == "pobj"]
    named = [n for p in where for n in (p, *p.lefts, *(k for c in p.rights if c.lower_ == "of" for k in c.children))]
    return any(c.dep_ == "conj" and _placed(c) and _placed(n) for n in named for c in n.rights)


def _placed(noun: Token) -> bool:
    return noun.pos_ == "PROPN" or any(c.pos_ == "PROPN" and c.dep_ == "compound" for c in noun.lefts)


def covers_both(doc: Doc, first: int, last: int) -> bool:
    """Whether the sentence says that figures told before it count two incidents: "the figures covered both attacks"."""
    joint = lexicon().words["joint"]
    for i in range(first + 2, last - 1):
        if doc[i].lower_ not in ("both", "two"):
            continue
        after = {t.lower_ for t in doc[i + 1 : min(last, i + 4)] if t.tag_ == "NNS"}
        before = doc[first:i]
        if after & joint and any(t.lower_ in _FIGURES and t.dep_ == "nsubj" for t in before):
            return any(t.lemma_ in _COVERING and t.pos_ in ("VERB", "AUX") for t in before)
    return False


def _waged(doc: Doc, draft: Draft) -> bool:
    """Whether a whole war is what killed them: "the war has killed 150,000 people"."""
    verb = doc[draft.clause]
    return _of_war(verb) and any(c.dep_ == "aux" and c.lower_ in ("has", "have") for c in verb.children)


def _telling(doc: Doc, draft: Draft) -> Token:
    """The verb whose subject did it: the "left" of "left 300 people dead"."""
    word = doc[draft.clause]
    for _ in range(4):
        if word.pos_ == "VERB" and any(c.dep_ == "nsubj" for c in word.children):
            break
        word = word.head
    return word


def _several(doc: Doc, noun: Token) -> bool:
    """ "in both attacks", "in three separate raids"."""
    before = doc[noun.left_edge.i : noun.i]
    if any(t.lower_ in _APART for t in before) or (noun.i + 1 < len(doc) and doc[noun.i + 1].lower_ in _SPREAD):
        return True
    if noun.head.lower_ == "of":
        return True  # "in a wave of bombings"
    return any(q.kind in ("number", "order") and q.low > 1 for q in quantities(doc, noun.left_edge.i, noun.i))


def _and_another(doc: Doc, at: int, last: int) -> bool:
    """ "in the mortar attack on the mosque and the shooting of marchers": another deed with a place or a victim of its
    own in the same phrase."""
    joint = lexicon().words["joint"] - {"village"}
    if at + 1 >= last or doc[at + 1].lower_ not in _DETAILS:
        return False
    for i in range(at + 1, min(last - 3, at + 30)):
        if doc[i].tag_ in ("VBD", "VBZ", "VBP", "MD") or doc[i].lower_ in (";", "."):
            return False
        if doc[i].lower_ != "and" or doc[i + 1].pos_ not in ("DET", "NUM"):
            continue
        noun = i + 2
        while noun < last - 1 and doc[noun].pos_ in ("ADJ", "NOUN", "PROPN") and doc[noun].lower_ not in joint:
            noun += 1
        if doc[noun].lower_ in joint and noun + 1 < last and doc[noun + 1].lower_ in _DETAILS:
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
    verb = clause if any(c.dep_ in ("aux", "auxpass") for c in clause.children) else clause.head
    perfect = any(c.lower_ in ("have", "has", "'ve") and c.dep_ == "aux" for c in verb.children)
    if not perfect or any(w in _PUNCTUAL for w in low):
        return False
    return not any(w in _INCIDENT or w in lexicon().words["joint"] for w in low)
