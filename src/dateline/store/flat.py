"""Text as it is searched: the same length, letters without case and accents, a blank for all else."""

from __future__ import annotations

import unicodedata

_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ə": "a"}


class _Table(dict[int, str]):
    """Code point -> the one character that it is searched as; filled as characters are met."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        base = unicodedata.normalize("NFKD", char)[0].lower()
        base = base[0] if base else " "
        found = _LETTERS.get(base, base) if char.isalnum() and base.isalnum() else " "
        self[point] = found
        return found


def flat(text: str) -> str:
    """The text as it is searched; `flat(text)[i]` stands for `text[i]`."""
    return text.translate(_Table())
