"""The words of harm and of people, loaded from the knowledge files and checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args

from dateline.errors import KnowledgeError
from dateline.knowledge import read_toml, read_tsv
from dateline.reading.syntax import syntax_of
from dateline.record import HARMS, Harm, VictimStatus

if TYPE_CHECKING:
    from spacy.tokens import Doc

Frame = Literal["object", "subject", "state", "count", "event", "toll", "wound"]
FILE, PEOPLE = "casualties.toml", "casualties_people.tsv"


@dataclass(frozen=True, slots=True)
class Entry:
    """One sense of a word of harm.

    Attributes:
        harm: what it does to people.
        frame: who is harmed: the verb's object or its subject; who is in the state; whom the noun counts, or the
            event noun's "of" names; a toll's number; whoever bears a wound.
        people: it tells of harm only where its victim is surely a person.
    """

    harm: Harm
    frame: Frame
    people: bool = False


@dataclass(frozen=True)
class Lexicon:
    """Words of harm by form, lists of grammar words by name, words for people with the victim's status."""

    verbs: dict[str, Entry]
    nouns: dict[str, Entry]
    states: dict[str, Entry]
    words: dict[str, frozenset[str]]
    things: frozenset[str]
    people: dict[str, VictimStatus]
    triggers: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The vocabulary, loaded once.

    Raises:
        KnowledgeError: a harm, frame or status that does not exist; names the file.
    """
    data = read_toml(FILE)
    verbs = {w: Entry(_harm(b), b["frame"], b["people"]) for b in data["verbs"] for w in b["forms"]}
    states = {w: Entry(_harm(b), "state") for b in data["states"] for w in b["words"]}
    nouns = {w: Entry(_harm(b), "count" if b["count"] else "event") for b in data["nouns"] for w in b["words"]}
    nouns |= {w: Entry("killed", "toll") for w in data["toll"]["words"]}
    nouns |= {w: Entry("casualties", "toll") for w in (*data["toll"]["total"], *data["toll"]["put"])}
    words = {k: frozenset(v) for k, v in data["words"].items() if k != "source"}
    nouns |= {w: Entry("wounded", "wound") for w in words["wounds"] if w not in nouns}
    words["tolls"] = frozenset(data["toll"]["words"])
    words["total"] = frozenset(data["toll"]["total"])
    words["put"] = frozenset(data["toll"]["put"])
    triggers = frozenset({*verbs, *states, *nouns, "held"})
    return Lexicon(verbs, nouns, states, words, frozenset(data["things"]["words"]), _people(), triggers)


def among(doc: Doc, listed: frozenset[str]) -> list[int]:
    """Indices of the tokens of `doc` that are, in lower case, in `listed`."""
    return [i for i, word in enumerate(syntax_of(doc).lower) if word in listed]


def _harm(block: dict[str, Any]) -> Harm:
    harm = block["harm"]
    if harm not in HARMS:
        raise KnowledgeError(FILE, 0, f"harm {harm!r} does not exist; use one of {', '.join(HARMS)}")
    found: Harm = harm
    return found


def _people() -> dict[str, VictimStatus]:
    found: dict[str, VictimStatus] = {}
    for line, row in read_tsv(PEOPLE, ("words", "status")):
        if row["status"] not in get_args(VictimStatus):
            raise KnowledgeError(PEOPLE, line, f"status {row['status']!r} does not exist")
        status: VictimStatus = row["status"]  # type: ignore[assignment]  # checked above
        for word in row["words"].split():
            found.setdefault(word, status)
    return found
