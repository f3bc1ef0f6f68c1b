"""What the report around a figure decides: whether the harm is violence at all, and whether it was told before."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from dateline.reading.casualties.lexicon import lexicon
from dateline.reading.casualties.phrases import Draft, agent_of, clause_of, kid
from dateline.reading.syntax import syntax_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from dateline.record import Casualty


_ATTACKS = frozenset({"attack", "attacks"})


class Violence:
    """Whether people came to harm by violence: illness, accidents, weather, sport and fiction harm no casualties."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._low = syntax_of(doc).lower
        self._told = not lexicon().words["violent"].isdisjoint(self._low)

    def why_not(self, draft: Draft, first: int, last: int) -> str | None:
        """The reason why a figure of the sentence `[first, last)` is none of conflict, or `None`."""
        if _nature(self._doc[draft.clause]):
            return "the cause told is no violence"
        if draft.harm in ("captured", "displaced") and draft.rule != "intransitive":
            return None
        words = lexicon().words
        low = self._low[first:last]
        told = low[:8]
        if any(a == "in" and c in words["fiction"] for a, c in zip(told, told[2:], strict=False)):
            return "it is told as fiction"
        sentence = set(low) - {self._low[draft.trigger]}
        ill = any(a in words["ills"] and b in _ATTACKS for a, b in pairwise(low))
        violent = bool(sentence & words["violent"] - (_ATTACKS if ill else frozenset()))
        if (ill or sentence & words["unrelated"]) and not violent:
            return "the cause told is no violence"
        if self._low[draft.trigger] in words["neutral"] and not self._told and draft.group.low <= 1:
            return "the report tells of no violence"
        return None


def _nature(verb: Token) -> bool:
    """Whether a quake, a flood or a storm did it: "a quake hit the front, killing 90 and leaving 400 homeless"."""
    disasters = lexicon().words["disasters"]
    verb = verb.doc[clause_of(verb)]
    if _by_accident(verb):
        return True
    for _ in range(4):
        by = agent_of(verb)
        if by is not None:
            return by.lower_ in disasters
        if (subject := kid(verb, "nsubj")) is not None:
            return subject.lower_ in disasters and all(c.lower_ != "of" for c in subject.rights)  # "a storm of bullets"
        if verb.dep_ not in ("advcl", "conj", "xcomp") or verb.head.i == verb.i or kid(verb, "nsubjpass") is not None:
            return False
        verb = verb.head
    return False


def _by_accident(verb: Token) -> bool:
    """ "Two died in a road accident and one was shot": the first two did not fall."""
    for child in verb.children:
        cause = kid(child, "pobj") if child.dep_ == "prep" and child.lower_ in ("in", "of", "from") else None
        if cause is not None and cause.lower_ in lexicon().words["mishaps"]:
            return lexicon().words["violent"].isdisjoint(w.lower_ for w in cause.subtree)
    return False


def survived(made: list[tuple[Casualty, Draft]], doc: Doc) -> list[tuple[Casualty, Draft]]:
    """The figures without the wounded of whom the report goes on to say that they died.

    "A man was shot … he died in hospital": the pronoun, the definite noun or the name goes back to the last single
    person who was wounded, and counts him: he is none of the dead told of before him.
    """
    gone: set[str] = set()
    died: set[str] = set()
    for n, (figure, draft) in enumerate(made):
        group = draft.group
        if figure.harm != "killed" or group.low != 1 or (group.said and not _name(doc, draft)):
            continue
        hurt = [p for p in reversed(made[max(0, n - 6) : n]) if _hurt(p[0]) and p[0].id not in gone]
        hurt = [p for p in hurt if not _another(doc[p[1].group.head], doc[group.head], False)]
        same = [p for p in hurt if doc[p[1].group.head].lemma_ == doc[group.head].lemma_]
        for earlier, was in same or hurt:
            if not group.said or _name(doc, draft) == _name(doc, was):
                gone.add(earlier.id)
                died |= {figure.id} if was.group.said else set()
                break
    kept = [p for p in made if p[0].id not in gone and p[0].part_of not in gone]
    return [(c, replace(d, group=replace(d.group, said=True)) if c.id in died else d) for c, d in kept]


def _hurt(figure: Casualty) -> bool:
    return figure.harm == "wounded" and figure.low == figure.high == 1


def repeated(made: list[tuple[Casualty, Draft]], doc: Doc) -> list[Casualty]:
    """The figures without mere mentions of people counted before: pronouns, "the men", a name told again.

    A name under another source than the first stays, since it says that this source knows it too.
    """
    kept: list[tuple[Casualty, Draft]] = []
    names: dict[tuple[str, str], Casualty] = {}
    gone: set[str] = set()
    for figure, draft in made:
        name = _name(doc, draft)
        earlier = names.get((figure.harm, name)) if name else None
        if earlier is None and not draft.group.said:
            earlier = next(
                (c for c, d in kept if c.harm in (figure.harm, "casualties") and _may_be(d, draft, doc)), None
            )
        told = not draft.group.said or figure.attribution in (None, earlier.attribution if earlier else None)
        if earlier is not None and told:
            gone.add(figure.id)
            continue
        kept.append((figure, draft))
        if name:
            names.setdefault((figure.harm, name), figure)
    return [c for c, _ in kept if c.part_of not in gone]


def _name(doc: Doc, draft: Draft) -> str:
    group = draft.group
    head = doc[group.head]
    return head.lower_ if head.pos_ == "PROPN" and group.low == group.high == 1 else ""


def _another(before: Token, after: Token, of_kin: bool) -> bool:
    """Whether two words for single people name different ones: a driver is no policeman, but may be "a man".

    Words of sex and age, and those that tell no part in life, may stand for anybody.
    """
    if before.lemma_ == after.lemma_ or before.pos_ == "PROPN" or after.pos_ != "NOUN":
        return False
    lex = lexicon()
    roles = [w.lower_ in lex.people and w.lower_ not in lex.words["anybody"] for w in (before, after)]
    return all(roles) and (of_kin or "unknown" not in (lex.people[before.lower_], lex.people[after.lower_]))


def _may_be(earlier: Draft, later: Draft, doc: Doc) -> bool:
    """Whether the people of a bare mention can be those counted before."""
    if earlier.group.high == 0 or (later.group.low > 1 and earlier.group.high == 1):
        return False
    if later.group.of_kin and earlier.group.high != 1:
        return False
    if _another(doc[earlier.group.head], doc[later.group.head], later.group.of_kin):
        return False
    return later.group.status == "unknown" or earlier.group.status in (later.group.status, "unknown", "mixed")
