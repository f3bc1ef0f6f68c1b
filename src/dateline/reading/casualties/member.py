"""How many people one noun, name, number or pronoun stands for, and what part they had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.reading.casualties.counting import COLLECTIVE, counted_noun, quantity_of
from dateline.reading.casualties.group import Group
from dateline.reading.casualties.lexicon import Lexicon
from dateline.reading.numbers import Quantity
from dateline.reading.numbers import lexicon as numerals
from dateline.record import VictimStatus

if TYPE_CHECKING:
    from spacy.tokens import Token

_SINGLE = frozenset({"he", "she", "him", "her", "himself", "herself", "someone", "somebody"})
_PLURAL = frozenset({"they", "them", "others", "all", "many", "some", "those", "these", "most"})
_NOBODY = frozenset(
    {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "WORK_OF_ART", "LAW", "PRODUCT", "LANGUAGE"}
)
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its", "both"})
_UNCOUNTED = frozenset({"number", "total", "majority", "rest", "remainder"})
_COUNTED = frozenset({"victims", "dead", "deceased", "killed", "wounded", "injured", "casualties", "bodies"})


def member(m: Token, lex: Lexicon, people: bool) -> Group | None:
    """The people that one conjunct stands for, or `None`: it is no person, or does not say how many."""
    if m.dep_ == "poss" and m.tag_ == "PRP$":
        return (
            Group(1, 1, "exact", m.i, m.i + 1, m.i, "unknown", said=False, definite=True)
            if m.lower_ in ("his", "her")
            else None
        )
    if m.pos_ == "PRON" and m.lower_ not in ("one", "none", "nobody", "another", "both", "others", "two"):
        return _pronoun(m)
    quantity = quantity_of(m)
    noun = counted_noun(m, quantity)
    if noun.pos_ in ("VERB", "AUX") and noun.lower_ not in lex.people:
        return None
    if not _human(noun, lex, people, quantity):
        return None
    status = status_of(noun, lex)
    if quantity is not None:
        return _group(m, noun, quantity, status)
    return _unnumbered(m, noun, status, lex)


def _pronoun(m: Token) -> Group | None:
    if m.lower_ in ("himself", "herself"):
        listed = m.dep_ == "conj"  # "shot his wife and himself": one more
        return Group(1, 1, "exact", m.i, m.i + 1, m.i, "unknown", said=listed, definite=not listed, himself=True)
    if m.lower_ in _SINGLE:
        return Group(1, 1, "exact", m.i, m.i + 1, m.i, "unknown", said=False, definite=True)
    if m.lower_ in _PLURAL:
        return Group(
            2, None, "some", m.i, m.i + 1, m.i, "unknown", said=False, definite=True, rest=m.lower_ == "others"
        )
    return None


def _human(noun: Token, lex: Lexicon, people: bool, quantity: Quantity | None) -> bool:
    word = noun.lower_
    if word in lex.people:
        return True
    if (
        word in lex.things
        or word in lex.words["violent"]
        or (noun.ent_type_ in _NOBODY and not noun.like_num and word != "old")
    ):
        return False
    named = noun.tag_ == "NNP" and noun.ent_type_ in ("", "PERSON") and not (word.endswith("s") and len(word) > 4)
    if quantity is not None and quantity.low > 1 and named:
        return False  # "of 2111 Tennessee St"; but "20 Sea Tigers"
    if quantity is not None and (quantity.start <= noun.i < quantity.last or noun.like_num):
        timed = noun.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT") and not quantity.last - quantity.start > 1
        return not timed or (noun.dep_ == "conj" and noun.head.lower_ in lex.people)  # "13 people here and 38 there"
    if word == "old" or word.endswith("-old"):
        return True
    if noun.ent_type_ == "PERSON" or (noun.pos_ == "PROPN" and noun.ent_type_ == ""):
        return True
    if noun.ent_type_ in _PLACES:
        return quantity is not None and not people
    if word in ("them", "those", "whom", "us", "themselves"):
        return True
    if people:
        return (noun.ent_type_ == "NORP" and noun.tag_ in ("NNS", "NNPS")) or _personal(word)
    return noun.pos_ in ("NOUN", "PROPN", "NUM", "ADJ", "PRON", "DET")


def _personal(word: str) -> bool:
    return len(word) > 4 and word.endswith(("man", "men", "woman", "women", "ists", "ist", "person"))


def _group(m: Token, noun: Token, q: Quantity, status: VictimStatus) -> Group | None:
    low, high, qualifier = q.low, q.high, q.qualifier
    plural = noun.tag_ in ("NNS", "NNPS")
    if (
        q.kind == "determiner"
        and q.low == 1
        and not q.rest
        and (pair := numerals().groups.get(noun.lower_)) is not None
    ):
        low = high = pair  # "a peasant couple"
    elif q.kind == "determiner" and noun.lower_ in COLLECTIVE:
        if noun.lower_ == "number":
            return None
        low, high, qualifier = 2, None, "some"
    elif q.kind == "determiner" and plural and m.doc[q.first].lower_ != "another":
        return None
    if noun.lower_ in ("family", "families", "household", "households") and q.kind == "number":
        high, qualifier = None, "at_least"
    definite = m.doc[q.first - 1].lower_ in _DEFINITE if q.first > 0 else False
    last = max(q.last, noun.i + 1 if noun.i >= q.first else q.last, m.i + 1)
    among = noun.i != m.i and noun.lower_ in _COUNTED and noun.head.lower_ == "of" and noun.left_edge.lower_ == "the"
    return Group(low, high, qualifier, q.first, last, noun.i, status, q.rest, definite=definite, inside=among)


def _unnumbered(m: Token, noun: Token, status: VictimStatus, lex: Lexicon) -> Group | None:
    """No number: a name or a singular is one person; a bare plural is at least two."""
    first = m.left_edge.i
    first += first < m.i and m.doc[first].lower_ == "dead"  # "shot dead community leader X"
    definite = m.doc[first].lower_ in _DEFINITE
    if _UNCOUNTED & {noun.lower_, m.lower_} or any(t.ent_type_ == "ORDINAL" for t in m.lefts):
        return None
    named = noun.ent_type_ == "PERSON" and noun.lower_ not in lex.people
    plural = (not named and noun.tag_ in ("NNS", "NNPS")) or noun.lower_ in (
        "people",
        "police",
        "personnel",
        "taliban",
        "troops",
        "dead",
        "wounded",
        "injured",
    )
    if any(t.lower_ in ("every", "each") for t in m.lefts) or m.doc[first].lower_ == "how":
        return None
    if any(t.lower_ == "no" for t in m.lefts):
        return Group(0, 0, "none", first, m.i + 1, noun.i, status)
    if any(t.lower_ == "any" for t in m.lefts):
        return Group(2, None, "some", first, m.i + 1, noun.i, status, said=False)
    if plural or noun.lower_ in COLLECTIVE:
        rest = noun.lower_ == "others" or any(t.lower_ == "other" for t in m.lefts)
        return Group(2, None, "some", first, m.i + 1, noun.i, status, said=False, definite=definite, rest=rest)
    if (pair := numerals().groups.get(noun.lower_)) is not None and noun.i == m.i:
        return Group(pair, pair, "exact", first, m.i + 1, noun.i, status, said=not definite, definite=definite)
    single = noun.ent_type_ == "PERSON" or noun.pos_ == "PROPN" or noun.lower_ in lex.people or _personal(noun.lower_)
    single = single or (noun.lower_ == "old")
    if single or (definite and noun.pos_ == "NOUN" and noun.tag_ == "NN"):
        told = noun.pos_ == "PROPN"
        said = told or not definite
        kin = noun.lower_ in lex.words["kin"] and any(t.dep_ == "poss" for t in noun.lefts)
        return Group(
            1, 1, "exact", first, m.i + 1, noun.i, status, said=said, definite=definite, named=told, of_kin=kin
        )
    return None


def status_of(noun: Token, lex: Lexicon) -> VictimStatus:
    """The part in hostilities that the noun's phrase tells: its own word first, then its modifiers, then what it
    is a member of or in apposition to."""
    own = lex.people.get(noun.lower_, "unknown")
    if own != "unknown":
        return own
    near = [*noun.lefts, *(c for c in noun.rights if c.dep_ == "appos" and noun.pos_ == "PROPN")]
    near += [g for c in noun.rights if c.lower_ == "of" for g in c.subtree if g.i <= noun.i + 7]
    near += [g for c in near for g in c.lefts if c.dep_ in ("compound", "appos")]
    found = [s for t in near if (s := lex.people.get(t.lower_)) and s != "unknown"]
    if found:
        return found[0]
    return "security" if any(t.lower_ in lex.words["forces"] for t in near) else "unknown"
