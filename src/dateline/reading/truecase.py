"""Letter case for texts that have none: old wires and headlines in capitals.

A parser trained on mixed case reads capitals as names. Words of the language get lower case back, the rest a capital,
one character for one character, so that offsets stay.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dateline.knowledge.gazetteer.names import proper_words

if TYPE_CHECKING:
    from collections.abc import Container

_BLOCK = re.compile(r"[^\n]+(?:\n(?![ \t]*\n)[^\n]+)*")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_END = re.compile(r"[.!?:]['\")\]]*\s+$|[\"“(\[]\s*$|^\s*$|--\s*$")
_INITIAL = re.compile(r"[\s.(][A-Z]\.[ ]+$")
_LOWER = b"abcdefghijklmnopqrstuvwxyz"
_VOWEL = re.compile(r"[AEIOUYÀ-Þ]")
_CALENDAR = frozenset({
    "JANUARY", "FEBRUARY", "MARCH", "APRIL", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER",
    "DECEMBER", "JAN", "FEB", "MAR", "APR", "JUN", "JUL", "AUG", "SEP", "SEPT", "OCT", "NOV", "DEC", "MONDAY",
    "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY",
})  # fmt: skip
_SMALL = frozenset({
    "DE", "DEL", "LA", "LAS", "LOS", "EL", "AL", "Y", "E", "DA", "DO", "DOS", "DAS", "VON", "VAN", "DER", "DI",
    "BIN", "IBN",
})  # fmt: skip
_TITLES = frozenset({
    "MR", "MRS", "MS", "DR", "GEN", "COL", "LT", "CAPT", "MAJ", "SGT", "PRESIDENT", "MINISTER", "GENERAL",
    "COLONEL", "MAJOR", "CAPTAIN", "BISHOP", "ARCHBISHOP", "FATHER", "SENATOR", "JUDGE", "MAYOR", "SAN", "SANTA",
    "SANTO", "SAINT", "FORT", "NEW", "NORTH", "SOUTH", "EAST", "WEST", "LATIN", "UNITED",
})  # fmt: skip


def truecase(text: str) -> str:
    """The text with capitals undone in every block (paragraph) that is nearly all capitals; others are left alone."""
    return _BLOCK.sub(lambda m: _recase(m.group()) if _shouts(m.group()) else m.group(), text)


def _shouts(block: str) -> bool:
    plain = block.encode("ascii", "ignore")
    if (len(plain) - len(plain.translate(None, _LOWER))) * 20 > 3 * len(block):  # most blocks: far too many small ones
        return False
    letters = [c for c in block if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    return len(letters) >= 20 and upper / len(letters) > 0.85 and block.count(" ") > 2


def _recase(block: str) -> str:
    known = english()
    out: list[str] = []
    at = 0
    for match in _WORD.finditer(block):
        out += [block[at : match.start()], _one(match.group(), block, match.start(), match.end(), known)]
        at = match.end()
    out.append(block[at:])
    return "".join(out)


def _one(word: str, block: str, start: int, end: int, known: Container[str]) -> str:
    if len(word.lower()) != len(word):
        return word
    after, before = block[end : end + 1], block[max(0, start - 12) : start]
    if len(word) == 1 and (after == "." or word == "I"):
        return word
    titled = word[0] + word[1:].lower()
    if word in _CALENDAR or (word == "MAY" and re.search(r"\d\s*$", before)):
        return titled
    if word in _SMALL and _begins_name(block, start, end):
        return titled
    lower = word.lower()
    if lower in known or (lower.endswith("'s") and lower[:-2] in known):
        return titled if _opens(before) or (word in _TITLES and block[end : end + 2].strip()[:1].isalpha()) else lower
    if not _VOWEL.search(word) or (len(word) <= 4 and _acronym_context(block, start, end)):
        return word
    return lower if word in _SMALL and not _opens(before) else titled


def _opens(before: str) -> bool:
    """Whether a sentence or a quotation begins after `before`; the point of "U.S." ends none."""
    return bool(_END.search(before)) and not _INITIAL.search(before)


def _begins_name(block: str, start: int, end: int) -> bool:
    """Whether an article belongs to a place's name: "El Salvador", "La Paz"."""
    follows = _WORD.match(block, end + 1)
    return follows is not None and f"{block[start:end]} {follows.group()}".lower() in proper_words().pairs


def _acronym_context(block: str, start: int, end: int) -> bool:
    """A short unknown word in parentheses, right after its long form, is an abbreviation."""
    return block[max(0, start - 1) : start] in ("(", "[") and block[end : end + 1] in (")", "]", "-")


@cache
def english() -> frozenset[str]:
    """Lower-case words of English: the vendored model's lemma tables (WordNet's lemmas and irregular forms) and closed
    classes, with regular inflections."""
    from spacy.lang.en.stop_words import STOP_WORDS

    from dateline.reading.parser import load_model

    lookups = load_model().get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    index, exceptions = lookups.get_table("lemma_index"), lookups.get_table("lemma_exc")
    words = {w for lemmas in index.values() for w in lemmas}
    irregular = {w for table in exceptions.values() for w in table}
    closed = set(STOP_WORDS) | {"an", "and", "or", "nor", "that", "which", "who", "whom", "whose", "could", "should"}
    inflected = {form for w in words if w.isalpha() for form in _inflect(w)}
    names = proper_words()
    doing = {w for kind in ("verb", "adj", "adv") for w in index.get(kind, ())} | irregular
    proper = names.always | (names.mostly - doing - inflected)
    return frozenset(w for w in words | irregular | inflected | closed if len(w) > 1 or w == "a") - proper


def _inflect(word: str) -> tuple[str, ...]:
    if word.endswith("e"):
        return word + "s", word + "d", word[:-1] + "ing"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies", word[:-1] + "ied", word + "ing"
    end = word[-1]
    return word + "s", word + "es", word + "ed", word + "ing", word + end + "ed", word + end + "ing"
