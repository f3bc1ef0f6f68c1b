"""Articles, sub-articles, annexes and numbered paragraphs of an agreement's own text."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from dateline.reading.numbers import quantities_of

_HEAD = re.compile(
    r"[ \t#*]*(?P<kind>annex|appendix|article|art\.|section|chapter|part|clause)[ \t]+"
    r"(?P<number>\d{1,3}|[IVXLC]{1,7}|[A-Z]|(?P<word>[a-z]{3,9}(?:-[a-z]{3,5})?))\b",
    re.IGNORECASE,
)
_SECTION = re.compile(r"[ \t]*(?:[IVXLC]{1,7}|[A-Z])[.)]?[ \t]+[^a-z]{3,}$")  # "II. PASSAGE OF AID": a title alone
_NUMBER = re.compile(r"[ \t]*(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})[.)]?[ \t]")
_ITEM = re.compile(r"[ \t]*\(?(?P<item>\d{1,2}|[a-z]|[ivx]{1,5})[.)][ \t]", re.IGNORECASE)
_ANNEX = ("annex", "appendix")
_LONGEST_TITLE = 100


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a numbered part begins, and how it is cited; a `title` holds no term of its own."""

    start: int
    label: str
    title: bool


@dataclass(slots=True)
class _Where:
    """The part that the reader of the lines is in."""

    annex: str = ""
    article: str = ""
    number: str = ""  # of a paragraph in an article
    letter: str = ""
    named: bool = False  # articles are called so; a bare number is a paragraph of one

    @property
    def label(self) -> str:
        return ", ".join(p for p in (self.annex, f"{self.article}{self.number}{self.letter}") if p)

    def take(self, line: str) -> bool | None:
        """Go where a line leads: whether it is a title, or `None` where it is no heading."""
        if (head := _HEAD.match(line)) and (number_of := _cited(head)):
            self.number = self.letter = ""
            if head["kind"].lower() in _ANNEX:
                self.annex, self.article, self.named = f"{head['kind'].capitalize()} {number_of}", "", False
            else:
                self.article, self.named = number_of, True
            return len(line) < _LONGEST_TITLE and not line.rstrip().endswith((".", ";", ":"))
        if _SECTION.match(line):
            self.letter = ""
            return True
        if number := _NUMBER.match(line):
            self._numbered(number["number"])
            return False
        if item := _ITEM.match(line):
            if item["item"].isdigit():
                self.number, self.letter = f"({item['item']})", ""
            else:
                self.letter = f"({item['item'].lower()})"
            return False
        return None

    def _numbered(self, number: str) -> None:
        self.letter = ""
        if "." in number or not self.named:
            self.article, self.number = number, ""
        else:
            self.number = f"({number})"


def _cited(head: re.Match[str]) -> str | None:
    """The number of a heading, "Article One" as 1; `None` where the word is no number ("Article of faith")."""
    if head["word"] is None or len(head["number"]) == 1:
        return head["number"]
    found = next(quantities_of([head["word"].lower()]), None)
    exact = found is not None and found.kind == "number" and found.low == found.high
    return str(found.low) if found is not None and exact else None


def headings(text: str) -> list[Heading]:
    """Headings in text order, each with how it is cited: "3", "3(2)", "3.2(a)", "Annex A, 1"."""
    found: list[Heading] = []
    where, at = _Where(), 0
    for line in text.split("\n"):
        title = where.take(line)
        if title is not None:
            found.append(Heading(at, where.label, title))
        at += len(line) + 1
    return found


def article_at(found: list[Heading], offset: int) -> str | None:
    """The label of the part that holds the character at `offset`."""
    place = bisect_right(found, offset, key=lambda h: h.start) - 1
    return found[place].label or None if place >= 0 else None
