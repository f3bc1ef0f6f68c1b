"""What two reports of one thing both name, known to a gazetteer or not: quarters, people, days of a month."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from dateline.knowledge.gazetteer.fold import fold, soften
from dateline.reconcile.rarity import is_common

MOST = 24  # names of an account that are looked at, those told most often
_LEAST = 4  # letters
_INSIDE = re.compile(r" (?<=[a-z,;:–—-] )[\"“‘'(]?([^\W\d_a-z][\w'’-]{3,})")  # a capital that begins no sentence
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b({_MONTH})[a-z]*\.? (\d{{1,2}})\b", re.IGNORECASE)
_MONTHS = {name: n for n, name in enumerate(_MONTH.split("|"), 1)}


def rare_names(text: str) -> frozenset[str]:
    """Keys of the proper names in a text that are not common in reports; spellings of one name share a key."""
    found: Counter[str] = Counter()
    for name in _INSIDE.findall(text):
        plain = name.split("'")[0].split("’")[0]
        if len(plain) >= _LEAST and not is_common(plain.lower()) and not plain.isupper():
            found[soften(fold(plain))] += 1
    return frozenset(sorted(found, key=lambda k: (-found[k], k))[:MOST])


def month_days(phrases: Iterable[str]) -> frozenset[int]:
    """Days of a year that phrases name without its year, as month × 100 + day ("18 August" is 818)."""
    found: set[int] = set()
    for phrase in phrases:
        found |= {_MONTHS[m.lower()] * 100 + int(d) for d, m in _DAY_FIRST.findall(phrase)}
        found |= {_MONTHS[m.lower()] * 100 + int(d) for m, d in _MONTH_FIRST.findall(phrase)}
    return frozenset(d for d in found if 1 <= d % 100 <= 31)
