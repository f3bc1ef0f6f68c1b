"""Quantities in the text: how many, with bounds, as the words say it.

`quantities` reads digits, number words, ranges, bounds ("at least", "up to"), orders ("dozens") and determiners
("a", "another", "no") from the tokens of a stretch. It does not know what is counted: ages, sums and dates are
told apart by `measures` here, people by who asks.
"""

from dateline.reading.numbers.lexicon import Kind, Lexicon, lexicon
from dateline.reading.numbers.measure import measures
from dateline.reading.numbers.quantity import Quantity, quantities, quantities_of

__all__ = ["Kind", "Lexicon", "Quantity", "lexicon", "measures", "quantities", "quantities_of"]
