"""Parts of wholes: "including four children", "two of them civilians", "three women among the 12 killed"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.reading.casualties.group import Group
from dateline.reading.casualties.lexicon import lexicon
from dateline.reading.casualties.member import status_of
from dateline.reading.casualties.people import groups
from dateline.reading.casualties.phrases import Draft, kid
from dateline.reading.numbers import Quantity, measures, quantities
from dateline.reading.syntax import syntax_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OF = frozenset({"them", "whom", "these", "those"})
_LINKING = frozenset({"AUX", "ADV", "DET", "ADJ", "NUM"})


def parts_of(doc: Doc, first: int, last: int, made: list[Draft]) -> list[Draft]:
    """The figures of the sentence `[first, last)` that lie inside those of `made`; each knows its whole."""
    out: list[Draft] = []
    if not made:
        return out
    words, grades = lexicon().words["including"], lexicon().words["grades"]
    low = syntax_of(doc).lower
    for i in range(first, last):
        word = low[i]
        if word in _OF and i > first + 1 and low[i - 1] == "of":
            out += _partitive(doc, first, last, i, made)
        elif word in words:
            out += _after_among(doc[i], made)
            out += _listed(doc, doc[i], last, made)
        elif word == "(":
            out += _bracketed(doc, i, last, made)
        elif word in grades:
            out += _graded(doc, i, made)
    return _distinct(out)


def nested(doc: Doc, made: list[Draft]) -> list[Draft]:
    """The drafts, those after "including" with a word of harm of their own inside the last whole of that harm:
    "killed 90 people and wounded 400, including nine medics killed on duty"."""
    words, out = lexicon().words["including"], list(made)
    for n, draft in enumerate(made):
        at = draft.group.first
        if draft.whole is not None or at == 0 or doc[at - 1].lower_ not in words or draft.trigger < at:
            continue
        before = [
            (d.group.last, k)
            for k, d in enumerate(made)
            if d.group.last < at
            and d.harm in (draft.harm, "casualties")
            and d.group.low > 1
            and _holds(d.group, draft.group)
        ]
        if before:
            out[n] = replace(draft, whole=max(before)[1])
    return out


def _holds(whole: Group, part: Group) -> bool:
    return whole.high is None or part.low <= whole.high


def _listed(doc: Doc, token: Token, last: int, made: list[Draft]) -> list[Draft]:
    """ "including four children", "among them a woman and her son"."""
    whole = _whole_before(made, token.i)
    if whole is None or _uncounted(doc, token.i, made):
        return []
    found = (g for head in _part_heads(doc, token, last) for g in groups(head, True, part=True))
    return [_part(made, whole, g) for g in found if _inside(g, made[whole].group, made)]


def _uncounted(doc: Doc, at: int, made: list[Draft]) -> bool:
    """Whether the number right before "including" is of a figure that was not read: its parts are no other's."""
    number = at - 2 if doc[at - 1].lower_ == "," else at - 1
    if number < 0 or not doc[number].like_num or doc[number].ent_type_ == "DATE":
        return False
    return not any(d.group.first <= number < d.group.last for d in made)


def _bracketed(doc: Doc, at: int, last: int, made: list[Draft]) -> list[Draft]:
    """ "12 killed (three women, two children)": brackets right after the figure that hold counts of people alone."""
    whole = _whole_before(made, at)
    if whole is None or at - max(made[whole].group.last, made[whole].trigger + 1) > 1:
        return []
    end = next((i for i in range(at, min(last, at + 40)) if doc[i].lower_ == ")"), None)
    if end is None:
        return []
    limit, out, told = made[whole].group.high, [], at + 1
    for q in quantities(doc, at + 1, end):
        noun = doc[q.last] if q.last < end else None
        if q.kind != "number" or noun is None or noun.lower_ not in lexicon().people:
            return []
        if q.first > told and not all(t.lower_ in (",", "and", "including", "&") for t in doc[told : q.first]):
            return []
        told = q.last + 1
        status = status_of(noun, lexicon())
        out.append(Group(q.low, q.high, q.qualifier, q.first, told, noun.i, status))
    fits = limit is None or sum(g.low for g in out) <= limit
    return [_part(made, whole, g) for g in out] if fits and told == end else []


def _graded(doc: Doc, at: int, made: list[Draft]) -> list[Draft]:
    """ "Twelve were hurt, three seriously": a number right before the adverb, and no verb of its own."""
    whole = _whole_before(made, at)
    if whole is None or made[whole].harm not in ("wounded", "casualties") or (at + 1 < len(doc) and _goes(doc[at + 1])):
        return []
    found = [q for q in quantities(doc, max(0, at - 5), at) if q.last == at and q.kind in ("number", "order")]
    if not found or found[0].first < max(made[whole].group.last, made[whole].trigger):
        return []
    q = found[0]
    group = Group(q.low, q.high, q.qualifier, q.first, at, q.start, made[whole].group.status)
    part = _part(made, whole, group)
    fits = made[whole].group.high is None or q.low <= (made[whole].group.high or 0)
    return [replace(part, harm="killed") if doc[at].lower_ == "fatally" else part] if fits else []


def _goes(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or token.lower_ in lexicon().verbs


def _part(made: list[Draft], whole: int, group: Group) -> Draft:
    return replace(made[whole], group=group, whole=whole, rule="part", victim=None)


# --- "N of them"


def _partitive(doc: Doc, first: int, last: int, at: int, made: list[Draft]) -> list[Draft]:
    """ "22 of whom were farmers", "half of them children", "two of them seriously": a share of the figure before."""
    whole = _whole_before(made, at - 1)
    if whole is None or _goes_on(doc, at, last):
        return []
    share = _share(doc, max(first, at - 9), at - 1, made[whole].group)
    if share is None or any(d.group.first <= share.start < d.group.last or d.trigger == at for d in made):
        return []
    noun = _told_of(doc, at, last)
    status = status_of(noun, lexicon()) if noun is not None else "unknown"
    if status == "unknown":
        status = made[whole].group.status
    end = at + 1 if noun is None else noun.i + 1
    group = Group(share.low, share.high, share.qualifier, share.first, end, at, status)
    inside = made[whole].group.high
    return [_part(made, whole, group)] if inside is None or group.low <= inside else []


def _goes_on(doc: Doc, at: int, last: int) -> bool:
    """Whether a verb of its own follows ("two of them escaped", "four of whom were freed"): no word on the harm."""
    lex = lexicon()
    head = doc[at - 2]
    if head.dep_ == "dobj" and head.head.lower_ not in lex.verbs:
        return True  # "freed 60 of them"
    for i in range(at + 1, min(last, at + 4)):
        token = doc[i]
        if token.pos_ == "VERB":
            return token.lower_ not in lex.verbs and token.lower_ not in lex.states
        if token.pos_ not in ("AUX", "ADV", "PART"):
            return False
    return False


def _share(doc: Doc, start: int, end: int, whole: Group) -> Quantity | None:
    """How many the words before "of" make of the whole: a number of their own, half, or most."""
    word = doc[end - 1].lower_
    high = whole.high
    if word in ("half", "most", "majority") and whole.low > 1:
        least = whole.low // 2 + 1 if word != "half" else (whole.low + 1) // 2
        most = None if high is None else high if word != "half" else (high + 1) // 2
        low = least if word != "half" or high is None else whole.low // 2
        return Quantity(low, most, "about" if word == "half" and high is not None else "at_least" if most is None
                        else "between", end - 1, end, "number", start=end - 1)  # fmt: skip
    found = [q for q in quantities(doc, start, end) if q.last == end and q.kind in ("number", "order")]
    return found[-1] if found and not measures(doc, found[-1]) else None


def _told_of(doc: Doc, at: int, last: int) -> Token | None:
    """Who they are: the noun after "of them", past a copula."""
    for i in range(at + 1, min(last, at + 5)):
        token = doc[i]
        if token.lower_ in lexicon().people and token.dep_ not in ("compound", "amod"):
            return token
        if token.pos_ not in _LINKING and token.pos_ not in ("NOUN", "PROPN"):
            return None
    return None


def all_of(doc: Doc, draft: Draft) -> Draft:
    """The figure with the status that "all of them civilians" or "all civilians" right after its words gives it."""
    at = draft.group.last
    while at < len(doc) and doc[at].lower_ in (",", "-", "–", "—", "--", "("):
        at += 1
    if draft.group.status != "unknown" or at + 1 >= len(doc) or doc[at].lower_ != "all":
        return draft
    at += 3 if doc[at + 1].lower_ == "of" else 1
    noun = _told_of(doc, at - 1, min(len(doc), at + 4))
    status = lexicon().people.get(noun.lower_, "unknown") if noun is not None else "unknown"
    return replace(draft, group=replace(draft.group, status=status))


# --- "among"


def _after_among(token: Token, made: list[Draft]) -> list[Draft]:
    """ "Three civilians among up to seven killed", "four children were among the 12 dead": the whole stands after."""
    if token.lower_ not in ("among", "amongst"):
        return []
    whole = next((n for n, d in enumerate(made) if token.i < d.group.first <= token.i + 2), None)
    head = token.head
    if whole is None or made[whole].group.low == made[whole].group.high == 1:
        return []
    if head.pos_ in ("AUX", "VERB"):
        subject = kid(head, "nsubj") or kid(head, "nsubjpass")
        if subject is None or head.lemma_ not in ("be", "number", "count", "include", "have"):
            return []
        head = subject
    if head.pos_ not in ("NOUN", "PROPN", "NUM") or head.i > token.i:
        return []
    limit = made[whole].group.high
    found = [g for g in groups(head, True, part=True) if g.said and g.last <= token.i]
    return [_part(made, whole, g) for g in found if limit is None or g.low <= limit]


def _distinct(parts: list[Draft]) -> list[Draft]:
    seen: set[int] = set()
    out = []
    for part in parts:
        if part.group.head not in seen:
            seen.add(part.group.head)
            out.append(part)
    return out


def _whole_before(made: list[Draft], at: int) -> int | None:
    """The figure whose words stand last before token `at`."""
    before = [(d.group.last, n) for n, d in enumerate(made) if d.group.last <= at and d.group.low != 0]
    return max(before)[1] if before else None


def _part_heads(doc: Doc, token: Token, last: int) -> list[Token]:
    word = token.lower_
    if word in ("among", "amongst"):
        if token.i + 1 >= last or doc[token.i + 1].lower_ not in ("them", "those", "whom"):
            return []
        return _noun_after(doc, token.i + 2, last)
    kids = [c for c in token.children if c.dep_ in ("pobj", "dobj") and c.i > token.i]
    return kids or _noun_after(doc, token.i + 1, last)


def _noun_after(doc: Doc, start: int, last: int) -> list[Token]:
    for i in range(start, min(last, start + 7)):
        token = doc[i]
        if token.pos_ in ("NOUN", "PROPN") and not (
            i + 1 < last and doc[i + 1].pos_ in ("NOUN", "PROPN") and doc[i + 1].head.i >= i
        ):
            return [token]
        if token.pos_ == "VERB" or token.lower_ in (";", "."):
            break
    return []


def _inside(part: Group, whole: Group, made: list[Draft]) -> bool:
    if any(d.group.head == part.head for d in made) or not (part.said or part.of_kin):
        return False
    return part.first >= whole.last and (whole.high is None or part.low <= whole.high)
