"""Which names of places say where something happened, and which only who acts, or where people are from or brought."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.knowledge.gazetteer import fold
from dateline.reading.actors.nouns import nouns, speaking
from dateline.reading.clauses import clause_head, in_future, verbs
from dateline.reading.layers import Layers, SpanIndex
from dateline.reading.places.capitals import capitals
from dateline.reading.places.words import words
from dateline.record import Place
from dateline.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

COUNTRY = 6  # where_prec of a country
CONJUNCTS = 4  # steps up a list
_FILED = re.compile(r"[\s,]{0,4}(?:\([^()\n]{1,40}\)|[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?(?=\s*(?:[-–—(]|\n)))")


def acts(layers: Layers, mention: Span, place: Place) -> bool:
    """Whether a country or a capital is somebody here and no place: "Moscow denied it", "Congo's army"."""
    capital = fold(place.name) in capitals()
    if place.where_prec < COUNTRY and not capital:
        return False
    token = layers.tokens(mention.start, mention.end).root
    if token.dep_ == "poss":
        return not capital
    token = _first_of(token)
    if token.dep_ == "pobj" and token.head.lower_ == "by":
        return True  # "a truce brokered by Qatar"
    verb = token.head
    return token.dep_ == "nsubj" and verb.pos_ == "VERB" and (not capital or verb.lemma_.lower() in speaking())


def origin(layers: Layers, mention: Span) -> bool:
    """Whether a place is only where people are from ("two peacekeepers from Bangladesh were killed")."""
    token = _first_of(layers.tokens(mention.start, mention.end).root, ("conj", "appos"))  # "from Arua, Uganda"
    if token.dep_ != "pobj" or token.head.lower_ != "from":
        return False
    noun = nouns().heads.get(token.head.head.lower_)
    counted = token.head.head.pos_ in ("NUM", "PRON")  # "two of them from Chad"
    return counted or (noun is not None and noun.of_people)


def _first_of(token: Token, joined: tuple[str, ...] = ("conj",)) -> Token:
    """The first name of the list that a name stands in."""
    for _ in range(CONJUNCTS):
        if token.dep_ not in joined:
            break
        token = token.head
    return token


def aftercare(place: Place) -> bool:
    """Whether it is where the hurt and the held are brought: no place of what befell them unless the clause says so."""
    return not verbs().aftercare.isdisjoint(place.name.lower().split())


def destination(phrase: Token) -> bool:
    """Whether somebody only went, or was brought, to a place ("flew to Ankara"): the text stays where it was."""
    if phrase.dep_ != "pobj" or phrase.head.lower_ != "to":
        return False
    return clause_head(phrase.head).lemma_ in verbs().travelling


def of_talks(phrase: Token) -> bool:
    """Whether people only talk there ("In Caracas, delegates failed to agree"): the text's deeds are elsewhere."""
    head = clause_head(phrase)
    told = {head.lemma_, *(c.lemma_ for c in head.children if c.dep_ == "xcomp")}
    return not told.isdisjoint(verbs().conferring)


def over_all(token: Token) -> bool:
    """Whether a clause tells of a whole country or district ("have been killed in the territory since 2014")."""
    for preposition in clause_head(token).children:
        if preposition.dep_ != "prep" or preposition.lower_ not in ("in", "across", "throughout"):
            continue
        if any(c.dep_ == "pobj" and c.lemma_.lower() in verbs().areas for c in preposition.children):
            return True
    return False


def issued(phrase: Token) -> bool:
    """Whether a place is only where word comes from ("a communique from Burgos claimed")."""
    noun = phrase.head.head
    from_there = phrase.dep_ == "pobj" and phrase.head.lower_ == "from" and noun.dep_ == "nsubj"
    return from_there and noun.head.lemma_ in verbs().reporting


def owed(head: Token) -> bool:
    """Whether a predicate tells what is yet to be done ("must move its men north of the river")."""
    return in_future(head) or any(c.dep_ == "aux" and c.lower_ in ("must", "should", "may") for c in head.children)


def called(phrase: Token) -> bool:
    """Whether a name says which place is meant ("the village of Ngamdu")."""
    return phrase.head.lower_ == "of" and phrase.head.head.lower_ in words().classes


def aside(phrase: Token) -> Token | None:
    """The clause set beside another with a doer of its own ("…, while shells hit Marib") in which a phrase stands."""
    clause = clause_head(phrase)
    for _ in range(CONJUNCTS):
        children = list(clause.children)
        beside = any(c.dep_ == "mark" and c.lower_ in verbs().beside for c in children)
        if beside and clause.dep_ == "advcl" and any(c.dep_ in ("nsubj", "nsubjpass") for c in children):
            return clause
        if clause.head.i == clause.i:
            return None
        clause = clause_head(clause.head)
    return None


def brought(phrase: Token) -> bool:
    """Whether a place is only where that stands to which the hurt are brought ("flown to a hospital in Gao")."""
    noun = phrase.head.head
    if phrase.dep_ != "pobj" or noun.lower_ not in verbs().aftercare:
        return False
    return noun.dep_ == "pobj" and noun.head.lower_ == "to" and noun.head.head.pos_ in ("VERB", "AUX")


def in_names(layers: Layers) -> set[tuple[int, int]]:
    """Places that are only the last words of a group's name ("the Liberation Tigers of Tamil Eelam")."""
    groups = SpanIndex(
        (m, a) for a in layers.actors if a.kind == "armed_group" and a.name[:1].isupper() for m in a.mentions
    )
    found = set()
    for m in (m for p in layers.places for m in p.mentions):
        whole = [g for g, _ in groups.touching(m.start, m.end) if g.start < m.start and g.end == m.end]
        if any(g.text.partition(" of ")[2] == m.text and g.text[0].isupper() for g in whole):
            found.add((m.start, m.end))
    return found


def dateline(layers: Layers) -> tuple[int, int]:
    """Where the dateline stands, with the day in parentheses after it: it tells where and when the report was filed,
    not where anything happened."""
    printed = layers.report.dateline
    first = layers.text.find(printed) if printed else -1
    if first < 0 or not printed:
        return 0, 0
    last = first + len(printed)
    after = _FILED.match(layers.text, last)
    return first, after.end() if after else last


def is_dateline(place: Place, printed: str | None) -> bool:
    """Whether a place is only the report's dateline."""
    return bool(printed) and place.name.lower() in (printed or "").lower() and len(place.mentions) <= 1
