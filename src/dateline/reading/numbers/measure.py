"""Numbers that count no people or things: measures, money, ages, dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.reading.numbers.lexicon import Lexicon, lexicon
from dateline.reading.numbers.quantity import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Doc

_YEARLY = frozenset({"in", "since", "during", "by", "until", "till", "from", "early", "late", "mid", "of", "year"})


def measures(doc: Doc, quantity: Quantity) -> bool:
    """Whether the quantity is a measure, a sum of money, an age or a date: a number that counts no people or things."""
    lex = lexicon()
    after = doc[quantity.last].lower_ if quantity.last < len(doc) else ""
    before = doc[quantity.first - 1] if quantity.first > 0 else None
    if quantity.kind == "number" and doc[quantity.last - 1].is_digit and _begins(after, lex):
        return True  # "on channel 19 a man said", "October 27, 2023 two men": another noun phrase begins
    if after == "-" and quantity.last + 1 < len(doc):
        after = doc[quantity.last + 1].lower_
    if after in lex.units and quantity.kind != "none":
        return True
    if before is None or quantity.kind != "number":
        return False
    if (
        before.lower_ in ("$", "€", "£", "no.", "number", "aged", "age", "#", "us$")
        or before.is_currency
        or before.lower_ in lex.labels
    ):
        return True
    digits = doc[quantity.start].is_digit
    if digits and _year(doc, quantity, before.lower_):
        return True
    return digits and before.lower_ in lex.units and before.is_title and quantity.last - quantity.start == 1


def _begins(word: str, lex: Lexicon) -> bool:
    return word in ("a", "an") or word in lex.cardinals or word[0:1].isdigit()


def _year(doc: Doc, quantity: Quantity, before: str) -> bool:
    """Whether four digits are a calendar year: "in 1998", "since 2014"."""
    token = doc[quantity.start]
    if len(token) != 4 or not 1900 <= quantity.low <= 2099 or quantity.last - quantity.first != 1:
        return False
    counted = quantity.last < len(doc) and doc[quantity.last].pos_ in ("NOUN", "ADJ")
    if before == "," and quantity.last < len(doc) and doc[quantity.last].lower_ == ",":
        return True  # "on October 13th, 2023, at least 14 people"
    return token.ent_type_ == "DATE" or (before in _YEARLY and not counted)
