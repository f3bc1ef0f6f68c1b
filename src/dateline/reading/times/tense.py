"""Whether the clause of a word tells of what has been or what is to come: that decides which Friday."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dateline.reading.times.vocabulary import vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Token

Tense = Literal["past", "future", ""]
_MODALS = frozenset({"will", "shall", "'ll", "wo", "may", "might", "can", "could", "would", "should", "must"})
_PAST_TAGS = frozenset({"VBD", "VBN"})


def tense_of(token: Token) -> Tense:
    """Tense of the clause that a token stands in; `""` where nothing tells (a noun phrase, a bare present)."""
    for _ in range(12):
        if token.pos_ in ("VERB", "AUX"):
            told = _verb(token)
            if told or token.head.i == token.i:
                return told
        elif token.pos_ in ("ADJ", "NOUN") and token.lemma_.lower() in vocabulary().future:
            return "future"
        if token.head.i == token.i:
            return ""
        token = token.head
    return ""


def _verb(verb: Token) -> Tense:
    aux = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    forms = {c.lower_ for c in aux}
    if forms & _MODALS:
        perfect = "have" in forms
        return "past" if perfect else "future"
    if any(c.tag_ == "TO" for c in aux):
        return _infinitive(verb)
    if (
        verb.lemma_.lower() in vocabulary().future
        and verb.tag_ in ("VBN", "VBZ", "VBP")
        and forms & {"is", "are", "'s", "'re"}
    ):
        return "future"
    if verb.lower_ == "going" and forms & {"is", "are", "'s", "'re"}:
        return "future"
    if verb.tag_ in _PAST_TAGS or forms & {"was", "were", "had", "did", "has", "have", "been"}:
        return "past"
    if verb.tag_ == "VBG":
        return "" if not forms & {"is", "are"} else "future"
    return (
        "future"
        if verb.tag_ in ("VBZ", "VBP") and verb.dep_ == "ROOT" and verb.lemma_ not in ("be", "say", "have")
        else ""
    )


def _infinitive(verb: Token) -> Tense:
    """ "plans to meet Friday" lies ahead, "began to leave Friday" does not."""
    governor = verb.head
    if governor.i == verb.i:
        return "future"
    lemma = governor.lemma_.lower()
    if lemma in vocabulary().future or governor.pos_ in ("NOUN", "PROPN", "ADJ") or lemma == "be":
        return "future"
    return ""
