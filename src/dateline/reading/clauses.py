"""Clauses of a parsed sentence: the predicate of a word, and how far one predicate's time or place reaches to another.

Labels are those of ClearNLP (spaCy's English models). A reach is a cost: 0 is one clause, more is farther, `None` is
not at all: the time of "Police said on Thursday" does not reach what they said.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dateline.knowledge import read_toml
from dateline.reading.syntax import syntax_of

if TYPE_CHECKING:
    from spacy.tokens import Token

CLAUSE_HEADS = frozenset({"ROOT", "conj", "advcl", "relcl", "ccomp", "acl", "parataxis", "pcomp", "csubj", "xcomp"})
VERBAL = frozenset({"VERB", "AUX"})
UP = {"conj": 0.5, "advcl": 0.5, "xcomp": 0.3, "acl": 0.6, "relcl": 1.4, "ccomp": 1.0, "pcomp": 0.8, "parataxis": 1.2,
      "csubj": 0.5}  # fmt: skip
DOWN = {"conj": 0.7, "advcl": 0.8, "xcomp": 0.4, "acl": 0.9, "relcl": 1.3, "ccomp": 0.9, "pcomp": 0.7, "parataxis": 1.2,
        "csubj": 0.8}  # fmt: skip
FAR = 1.5  # an edge not named above
HOP = 0.15  # each noun between a phrase and the predicate
LONGEST = 60  # steps of climbing; a broken parse is no endless one


@dataclass(frozen=True, slots=True)
class Verbs:
    """Lemmas of verbs that keep their times (`reporting`, `judging`), of verbs that date what was told (`happening`),
    of inquiry (`inquiring`), auxiliaries of what has not come about (`later`), words that go back (`earlier`), name
    a day (`days`) or set a sentence apart (`apart`), names of where the hurt and the held are brought (`aftercare`) and
    of whole lands (`areas`), verbs of going and bringing to a place (`travelling`) and of talking somewhere
    (`conferring`), and words that set a clause beside another (`beside`)."""

    reporting: frozenset[str]
    judging: frozenset[str]
    inquiring: frozenset[str]
    later: frozenset[str]
    earlier: frozenset[str]
    happening: frozenset[str]
    days: frozenset[str]
    apart: frozenset[str]
    aftercare: frozenset[str]
    travelling: frozenset[str]
    beside: frozenset[str]
    conferring: frozenset[str]
    areas: frozenset[str]


@cache
def verbs() -> Verbs:
    """The verb lists of `linking.toml`."""
    lists = read_toml("linking.toml")
    lemmas = ("reporting", "judging", "inquiring", "later", "happening", "travelling", "conferring")
    keys = dict.fromkeys(lemmas, "lemmas")
    keys |= dict.fromkeys(("earlier", "days", "apart", "aftercare", "beside", "areas"), "words")
    return Verbs(**{name: frozenset(lists[name][key]) for name, key in keys.items()})


def clause_head(token: Token) -> Token:
    """The predicate of the clause that `token` stands in; conjoined nouns stay in the clause of the first."""
    s, at = syntax_of(token.doc), token.i
    for _ in range(LONGEST):
        dep = s.dep[at]
        if s.head[at] == at or (dep in CLAUSE_HEADS and (dep != "conj" or s.pos[at] in VERBAL)):
            break
        at = s.head[at]
    return token if at == token.i else token.doc[at]


def depth(token: Token, head: Token) -> int:
    """Nouns between a word and the predicate above it."""
    nouns = 0
    for _ in range(LONGEST):
        if token.i == head.i or token.head.i == token.i:
            break
        token = token.head
        nouns += token.i != head.i and token.pos_ in ("NOUN", "PROPN", "PRON")
    return nouns


def above(token: Token, ancestor: Token) -> bool:
    """Whether `ancestor` stands over `token` in the tree."""
    for _ in range(LONGEST):
        if token.i == ancestor.i:
            return True
        if token.head.i == token.i:
            return False
        token = token.head
    return False


def owner(phrase: Token) -> Token:
    """The predicate that a time or place phrase belongs to.

    "Police say around noon on Monday two men came in": nobody says now what time it was then, so a time under a verb of
    reporting in the present is that of what is reported; so is one under "are investigating" or "were reported killed".
    """
    head = clause_head(phrase)
    if head.tag_ in ("VBP", "VBZ") and head.lemma_ in verbs().reporting:
        for child in head.children:
            if child.dep_ == "ccomp":
                return child
    elif (told := told_of(head)) is not None:
        return told
    elif head.tag_ == "VBG" and head.lemma_ in verbs().inquiring:
        for child in head.children:
            if child.dep_ == "dobj" and child.i < phrase.i:
                return child
    return head


def told_of(head: Token) -> Token | None:
    """What a passive of reporting tells of its subject: the `killed` of "were reported killed on Monday"."""
    if head.tag_ not in ("VBN", "VBD") or head.lemma_ not in verbs().reporting or head.lemma_ == "tell":
        return None
    children = list(head.children)
    if not any(c.dep_ in ("nsubjpass", "auxpass") for c in children):
        return None
    return next((c for c in children if c.dep_ in ("xcomp", "oprd", "acomp") and c.i > head.i), None)


def keeps_time(head: Token) -> bool:
    """Whether the predicate keeps its time for itself: it reports, judges, or lies in the future."""
    known = verbs()
    if head.lemma_ == "claim" and any(c.dep_ == "dobj" and c.lemma_ in ("life", "victim") for c in head.children):
        return False
    return head.lemma_ in known.reporting or head.lemma_ in known.judging or in_future(head)


def in_future(head: Token) -> bool:
    """Whether the predicate tells of what has not come about ("will appear on Thursday")."""
    return any(c.dep_ == "aux" and c.lower_ in verbs().later for c in head.children)


def earlier(head: Token) -> bool:
    """Whether the predicate goes back before the time that runs in the text (past perfect, "previously").

    A past perfect that only describes someone on the scene ("they found a man who had been shot") does not.
    """
    if head.dep_ in ("relcl", "acl"):
        return False
    for child in head.children:
        if child.dep_ == "aux" and child.lower_ in ("had", "'d") and head.tag_ == "VBN":
            return True
        if child.lower_ in verbs().earlier:
            return True
    return False


def perfect(head: Token) -> bool:
    """Whether the predicate says what has come about by the time of telling ("troops have left the town")."""
    aux = {c.lower_ for c in head.children if c.dep_ == "aux"}
    return head.tag_ == "VBN" and "to" not in aux and not aux.isdisjoint(("has", "have", "'ve"))


def chain(head: Token) -> list[Token]:
    """The predicate and those above it, to the root."""
    found = [head]
    for _ in range(LONGEST):
        if head.head.i == head.i:
            break
        head = clause_head(head.head)
        if head.i == found[-1].i:
            break
        found.append(head)
    return found


def reach(claim: Token, phrase: Token) -> float | None:
    """How far a time or place phrase is from what `claim` tells: 0 in its own words, `None` where it cannot be its.

    Args:
        claim: the word that names the event, or the noun that is counted.
        phrase: head of the time or place phrase.
    """
    if above(phrase, claim) and phrase.i != claim.i and clause_head(phrase).i in (clause_head(claim).i, claim.i):
        return 0.0
    described = clause_head(claim)
    if described.dep_ == "relcl" and described not in phrase.ancestors and described.head in phrase.ancestors:
        return HOP  # "an attack last Friday in which 13 died"
    mine, theirs = chain(clause_head(claim)), chain(owner(phrase))
    there = {t.i: n for n, t in enumerate(theirs)}
    for up, meeting in enumerate(mine):
        if meeting.i in there:
            return _path(claim, phrase, mine[: up + 1], theirs[: there[meeting.i] + 1])
    return None


def _path(claim: Token, phrase: Token, mine: list[Token], theirs: list[Token]) -> float | None:
    """Cost from the claim's predicate up to the one that both are under, and down to the phrase's."""
    cost = HOP * min(4, depth(phrase, theirs[0]))
    holder = theirs[0]
    climbing = len(mine) > 1 or (mine[0].i == holder.i and claim.i != holder.i and claim.pos_ not in VERBAL)
    if climbing and len(theirs) == 1 and keeps_time(holder):
        if holder.lemma_ in verbs().judging or in_future(holder) or phrase.i < claim.i:
            return None
        if len(mine) > 1 and claim.i < holder.i < phrase.i:
            return None  # "four were killed, police said on Monday"
        cost += 0.8  # "Police reported a shooting on Friday"
    cost += sum(UP.get(p.dep_, FAR) for p in mine[:-1])
    cost += sum(DOWN.get(p.dep_, FAR) for p in theirs[:-1])
    if len(theirs) > 1 and keeps_time(holder):
        if claim.i < holder.i < phrase.i and holder.dep_ == "conj":
            return None  # "four were killed, and police said on Monday …"
        cost += 1.0
    return cost
