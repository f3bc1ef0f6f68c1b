"""Whether the clause of a word tells of what has been or what is to come: that decides which Friday."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Literal

from dateline.reading.times.vocabulary import vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Token

Tense = Literal["past", "future", ""]
_MODALS = frozenset({"will", "shall", "'ll", "wo", "may", "might", "can", "should", "must", "would"})
_IS = frozenset({"is", "are", "am", "'s", "'re", "'m"})
_WAS = frozenset({"was", "were", "had", "did", "has", "have", "been", "'d", "'ve"})
_STATES = frozenset({"be", "say", "have", "follow", "come", "show", "report", "mean", "remain"})
_PAST_TAGS = frozenset({"VBD", "VBN"})


def tense_of(token: Token) -> Tense:
    """Tense of the clause that a token stands in; `""` where nothing tells (a noun phrase, a bare present)."""
    own = True
    if token.dep_ == "nummod" and token.head.pos_ == "PROPN" and token.head.i == token.i + 1:
        token = token.head  # "by 1 December"
    if _due(token):
        return "future"
    for _ in range(12):
        if token.pos_ in ("VERB", "AUX"):
            told = _verb(token, own)
            own = own and token.dep_ in ("xcomp", "conj")
            if told or token.head.i == token.i or _finite(token):
                return told
        elif token.pos_ == "ADJ" and token.lemma_.lower() in vocabulary().future:
            return "future" if _present(token.head) else ""
        elif token.dep_ in ("compound", "poss", "nmod", "amod", "nummod"):
            return ""
        if token.head.i == token.i:
            return ""
        own = own and token.dep_ not in ("nsubj", "nsubjpass", "relcl")
        token = token.head
    return ""


def is_deadline(token: Token) -> bool:
    """Whether a time is the end of a term that is given: "gave them until Monday", "a curfew until Friday"."""
    chain = [token, *islice(token.ancestors, 6)]
    at = next((n for n, t in enumerate(chain[:4]) if t.lower_ in ("until", "till")), None)
    heads = chain[at + 1 : at + 3] if at is not None else []
    return any(t.lemma_.lower() in vocabulary().deadline and t.pos_ in ("VERB", "NOUN") for t in heads)


def _due(token: Token) -> bool:
    """Whether a time is the day by which somebody has pledged or been told to do something ("agreed to leave by
    Friday"): it lies ahead, whatever the tense of the pledge."""
    if token.dep_ != "pobj" or token.head.lower_ not in ("by", "before"):
        return False
    verb = token.head.head
    governor = verb.head
    to = any(c.tag_ == "TO" for c in _auxiliaries(verb))
    pledged = to and governor.lemma_.lower() in vocabulary().future and governor.tag_ in ("VBD", "VBN")
    return pledged and not any(c.lower_ in ("had", "'d") for c in _auxiliaries(governor))


def _auxiliaries(verb: Token) -> list[Token]:
    """Auxiliaries of a verb; the month of "on 3 May Chad agreed" is none."""
    return [c for c in islice(verb.children, 60) if c.dep_ in ("aux", "auxpass") and c.tag_ != "NNP"]


def _finite(verb: Token) -> bool:
    """Whether the verb's own clause has a tense: then no verb above it decides."""
    return verb.tag_ in ("VBZ", "VBP", "VBD") or any(c.tag_ in ("MD", "VBZ", "VBP", "VBD") for c in _auxiliaries(verb))


def _verb(verb: Token, own: bool) -> Tense:
    aux = _auxiliaries(verb)
    forms = {c.lower_ for c in aux}
    if forms & _MODALS:
        return "past" if "have" in forms else "future" if own else ""
    if any(c.tag_ == "TO" for c in aux):
        return _infinitive(verb)
    if verb.lemma_.lower() in vocabulary().future and verb.tag_ == "VBN" and forms & _IS:
        return "future"
    if verb.tag_ == "VBG":
        ahead = forms & _IS and verb.lemma_.lower() not in vocabulary().ongoing
        return "future" if ahead else "past" if forms & _WAS else ""
    if verb.tag_ in _PAST_TAGS or forms & _WAS:
        return "past"
    return (
        "future" if own and verb.tag_ in ("VBZ", "VBP") and verb.lemma_ not in _STATES and verb.dep_ == "ROOT" else ""
    )


def _infinitive(verb: Token) -> Tense:
    """ "plans to meet Friday" lies ahead; "began to leave Friday" and "had planned to meet Friday" need not."""
    governor = verb.head
    if governor.lemma_.lower() in vocabulary().future or governor.lemma_ == "be":
        return "future" if _present(governor) else ""
    return ""


def _present(word: Token) -> bool:
    """Whether a predicate stands in the present: "is due", "plans", "are expected"."""
    if word.tag_ in ("VBZ", "VBP"):
        return True
    verb = word if word.tag_ == "VBN" or word.pos_ in ("VERB", "AUX") else word.head
    return verb.tag_ in ("VBZ", "VBP") or any(c.lower_ in _IS for c in _auxiliaries(verb))
