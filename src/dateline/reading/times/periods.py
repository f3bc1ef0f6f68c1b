"""Times told from the day of speech or from the story: "yesterday", "last week", "two days later", "the past month"."""

from __future__ import annotations

from dateline.reading.times.dates import date_at
from dateline.reading.times.expressions import (
    Base,
    Beside,
    Expr,
    Feast,
    Found,
    Length,
    Offset,
    Partial,
    Season,
    Timed,
    Vague,
    Weekday,
    Which,
    Window,
)
from dateline.reading.times.feasts import feast_at
from dateline.reading.times.lexer import Words
from dateline.reading.times.numbers import cardinal
from dateline.reading.times.vocabulary import vocabulary

DETERMINERS = frozenset({"the", "this", "that", "its", "their", "his", "her", "our"})
KEYS: dict[str, Which | str] = {
    "this": "this", "current": "this", "last": "last", "past": "past", "next": "next", "coming": "next",
    "upcoming": "next", "previous": "previous", "preceding": "previous", "prior": "previous", "following": "following",
    "ensuing": "following", "same": "same", "that": "same", "latest": "latest", "full": "full",
}  # fmt: skip
STEP = {"last": -1, "past": -1, "previous": -1, "this": 0, "same": 0, "next": 1, "following": 1, "latest": 0, "full": 0}
STORY = frozenset({"previous", "following", "same"})
FILLERS = frozenset({"full", "fiscal", "calendar", "financial", "whole", "entire", "straight", "consecutive", "more"})
DOWN = frozenset({"hour", "minute", "second"})


def period_at(w: Words, i: int) -> Found | None:
    """An expression that begins at word `i` with a deictic day, a determiner, or a count of units."""
    v, word = vocabulary(), w.low[i]
    if word in v.day_words:
        return Found(i, i + 1, Offset(v.day_words[word], "day", "speech"))
    if word in KEYS or word in DETERMINERS:
        found = _keyed(w, i)
        if found:
            return found
    if word == "the":
        return _the_unit(w, i)
    return _counted(w, i)


def _keyed(w: Words, i: int) -> Found | None:
    """ "this week", "the past three weeks", "that same night", "last May"."""
    j, the = i, False
    if w.low[j] in DETERMINERS and w.low[j + 1] in KEYS and w.low[j] != "that":
        the = w.low[j] != "this"
        j += 1
    elif w.low[j] == "that" and w.low[j + 1] in ("same", "very"):
        j += 1
    if w.low[j] not in KEYS:
        return None
    key, k = KEYS[w.low[j]], j + 1
    k = _past_fillers(w, k)
    found = _key_and_unit(w, k, key, the)
    return Found(i, found[0], found[1]) if found else None


def _past_fillers(w: Words, i: int) -> int:
    """The word after "full", "fiscal", "consecutive" … and hyphens, three at most."""
    j = i
    while j < i + 3 and (w.low[j] in FILLERS or w.low[j] == "-"):
        j += 1
    return j


def _key_and_unit(w: Words, k: int, key: str, the: bool) -> tuple[int, Expr] | None:
    v, word = vocabulary(), w.low[k]
    if word in v.full_weekdays:
        dated = date_at(w, k + 2) if w.low[k + 1] == "," and w.low[k + 2] in v.months else []
        if dated and isinstance(dated[0].expr, Partial) and dated[0].expr.day:
            return dated[0].end, dated[0].expr
        return k + 1, Weekday(v.weekdays[word], "last" if key == "past" else _which(key))
    verb = word in ("may", "march") and (not w.capital[k] or (w.shouts and key in ("this", "same")))
    if word in v.full_months and not verb:
        return k + 1, Partial(v.months[word], None, None, _which(key))
    if (word in v.seasons and word != "fall") or (word == "fall" and key in ("this", "last", "next")):
        return k + 1, Season(v.seasons[word], None, _which(key))
    if word in v.day_parts:
        return k + 1, _night(key, w.low[k + 1] == "hours")
    if word == "period" and key in ("latest", "same"):
        return None
    feast = feast_at(w, k)
    if feast:
        return feast[0], Feast(feast[1], None, _which(key))
    if word in v.units:
        return _key_unit(w, k, v.units[word], key, the)
    return _key_window(w, k, key)


def _key_unit(w: Words, k: int, unit: str, key: str, the: bool) -> tuple[int, Expr] | None:
    word = w.low[k]
    if unit in DOWN:
        return None
    if word.endswith("s"):
        return (k + 1, Vague()) if key in ("past", "last", "next", "previous", "following") else None
    if unit == "night":
        return k + 1, _night(key, False)
    if w.capital[k] and not w.capital[k - 1]:
        return None
    if key == "past" and unit != "weekend":
        return k + 1, Window(1, unit, False, "speech")
    if key == "full":
        return (k + 1, Offset(0, unit, "speech")) if the and unit == "year" else None
    if key == "latest":
        return (k + 1, Offset(-1, unit, "speech")) if unit in ("quarter",) else None
    base: Base = "story" if key in STORY or (the and key == "next") or (unit == "day" and key == "next") else "speech"
    if key == "last" and unit == "day":
        return None
    return k + 1, Offset(STEP[key], unit, base)


def _key_window(w: Words, k: int, key: str) -> tuple[int, Expr] | None:
    read = cardinal(w, k)
    if not read or key in ("this", "same", "latest", "full"):
        return None
    j = read[0]
    j = _past_fillers(w, j)
    unit = vocabulary().units.get(w.low[j])
    if not unit:
        return None
    if read[1] is None:
        return j + 1, Vague()
    ahead = STEP[key] > 0
    base: Base = "story" if key in STORY else "speech"
    return j + 1, Window(read[1], unit, ahead, base)


def _which(key: str) -> Which:
    known: dict[str, Which] = {
        "this": "this", "last": "last", "past": "last", "next": "next", "previous": "previous",
        "following": "following", "same": "same",
    }  # fmt: skip
    return known.get(key, "")


def _night(key: str, _hours: bool) -> Expr:
    base: Base = "speech" if key in ("this", "last", "past", "latest") else "story"
    return Timed(Offset(STEP[key], "day", base))


def _the_unit(w: Words, i: int) -> Found | None:
    """ "the day before", "the week after the raid", "the year"; "the weekend"."""
    unit = vocabulary().units.get(w.low[i + 1])
    if not unit or unit in DOWN or w.low[i + 1].endswith("s"):
        return None
    after = w.low[i + 2]
    dated = date_at(w, i + 3) if after == "of" and unit in ("week", "weekend") else []
    if dated:
        return Found(i, dated[0].end, Beside(0, unit, dated[0].expr))
    if unit == "weekend":
        return Found(i, i + 2, Offset(0, "weekend", "speech"))
    if after in ("before", "after"):
        if i and w.low[i - 1] == "to":  # "a year to the day after"
            return None
        return _beside(w, i, i + 2, 1, "day" if unit == "night" else unit)
    if unit in ("night", "decade", "century"):
        return None
    return Found(i, i + 2, Offset(0, unit, "story"), "the")


def _counted(w: Words, i: int) -> Found | None:
    """ "two days later", "48 hours ago", "a week after the raid", "for three days", "12-year-old"."""
    read = cardinal(w, i)
    if not read:
        return None
    j, n = read
    hyphen = w.low[j] == "-" and w.glued(j)
    j = j + 1 if hyphen else j
    j = _past_fillers(w, j)
    unit = vocabulary().units.get(w.low[j])
    if not unit or unit == "quarter" or (unit == "second" and w.low[j] == "second"):
        return None
    j += 1
    if w.low[j] in ("old", "olds") or w.match(j, "-", "old") or w.match(j, "of", "age"):
        return Found(i, j + (1 if w.low[j] == "old" else 2), Vague(), "never")
    if w.low[j : j + 3] == ["or", "so", "ago"] or w.low[j : j + 3] == ["or", "more", "ago"]:
        j += 2
    return _directed(w, i, j, n, unit) or _length(w, i, j, n, unit)


def _length(w: Words, i: int, j: int, n: int | None, unit: str) -> Found | None:
    if w.low[i] in ("a", "an") or (w.low[i] == "one" and unit in ("day", "night")):
        return None
    return Found(i, j, Length(n, unit))


def _directed(w: Words, i: int, j: int, n: int | None, unit: str) -> Found | None:
    word = w.low[j]
    if word in ("ago", "back") or w.match(j, "from", "now") or w.match(j, "from", "today"):
        ahead = word == "from"
        end = j + 2 if ahead else j + 1
        keep = unit == "year" and n == 1 and not ahead
        return Found(i, end, Offset(n if ahead else -n, unit, "speech", keep) if n else Vague())
    if word in ("earlier", "before", "previously", "prior", "later", "after", "afterwards", "afterward", "thereafter"):
        return _beside(w, i, j, n, unit)
    return None


def _beside(w: Words, i: int, j: int, n: int | None, unit: str) -> Found | None:
    """`n` units before or after something: what follows decides whether that is the story's time or a named thing."""
    sign = -1 if w.low[j] in ("earlier", "before", "previously", "prior") else 1
    k = j + 2 if w.low[j + 1] in ("than", "to") and w.low[j] in ("earlier", "prior") else j + 1
    if n is None:
        return Found(i, j + 1, Vague())
    day_word = vocabulary().day_words.get(w.low[k])
    if w.low[j] in ("before", "after") and day_word is not None:
        return Found(i, k + 1, Offset(day_word + sign * n, unit, "speech"))
    named = w.low[j] in ("before", "after") or k == j + 2
    if w.low[i] in ("hours", "minutes"):
        return Found(i, j + 1, Offset(0, "day", "story"))
    if named and (w.low[k].isalnum()) and w.low[k] not in ("and", "but", "in", "on", "at", "when", "by", "as"):
        return Found(i, j + 1, Beside(sign * n, unit, None, k))
    keep = unit == "year" and n == 1 and sign < 0
    return Found(i, j + 1, Offset(sign * n, unit, "story", keep))
