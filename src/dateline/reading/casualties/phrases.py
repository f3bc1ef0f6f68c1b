"""What the constructions of harm share: agents, shared subjects, numbers right before a word."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.reading.casualties.group import Group
from dateline.reading.casualties.lexicon import Entry, lexicon
from dateline.reading.casualties.member import member
from dateline.reading.casualties.people import groups
from dateline.reading.numbers import Quantity, measures, quantities
from dateline.reading.syntax import syntax_of
from dateline.record import Harm, VictimStatus

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FILLER = frozenset(
    {"reportedly", "also", "combat", "seriously", "critically", "badly", "slightly", "confirmed", "shot", "people"}
)


@dataclass(frozen=True, slots=True)
class Found:
    """Victims of one word of harm.

    Attributes:
        harm: what came to them.
        trigger: token of the word.
        clause: token of the predicate that tells it (status, time and place are read there).
        groups: who.
        rule: the construction, for the confidence.
        agent: token that heads whoever did it, or `None`.
    """

    harm: Harm
    trigger: int
    clause: int
    groups: tuple[Group, ...]
    rule: str
    agent: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure before it is linked: its group, the word of harm, and the draft it is a part of.

    Attributes:
        harm, group, rule, agent: as in `Found`.
        trigger: token of the word of harm.
        clause: token of the predicate.
        whole: index, among the drafts of the sentence, of the figure that this one is inside of; or `None`.
    """

    harm: Harm
    group: Group
    trigger: int
    clause: int
    rule: str
    agent: int | None
    whole: int | None = None
    words: Group | None = None  # the numbered mention that a definite noun goes back to
    victim: int | None = None  # token of the noun for who was harmed, where the number stands without one


def counted_only(found: Found | None) -> Found | None:
    """Only groups whose words count: "12 wounded men", never "wounded men"."""
    if found is None:
        return None
    kept = tuple(
        g for g in found.groups if g.said and g.last - g.first > 1 and g.qualifier != "some" and not g.definite
    )
    return replace(found, groups=kept) if kept else None


def number_before(t: Token, entry: Entry) -> Found | None:
    """A number right before the word, a noun or two between: "376 wounded", "over 6,500 combat wounded"."""
    doc, end = t.doc, t.i
    low = max(_opening(t), t.i - 12)
    while end > low and doc[end - 1].pos_ == "AUX":
        end -= 1  # "Between 70 and 100 people may have died"
    found = [q for q in quantities(doc, low, end) if q.kind != "determiner" and not measures(doc, q)]
    if not found:
        return None
    q = found[-1]
    between = doc[q.last : end]
    if end < t.i and any(b.pos_ == "CCONJ" for b in between):
        return None  # "was approached by two men and was shot"
    if len(between) > 5 or any(
        b.pos_ not in ("NOUN", "ADJ", "ADV", "PROPN", "CCONJ") and b.lower_ not in ("of", "the", "-") for b in between
    ):
        return None
    if any(b.lower_ in ("number", "total", "toll") for b in between):
        return None
    nouns = [b for b in between if b.pos_ in ("NOUN", "PROPN") and b.lower_ not in _FILLER]
    anchor = nouns[-1] if nouns else doc[q.start]
    group = member(anchor, lexicon(), entry.people) if nouns else bare(q)
    if group is None or (nouns and group.head != anchor.i and group.first > q.last):
        return None
    if nouns and not group.first <= q.start < group.last:
        return None
    agent = agent_of(t)
    inside = [b.lower_ for b in between if b.pos_ != "ADV"] == ["of", "the"]  # "11 of the (badly) wounded were women"
    kept = (replace(group, last=max(group.last, q.last), inside=inside),)
    if inside:
        kept = (replace(kept[0], last=t.i + 1, status=_told(t) or kept[0].status),)
    return Found(entry.harm, t.i, clause_of(t), kept, "elliptic", agent.i if agent is not None else None)


def _opening(t: Token) -> int:
    """Where the sentence starts, with a number and its plus sign that the parser cut off: "30+ killed"."""
    doc, at = t.doc, t.sent.start
    if t.i - at < 2 and at > 1 and doc[at - 1].lower_ == "+" and doc[at - 2].like_num:
        return at - 2
    return int(at - 1) if doc[at].lower_ == "+" and at > 0 and doc[at - 1].like_num else int(at)


def _told(t: Token) -> VictimStatus | None:
    """Who the sentence says they were: "11 of the dead were women"."""
    verb = t.doc[clause_of(t)]
    noun = kid(verb, "attr") if verb.lemma_ == "be" else None
    return lexicon().people.get(noun.lower_) if noun is not None else None


def bare(q: Quantity) -> Group:
    """A number that stands without a noun, as a group of people."""
    return Group(q.low, q.high, q.qualifier, q.first, q.last, q.start, "unknown", q.rest)


def clause_of(t: Token) -> int:
    """The predicate that a noun, state or participle hangs on."""
    at = t
    for _ in range(8):
        if at.pos_ in ("VERB", "AUX") or at.head.i == at.i:
            break
        at = at.head
    return at.i


def make(t: Token, entry: Entry, head: Token, rule: str, agent: Token | None) -> Found | None:
    """The victims in the phrase headed by `head`, as `t` harms them; `None` if it holds no people."""
    head = _after_label(head, t)
    inside = rule == "reduced" and t.doc[t.i - 1].lower_ != ","  # "including two children wounded in the blast"
    found = tuple(groups(head, entry.people, part=inside))
    if rule in ("passive", "reduced", "headline", "intransitive", "state") and head.i < t.i:
        found = tuple(g for g in found if g.head < t.i)
    if not found:
        return None
    if rule in ("active", "passive", "verb") and len(found) == 1 and (more := _after_brackets(found[0], t)):
        found += more
    if t.pos_ == "VERB" or rule == "intransitive":
        taken = {g.head for g in found}
        found += tuple(g for g in along_with(t, found[-1].last - 1) if g.head not in taken)
    return Found(entry.harm, t.i, t.i, found, rule, agent.i if agent is not None else None)


def _after_label(head: Token, t: Token) -> Token:
    """The subject, where the parser takes a label before a colon for one: "DELTA NEWS: Nine persons were shot"."""
    later = [c for c in head.head.children if c.dep_ == head.dep_ and head.i < c.i < t.i]
    labelled = later and any(w.lower_ == ":" for w in t.doc[head.i + 1 : later[-1].i])
    return later[-1] if labelled else head


def _after_brackets(group: Group, t: Token) -> tuple[Group, ...]:
    """Who follows a name or brackets that broke the list: "a woman, Ola (aged 40), and her four sons"."""
    doc, at = t.doc, group.last
    end = min(t.sent.end if group.head > t.i else t.i, group.last + 25)
    depth = 0
    while at < end and (depth or doc[at].pos_ == "PROPN" or doc[at].lower_ in (",", "(", "named", "called")):
        depth += (doc[at].lower_ == "(") - (doc[at].lower_ == ")")
        at += 1
    if (
        at >= end - 1
        or at == group.last
        or doc[at].lower_ != "and"
        or ")" not in {w.lower_ for w in doc[group.last : at]}
    ):
        return ()
    if doc[at + 1].pos_ not in ("DET", "PRON", "NUM"):
        return ()
    noun = at + 2
    while noun < end - 1 and doc[noun].pos_ in ("NUM", "ADJ"):
        noun += 1
    if noun >= end or doc[noun].lower_ not in lexicon().people:
        return ()
    more = member(doc[noun], lexicon(), True)
    return (more,) if more is not None and more.first > at and (more.said or more.of_kin) else ()


def along_with(t: Token, after: int) -> tuple[Group, ...]:
    """Who came to harm "along with" the victims: the phrase stands after them, before the next verb."""
    doc = t.doc
    for i in range(min(t.i, after) + 1, min(t.sent.end - 2, max(t.i, after) + 25)):
        word = doc[i].lower_
        if i > t.i and doc[i].tag_ in ("VBD", "VBZ", "VBP"):
            break
        if word == "well" and doc[i - 1].lower_ == doc[i + 1].lower_ == "as":
            listed = [
                c for c in t.rights if c.dep_ in ("conj", "dobj") and c.i > i + 1 and c.pos_ in ("NOUN", "PROPN", "NUM")
            ]
            return tuple(g for c in listed[:1] for g in groups(c, True) if g.said)
        if word in ("along", "together", "alongside"):
            preposition = doc[i] if word == "alongside" else doc[i + 1]
            if preposition.lower_ not in ("with", "alongside"):
                continue
            noun = kid(preposition, "pobj")
            if noun is not None and noun.i > i:
                return tuple(g for g in groups(noun, True) if g.said)
    return ()


def shot_dead(doc: Doc, i: int) -> bool:
    """Whether token `i` is the "dead" of "shot dead", whatever the parser hangs it on."""
    return 0 < i < len(doc) and doc[i].lower_ == "dead" and doc[i - 1].lower_ in ("shot", "shoot", "shoots", "shooting")


def kid(t: Token, dep: str) -> Token | None:
    """The first child of `t` with that dependency."""
    at = syntax_of(t.doc).kid(t.i, dep)
    return t.doc[at] if at is not None else None


def agent_of(t: Token) -> Token | None:
    """The noun of the "by" phrase."""
    agent = kid(t, "agent")
    if agent is None:
        agent = next((c for c in t.rights if c.dep_ == "prep" and c.lower_ == "by"), None)
    return kid(agent, "pobj") if agent is not None else None


def shared_subject(t: Token) -> Token | None:
    """The subject that a coordinated or dependent verb takes from the verb above it."""
    at = t
    for _ in range(4):
        if at.dep_ not in ("conj", "xcomp", "advcl") or at.head.i == at.i:
            return None
        at = at.head
        if (subject := kid(at, "nsubj") or kid(at, "nsubjpass")) is not None:
            return subject
    return None
