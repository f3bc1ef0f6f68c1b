"""The actors that dateline knows by name, and how their names are found in a run of words."""

from __future__ import annotations

import csv
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, get_args

from dateline.errors import InputError, KnowledgeError
from dateline.knowledge import read_tsv
from dateline.record import ActorKind

Role = Literal["name", "adjective", "people", "seat"]
USER_LIST = "DATELINE_ACTORS"
_WORD = re.compile(r"[^\s/-]+")
_KINDS = frozenset(get_args(ActorKind))
_STATE_COLUMNS = ("alpha3", "name", "aliases", "adjectives", "people", "metonyms")
_GROUP_COLUMNS = ("name", "aliases", "kind", "sector", "country", "from", "to")
_MEDIA_COLUMNS = ("name", "aliases", "kind", "country", "languages")


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor of the knowledge files.

    Attributes:
        name: canonical name.
        kind: kind in the record.
        sector: PLOVER sector code, or `None`.
        country: ISO 3166-1 alpha-3, or `None`.
        years: first and last year of activity, `None` where open or unknown.
        agency: a news agency, whose reports others carry.
        languages: ISO 639-1 codes of a medium.
        rank: which list it is from; a lower one wins (0 is the user's own).
    """

    name: str
    kind: ActorKind
    sector: str | None
    country: str | None
    years: tuple[int | None, int | None] = (None, None)
    agency: bool = False
    languages: tuple[str, ...] = ()
    rank: int = 1


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write an entry.

    Attributes:
        entry: whose name it is.
        role: name, adjective, people or seat of government.
        capitals: an abbreviation, which must stand in capitals.
        cased: for each word, whether it begins with a capital.
    """

    entry: Entry
    role: Role
    capitals: bool
    cased: tuple[bool, ...]


class _Node:
    """The forms that end at a word, and the words that may follow it."""

    __slots__ = ("forms", "next")

    def __init__(self) -> None:
        self.forms: tuple[Form, ...] = ()
        self.next: dict[str, _Node] = {}


class Lexicon:
    """Finds known names in a sequence of lower-cased words; hyphens between words do not count.

    Attributes:
        starts: first words of all forms, each with what may follow it; not to be changed.
    """

    def __init__(self, forms: Iterable[tuple[str, Form]]) -> None:
        self.starts: dict[str, _Node] = {}
        for text, form in forms:
            if words := words_of(text):
                node = self.starts.setdefault(words[0], _Node())
                for word in words[1:]:
                    node = node.next.setdefault(word, _Node())
                node.forms += (form,)

    def match(self, words: Sequence[str], at: int, end: int) -> tuple[int, tuple[Form, ...]] | None:
        """The longest form that starts at `words[at]` and ends before `end`: index after it, and its readings."""
        node = self.starts.get(words[at])
        if node is None:
            return None
        best = (at + 1, node.forms) if node.forms else None
        for i in range(at + 1, end):
            if words[i] == "-":
                continue
            node = node.next.get(words[i])
            if node is None:
                break
            if node.forms:
                best = i + 1, node.forms
        return best

    def lookup(self, text: str) -> tuple[Form, ...]:
        """Readings of exactly this name."""
        words = words_of(text)
        node = self.starts.get(words[0]) if words else None
        for word in words[1:]:
            node = node.next.get(word) if node is not None else None
        return node.forms if node is not None else ()


def fold(word: str) -> str:
    """Lower case without diacritics, one apostrophe for all."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFD", word.replace("’", "'").replace("ʼ", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """A name as the words that `Lexicon.match` compares."""
    return tuple(w for w in _WORD.findall(fold(text).replace(",", " ")) if w)


def lexicon() -> Lexicon:
    """Everything known by name: the project's files, and the CSV that `DATELINE_ACTORS` names, which wins.

    Raises:
        KnowledgeError: a bad line in a knowledge file.
        InputError: the user's list cannot be read.
    """
    return _lexicon(os.environ.get(USER_LIST) or None)


@cache
def _lexicon(user: str | None) -> Lexicon:
    own = list(user_entries(user)) if user else []
    return Lexicon(_forms([*own, *states(), *groups(), *media()]))


Row = tuple[Entry, list[tuple[Role, str]]]


def _forms(rows: Iterable[Row]) -> Iterator[tuple[str, Form]]:
    for entry, names in rows:
        for role, text in names:
            short = text.replace(".", "").replace("-", "").replace("/", "")
            capitals = short.isupper() and len(short) <= 8
            form = Form(entry, role, capitals, tuple(w[0].isupper() for w in _WORD.findall(text.replace(",", " "))))
            yield text, form
            if capitals and "." not in text and text.isalpha() and len(text) <= 5:
                yield ".".join(text) + ".", form


def _names(row: dict[str, str], column: str = "aliases") -> list[str]:
    return [a.strip() for a in row[column].split("|") if a.strip()]


def states() -> Iterator[Row]:
    """States, past states and de facto authorities, with adjectives, people and seats of government."""
    for _, row in read_tsv("actors_states.tsv", _STATE_COLUMNS):
        entry = Entry(row["name"], "state", "GOV", row["alpha3"] or None, rank=2)
        yield (
            entry,
            [
                *(("name", n) for n in (row["name"], *_names(row))),
                *(("adjective", n) for n in _names(row, "adjectives")),
                *(("people", n) for n in _names(row, "people")),
                *(("seat", n) for n in _names(row, "metonyms")),
            ],
        )


def groups() -> Iterator[Row]:
    """Armed groups, forces, organs, bodies and organizations."""
    for number, row in read_tsv("actors_groups.tsv", _GROUP_COLUMNS):
        yield _entry("actors_groups.tsv", number, row), [("name", n) for n in (row["name"], *_names(row))]


def media() -> Iterator[Row]:
    """News agencies and media."""
    for number, row in read_tsv("media.tsv", _MEDIA_COLUMNS):
        if row["kind"] not in ("news_agency", "media"):
            raise KnowledgeError("media.tsv", number, f"kind {row['kind']!r} is neither news_agency nor media")
        languages = tuple(row["languages"].split())
        agency = row["kind"] == "news_agency"
        entry = Entry(row["name"], "media", "JRN", row["country"] or None, agency=agency, languages=languages)
        yield entry, [("name", n) for n in (row["name"], *_names(row))]


def _entry(file: str, number: int, row: dict[str, str]) -> Entry:
    kind = row["kind"]
    if kind not in _KINDS:
        raise KnowledgeError(file, number, f"kind {kind!r} is not one of {', '.join(sorted(_KINDS))}")
    if row["country"] and not (len(row["country"]) == 3 and row["country"].isupper()):
        raise KnowledgeError(file, number, f"country {row['country']!r} is not an ISO 3166-1 alpha-3 code")
    try:
        years = (int(row["from"]) if row["from"] else None, int(row["to"]) if row["to"] else None)
    except ValueError as error:
        raise KnowledgeError(file, number, f"years {row['from']!r}–{row['to']!r} are not numbers") from error
    return Entry(row["name"], kind, row["sector"] or None, row["country"] or None, years)  # type: ignore[arg-type]


def user_entries(path: str) -> Iterator[Row]:
    """A user's own actors: CSV with a header, columns `name, aliases, kind, sector, country` (`aliases` part at `|`).

    Raises:
        InputError: the file cannot be read or has no `name`, or a kind is unknown; names file and line.
    """
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(path, f"the actor list cannot be read: {error}") from error
    for number, row in enumerate(rows, 2):
        name, kind = (row.get("name") or "").strip(), (row.get("kind") or "unknown").strip()
        if not name or kind not in _KINDS:
            raise InputError(path, f"line {number}: needs a name and a kind of {', '.join(sorted(_KINDS))}")
        sector, country = (row.get("sector") or "").strip() or None, (row.get("country") or "").strip() or None
        aliases = [a.strip() for a in (row.get("aliases") or "").split("|") if a.strip()]
        yield Entry(name, kind, sector, country, rank=0), [("name", n) for n in (name, *aliases)]  # type: ignore[arg-type]
