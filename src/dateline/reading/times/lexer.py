"""Words, numbers and marks of a stretch of text: the one pass that the grammar of times reads."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Words:
    """Parallel columns: lower-case form, first and last offset, and whether it begins with a capital.

    Two empty words close the list, so that the grammar may look two ahead without asking for the length.
    """

    low: list[str]
    start: list[int]
    end: list[int]
    capital: list[bool]
    shouts: bool = False  # the text is all capitals, so that a capital tells nothing

    def __len__(self) -> int:
        return len(self.start) - 8

    def glued(self, i: int) -> bool:
        """Whether word `i` follows word `i - 1` without white space."""
        return i > 0 and self.start[i] == self.end[i - 1]

    def match(self, i: int, *forms: str) -> bool:
        """Whether the words from `i` on are these lower-case forms."""
        return all(self.low[i + k] == form for k, form in enumerate(forms))


def lex(text: str, start: int, end: int, shouts: bool = False) -> Words:
    """The words of `text[start:end]`; offsets count in `text`."""
    found = list(_WORD.finditer(text, start, end))
    forms = [m[0] for m in found]
    low = [form.lower() for form in forms]
    first = [m.start() for m in found]
    last = [at + len(form) for at, form in zip(first, forms, strict=True)]
    capital = [shouts or lower != form for lower, form in zip(low, forms, strict=True)]
    low += [""] * 8
    first += [end + 1] * 8
    last += [end + 1] * 8
    capital += [False] * 8
    return Words(low, first, last, capital, shouts)
