"""When the name of a state, a people or a capital stands for an actor and not for a place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dateline.reading.actors.lexicon import Form
from dateline.reading.actors.mention import View
from dateline.reading.actors.nouns import Nouns

if TYPE_CHECKING:
    from spacy.tokens import Token

_CORE = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "iobj", "agent", "poss", "csubj"})
_INNER = frozenset({"compound", "nmod", "amod", "npadvmod"})
_UP = 5
_TOWARDS = frozenset({"by", "with", "against", "between", "among", "on", "than", "like", "versus", "vs", "for", "v"})


def acts(view: View, token: Token, form: Form, nouns: Nouns) -> bool:
    """Whether this name of a state is somebody here: an agent or a patient, and not where things are."""
    if form.role == "people":
        return token.dep_ not in _INNER or token.head.i < token.i
    if form.role == "adjective":
        first = first_conjunct(token)
        if first.dep_ in _INNER and first.head.i > token.i:
            return _does(view, first, form, nouns)
        return token.pos_ in ("NOUN", "PROPN")
    if token.dep_ in _INNER and token.head.i > token.i:
        return form.capitals and _does(view, token, form, nouns)
    if form.role == "seat":
        return _seat(view, token, nouns)
    return _state(view, token, nouns)


def _does(view: View, token: Token, form: Form, nouns: Nouns) -> bool:
    """Whether the name stands before what its bearer does ("Kenyan airstrikes", "a US-drafted proposal")."""
    if view.low[token.i + 1] == "-" and view.low[token.i + 2] not in nouns.joined:  # "US-backed"
        return False
    noun = token.head
    while noun.dep_ in _INNER and noun.head.i > noun.i:
        noun = noun.head
    lemma = noun.lemma_.lower()
    return lemma in nouns.deeds or (form.capitals and lemma in nouns.body_deeds)


def _seat(view: View, token: Token, nouns: Nouns) -> bool:
    """A capital stands for its government as the subject of what governments do, or beside others that do."""
    token = first_conjunct(token)
    if token.dep_ in ("nsubj", "nsubjpass"):
        return token.head.lemma_.lower() in nouns.agentive and token.dep_ == "nsubj"
    if token.dep_ == "dobj":
        return token.head.lemma_.lower() in nouns.taken
    if token.dep_ == "pobj":
        prep = view.low[token.head.i]
        if prep in ("with", "by", "between", "against"):
            return True
        if prep == "to":
            return _gives(view, token, nouns.give_to) or _party(token, "to", nouns)
        return prep == "from" and _gives(view, token, nouns.get_from)
    return False


def _state(view: View, token: Token, nouns: Nouns) -> bool:
    token = first_conjunct(token)
    if token.dep_ in _CORE:
        return token.dep_ != "poss" or view.low[token.head.i] not in nouns.not_poss  # "South Sudan's capital"
    if token.dep_ != "pobj":
        return token.dep_ == "ROOT"
    prep = view.low[token.head.i]
    if prep == "of" and token.head.head.lower_ == "out":
        prep = "from"  # "pulled its men out of Chad"
    if prep in _TOWARDS or _party(token, prep, nouns):
        return True
    if prep == "to":
        return _gives(view, token, nouns.give_to)
    if prep == "from":
        return _gives(view, token, nouns.get_from)
    if prep == "of":
        return view.low[token.head.head.i] not in nouns.not_of
    return prep not in nouns.places and prep not in ("after", "before", "about", "as", "under")


def _gives(view: View, token: Token, words: frozenset[str]) -> bool:
    """Whether the preposition hangs on one of `words`, directly or over its object."""
    head = token.head.head
    if head.lemma_.lower() in words or view.low[head.i] in words:
        return True
    return any(c.dep_ in ("dobj", "attr", "nsubjpass") and view.low[c.i] in words for c in head.children)


def _objects(verb: Token) -> Iterator[Token]:
    """The object of a verb, or the subject of a passive one, and what it is done for ("pay for aid")."""
    for child in verb.children:
        if child.dep_ in ("dobj", "nsubjpass"):
            yield child
        elif child.dep_ == "prep" and child.lower_ == "for":
            yield from (c for c in child.children if c.dep_ == "pobj")


def _party(token: Token, prep: str, nouns: Nouns) -> bool:
    """Whether the state is one that something is given to, withheld from, left or put under, and not only where.

    The word that says so stands over the preposition, at most a few nouns up: "aid for those affected in Yemen",
    "withdrew its peacekeepers from Liberia", "a curfew in Jamaica".
    """
    words = nouns.party.get(prep)
    if words is None:
        return False
    at = token.head
    for _ in range(_UP):
        if at.head.i == at.i or at.dep_ in ("nsubj", "relcl", "ccomp"):
            return False
        at = at.head
        if at.pos_ == "ADP":
            continue
        if at.lemma_.lower() in words:
            return True
        if at.pos_ == "VERB" and any(c.lemma_.lower() in words for c in _objects(at)):
            return True
    return False


def first_conjunct(token: Token) -> Token:
    for _ in range(6):
        if token.dep_ not in ("conj", "appos"):
            return token
        token = token.head
    return token
