"""What the text says about where a place lies: "Latakia, Syria", "the Iraqi city of Kufa", "Jobar in Damascus"."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.reading.places.capitals import capitals
from dateline.reading.places.view import Mention
from dateline.reading.places.words import Words


def links(low: Sequence[str], mentions: Sequence[Mention], words: Words) -> list[tuple[int, int]]:
    """Pairs `(inner, outer)` of indexes into `mentions`: the text says that the first lies in the second."""
    found: list[tuple[int, int]] = []
    for i in range(len(mentions) - 1):
        a, b = mentions[i], mentions[i + 1]
        if b.start - a.end > 6:
            continue
        if low[a.end : b.start] == [","] and low[b.end : b.end + 1] in (["and"], ["or"]) and low[a.start] in capitals():
            continue  # "Ankara, Washington and London": a list of governments
        between = [w for w in low[a.end : b.start] if w not in words.between]
        if between in ([","], ["in"], ["("], [",", "in"], ["of"], ["in", "of"], [",", "of"]) or (
            not between and low[a.end : b.start] == [] and a.end == b.start
        ):
            found.append((i, i + 1))
        elif not between and "'s" in low[a.end : b.start]:
            found.append((i + 1, i))
    return found


def demonym_countries(low: Sequence[str], mention: Mention, words: Words) -> str | None:
    """The country of "the Iraqi city of X", "the Syrian town X", or `None`."""
    for at in range(mention.start - 1, max(-1, mention.start - 6), -1):
        word = low[at]
        if word in words.demonyms:
            return words.demonyms[word]
        if (
            word not in words.classes
            and word not in words.adjectives
            and word not in ("of", "the", "-", "holy", "port", "border", "besieged", "coastal", "northern")
        ):
            return None
    return None


def demonym_counts(low: Sequence[str], words: Words) -> dict[str, float]:
    """How often the words for each country's people and things stand in the text."""
    counts: dict[str, float] = {}
    for word in low:
        code = words.demonyms.get(word)
        if code:
            counts[code] = counts.get(code, 0.0) + 1.0
    return counts
