"""The vocabulary of certainty, loaded once and checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.errors import KnowledgeError
from dateline.knowledge import read_toml
from dateline.record import Status

FILE = "certainty.toml"
CLASSES = (
    "begin",
    "plan",
    "attempt",
    "threaten",
    "demand",
    "fail",
    "prevent",
    "deny",
    "believe",
    "report",
    "seem",
    "real",
)


@dataclass(frozen=True, slots=True)
class Words:
    """Cue words of certainty.

    Attributes:
        modals, adjectives: word to the status (or `hedged`) that it gives.
        hedges: adverbs that hedge.
        verbs, nouns, states: lemma of a governing verb, noun or adjective to its class.
    """

    modals: dict[str, str]
    adjectives: dict[str, str]
    hedges: frozenset[str]
    negators: frozenset[str]
    weak: frozenset[str]
    absent: frozenset[str]
    conditional: frozenset[str]
    open: frozenset[str]
    later: frozenset[str]
    verbs: dict[str, str]
    nouns: dict[str, str]
    states: dict[str, str]
    plain_objects: frozenset[str]
    light: frozenset[str]
    without: frozenset[str]
    demand_prepositions: frozenset[str]
    beyond: frozenset[str]
    case: frozenset[str]
    denials: frozenset[str]


STATUS_OF: dict[str, Status] = {
    "begin": "begun", "plan": "planned", "attempt": "hypothetical", "threaten": "threatened", "demand": "demanded",
    "fail": "denied", "prevent": "denied", "deny": "denied",
}  # fmt: skip


def _classes(block: dict[str, Any], where: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, words in block.items():
        if name == "source":
            continue
        for word in words:
            if where == "verbs" and name not in CLASSES:
                raise KnowledgeError(FILE, 0, f"[{where}] has an unknown class {name!r}")
            found.setdefault(word, name)
    return found


@cache
def words() -> Words:
    """The vocabulary of certainty.

    Raises:
        KnowledgeError: a block, a key or a class is missing or unknown.
    """
    data = read_toml(FILE)
    try:
        adverbs, marks, objects, prepositions = (data[k] for k in ("adverbs", "marks", "objects", "prepositions"))
        return Words(
            modals=_classes(data["modals"], "modals"),
            adjectives=_classes(data["adjectives"], "adjectives"),
            hedges=frozenset(adverbs["hedged"]),
            negators=frozenset(adverbs["denied"]),
            weak=frozenset(adverbs["weak"]),
            absent=frozenset(data["determiners"]["denied"]),
            conditional=frozenset(marks["conditional"]),
            open=frozenset(marks["open"]),
            later=frozenset(marks["later"]),
            verbs=_classes(data["verbs"], "verbs"),
            nouns=_classes(data["nouns"], "nouns"),
            states=_classes(data["states"], "states"),
            plain_objects=frozenset(objects["plain"]),
            light=frozenset(objects["light"]),
            without=frozenset(prepositions["denied"]),
            demand_prepositions=frozenset(prepositions["demand"]),
            beyond=frozenset(prepositions["beyond"]),
            case=frozenset(prepositions["case"]),
            denials=frozenset(data["denials"]["things"]),
        )
    except KeyError as error:
        raise KnowledgeError(FILE, 0, f"block or key {error} is missing") from error
