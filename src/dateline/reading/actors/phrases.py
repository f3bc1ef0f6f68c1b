"""The noun phrase around a head: its edges, its modifiers, and what they say of the actor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.reading.actors.mention import View
from dateline.reading.actors.nouns import Noun, Nouns
from dateline.reading.syntax import syntax_of
from dateline.record import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEADING = frozenset({"ADP", "ADV", "CCONJ", "PUNCT", "SCONJ", "SPACE", "PART", "VERB", "AUX", "X", "INTJ", "SYM"})
_ARTICLES = frozenset({
    "the", "a", "an", "this", "that", "these", "those", "some", "any", "all", "both", "each", "every", "another",
    "other", "several", "many", "few", "more", "most", "no", "such", "various", "numerous", "certain", "same", "his",
    "her", "their", "its", "our", "my", "your", "about", "around", "nearly", "almost", "two", "three", "first",
    "second", "third", "least", "than", "hundred", "thousand", "million", "dozen", "one", "up", "over", "at", "of",
    "dozens", "scores", "hundreds", "thousands", "tens", "millions", "number", "half", "approximately", "roughly",
    "and", "-", ",",
})  # fmt: skip
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its", "both"})
_BEFORE = _ARTICLES | {"as", "to"}  # "as many as 18 fighters", "60 to 80 households"
_NEW = frozenset({"a", "an", "another", "two", "three", "several", "some", "other", "more", "many", "no"})
_ARMED = frozenset({"man", "person", "people", "group", "youth", "individual", "team", "band", "woman", "gang", "clan"})
_BREAKS = frozenset({"them", "whom", "--", "–", "—", ":", ";", "it", "he", "she", "they", "we", "who", "which"})
_REACH = 30
_BODIES: dict[str, ActorKind] = {
    "MIL": "force", "COP": "force", "PRM": "force", "SPY": "force", "REB": "armed_group", "UAF": "armed_group",
    "CRM": "armed_group", "JRN": "media",
}  # fmt: skip


def edges(view: View, head: Token, floor: int) -> int:
    """First token of the noun phrase that `head` heads, without what does not belong to it, and not before `floor`."""
    first = max(head.left_edge.i, floor)
    for i in range(head.i - 1, max(first, head.i - _REACH) - 1, -1):
        dead = view.low[i] == "dead" and (view.low[i + 1] in _ARTICLES or view.doc[i + 1].like_num)
        if view.low[i] in _BREAKS or dead:  # "shot dead two guards"
            first = i + 1  # a dateline before the first word, "it suspected loyalists"
            break
    s = syntax_of(view.doc)
    while first < head.i:
        pos = s.pos[first]
        if pos not in _LEADING and view.low[first] not in ("more", "than", "least", "most", "*"):
            break
        if pos in ("VERB", "ADV") and s.dep[first] in ("amod", "compound"):
            break
        first += 1
    return first


def counted_over(view: View, head: Token, nouns: Nouns) -> Token:
    """The quantity over `head` ("thousands" in "thousands of marchers"), or `head` itself."""
    for _ in range(2):
        prep = head.head
        if head.dep_ != "pobj" or view.low[prep.i] != "of" or prep.i >= head.i:
            return head
        over = prep.head
        if prep.i - over.i != 1 or view.low[over.i] not in nouns.quantities:
            return head
        head = over
    return head


def core_start(view: View, first: int, head: int) -> int:
    """First token after articles, numbers and quantities."""
    while first < head and (
        view.low[first] in _BEFORE or view.doc[first].like_num or view.doc[first].pos_ in ("NUM", "DET", "SPACE")
    ):
        if view.low[first + 1] == "-" and first + 2 <= head and view.low[first] not in ("the", "a", "an"):
            break  # "74-year-old", "two-man"
        first += 1
    return first


def definiteness(view: View, first: int, head: int) -> tuple[bool, bool]:
    """Whether the phrase is definite, and whether it brings in somebody new ("a", "two", "another")."""
    words = view.low[first:head]
    if not words:
        return False, False
    definite = words[0] in _DEFINITE or "'s" in words
    new = any(w in _NEW for w in words) or any(view.doc[i].like_num for i in range(first, head))
    return definite, new and not definite


def relational_end(view: View, head: Token, nouns: Nouns) -> int:
    """End of the phrase: after "of X" where the noun needs it to say who ("residents of Kufa"), else after the head."""
    after = head.i + 1
    if view.low[head.i] not in nouns.relational or after + 1 >= len(view.doc) or view.low[after] not in ("of", "for"):
        return after
    prep = view.doc[after]
    if prep.head.i != head.i or (view.low[after] == "for" and not view.low[head.i].startswith("spokes")):
        return after
    for child in prep.children:
        if child.dep_ == "pobj" and child.i - after <= 5 and child.pos_ in ("PROPN", "NOUN"):
            return child.i + 1
    return after


def sector_of(noun: Noun, word: str, modifiers: list[str], country: str | None, nouns: Nouns) -> str | None:
    """PLOVER sector of a noun with its modifiers."""
    told = [s for m in modifiers if (s := nouns.modifiers.get(m))]
    armed = next((s for s in told if s in ("REB", "UAF")), None)
    if word in nouns.forces:
        if armed and noun.sector not in ("COP",):
            return "REB" if noun.sector == "REB" else armed
        if noun.sector is None and "COP" in told:
            return "COP"
        if noun.sector is None and (country or told or any(m in nouns.force_modifiers for m in modifiers)):
            return next((s for s in told if s in ("PRM", "SPY", "CRM")), "MIL")
        if noun.sector == "UAF" and "OPP" in told:
            return "REB"
        return noun.sector
    if armed and (noun.stem in _ARMED or noun.sector in (None, "UAF", "REB", "PTY")):
        return armed if noun.sector != "REB" else "REB"
    if noun.sector is None or noun.stem in ("officer", "source", "group", "authorities"):
        return told[-1] if told else noun.sector
    return noun.sector


def kind_of(noun: Noun, sector: str | None) -> ActorKind:
    """Kind of the actor of a phrase, once its sector is known."""
    if noun.number == "one" and noun.of_people:
        return "person"
    if sector != noun.sector and sector in _BODIES and (sector != "JRN" or not noun.of_people):
        return _BODIES[sector]
    if noun.kind == "organization" and noun.stem in ("force", "forces", "corps", "guard", "squad", "patrol"):
        return "force"
    return noun.kind
