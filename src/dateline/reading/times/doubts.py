"""What only the parse can tell: is "May" a month here, is "1990" a year, does "the 7th" stand alone?"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from dateline.reading.times.expressions import Found
from dateline.reading.times.lexer import Words
from dateline.reading.times.vocabulary import vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Token

_BEFORE = frozenset({
    "in", "since", "until", "till", "by", "from", "of", "during", "between", "after", "before", "to", "through",
    "throughout", "early", "mid", "late", "as", "around", "about", "circa", "for", "and", "or", "back", "into",
})  # fmt: skip
_DETERMINERS = frozenset({"the", "a", "an", "its", "their", "his", "her", "that", "this", "s"})
_WHOLE = frozenset({"whole", "rest", "course", "most", "much", "remainder", "events"})
_DATE = frozenset({"DATE", "TIME"})
_NAMED = frozenset({"PERSON", "GPE", "ORG", "FAC", "LOC", "NORP", "PRODUCT", "WORK_OF_ART"})
NAMING = 5  # words after a number in which a street or a car is named
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})


def holds(f: Found, w: Words, token: Token) -> bool:
    """Whether a doubtful expression is one; `token` is the parsed token of its first word."""
    before, after = w.low[f.start - 1] if f.start else "", w.low[f.end]
    match f.doubt:
        case "":
            return True
        case "year":
            if len(w) == f.end - f.start:
                return True
            return after not in vocabulary().counted and not _numbers(w, f, before) and _year(token, before, after)
        case "name":
            return _month(w, f, token, before)
        case "short":
            return token.ent_type_ in _DATE and (before in _BEFORE or before == "on" or after.isdecimal())
        case "decade":
            return token.ent_type_ in _DATE and before not in ("his", "her", "their", "my", "our")
        case "season":
            sure = token.ent_type_ in _DATE or (before in _BEFORE and w.low[f.end - 1] not in ("fall", "spring"))
            return after != "of" and sure
        case "nth":
            return _next(token, f, w).pos_ not in _NOMINAL
        case "the":
            if any(c.dep_ == "relcl" for c in islice(token.head.children, 20)):
                return False  # "1994, the year the war ended"
            if w.low[f.end - 1] == "day" and not (w.capital[f.start] or before in ("in", "during", "throughout")):
                return False
            return after not in ("of", "when", "that", "old", "-", "to", "he", "she", "they", "we", "i", "it", "'")
    return True


def _year(token: Token, before: str, after: str) -> bool:
    if token.ent_type_ == "CARDINAL" and "1900" <= token.text <= "2099" and _of_a_year(token, before):
        return True
    if token.ent_type_ in ("CARDINAL", "MONEY", "QUANTITY", "PERCENT", "ORDINAL") and before not in ("in", "since"):
        return False
    if token.dep_ == "nummod" and token.head.tag_ == "NNS" and before not in _BEFORE | _DETERMINERS:
        return False
    previous = token.doc[token.i - 1] if token.i else token
    if previous.pos_ == "PROPN" and previous.ent_type_ not in _DATE and before.isalpha() and before not in _BEFORE:
        return False  # a route, a flight, a resolution
    if token.ent_type_ == "DATE":
        return True
    if before in _DETERMINERS and token.ent_type_ != "PRODUCT":
        following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
        return following.tag_ in ("NN", "NNP", "JJ", "``", "NNPS") and token.tag_ == "CD"
    return before in _BEFORE or (before in ("(", "[") and after in (")", "]", ",", ";", "-", "–"))


def _numbers(w: Words, f: Found, before: str) -> bool:
    """Whether four digits number a house or say how old a car is ("at 1912 Harbor Road", "a 2005 Honda")."""
    if before in ("in", "since", "until", "by", "during"):
        return False
    v, named = vocabulary(), True
    for k in range(f.end, min(f.end + NAMING, len(w))):
        if not w.low[k].isalnum() and w.low[k] not in (".", "-"):
            return False
        if w.low[k] in v.vehicles or (named and k > f.end and w.low[k] in v.streets):
            return True
        named = named and (w.capital[k] or not w.low[k].isalpha())
    return False


def _of_a_year(token: Token, before: str) -> bool:
    """ "The 2015 accord", "the whole of 2030": a number that the entity tagger took for a count."""
    if before in _DETERMINERS:
        following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
        return (following.tag_ == "NN" and following.dep_ != "compound") or following.ent_type_ == "GPE"
    return before == "of" and token.i > 1 and token.nbor(-2).lower_ in _WHOLE


def _month(w: Words, f: Found, token: Token, before: str) -> bool:
    if not w.capital[f.start]:
        return False
    previous = token.doc[token.i - 1].pos_ if token.i else ""
    if w.shouts and w.low[f.start] == "may":
        return (
            before in _BEFORE and before not in ("and", "or", "as") and _next(token, f, w).pos_ not in ("VERB", "AUX")
        )
    if w.low[f.start] in ("march", "may") and before not in _BEFORE:
        attributive = previous == "DET" and _next(token, f, w).pos_ in ("NOUN", "PROPN")
        if previous in ("ADJ", "PART", "NOUN", "PROPN", "AUX", "PRON", "NUM") or (
            previous == "DET" and not attributive
        ):
            return False
    if token.ent_type_ == "DATE" and token.pos_ not in ("AUX", "VERB"):
        return True
    if token.ent_type_ in _NAMED and before not in ("in", "since", "until", "during"):
        return False
    return (
        before in _BEFORE and token.pos_ in ("PROPN", "NOUN") and before not in ("and", "or", "for", "to", "from", "of")
    )


def _next(token: Token, f: Found, w: Words) -> Token:
    """The parsed token after the expression's last word."""
    doc = token.doc
    at = token.i
    while at + 1 < len(doc) and doc[at].idx < w.start[f.end]:
        at += 1
    return doc[at]
