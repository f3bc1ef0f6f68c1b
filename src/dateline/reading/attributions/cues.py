"""What the words of attribution are: cue verbs and nouns with their frames, loaded once from the knowledge files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from dateline.errors import KnowledgeError
from dateline.knowledge import read_toml, read_tsv
from dateline.record import Stance

Frame = Literal["that", "quote", "inf", "obj-inf", "np", "pass", "doc", "hearer", "voiced", "sum"]
FRAMES: frozenset[str] = frozenset(get_args(Frame))
_STANCES: frozenset[str] = frozenset(get_args(Stance))


@dataclass(frozen=True, slots=True)
class Cue:
    """How a word attributes.

    Attributes:
        frames: what carries the content, by frame (see the head of attribution_verbs.tsv) or preposition (`@about`),
            each with what the content is to the source; `doc`, `hearer` and `voiced` only mark the word.
    """

    frames: Mapping[str, Stance]

    def has(self, *frames: str) -> bool:
        """Whether the word has any of these frames."""
        return not self.frames.keys().isdisjoint(frames)

    @property
    def prepositions(self) -> bool:
        """Whether a preposition after the word carries content."""
        return any(f[0] == "@" for f in self.frames)


@dataclass(frozen=True, slots=True)
class Words:
    """The small word lists of attribution.toml, lower-case lemmas unless said otherwise."""

    support: frozenset[str]
    carrying: frozenset[str]
    citing: frozenset[str]
    object_control: frozenset[str]
    occasions: frozenset[str]
    via: frozenset[str]
    unnamed: frozenset[str]
    perceived: frozenset[str]
    platforms: frozenset[str]
    nested: frozenset[str]
    containers: frozenset[str]
    sides: frozenset[str]
    condition_adjectives: frozenset[str]
    condition_verbs: frozenset[str]
    singular: frozenset[str]
    plural: frozenset[str]
    thing: frozenset[str]
    speaker: frozenset[str]
    masculine: frozenset[str]
    feminine: frozenset[str]

    @property
    def pronouns(self) -> frozenset[str]:
        """Every personal pronoun that can be a source."""
        return self.singular | self.plural | self.thing | self.speaker


@cache
def verbs() -> Mapping[str, Cue]:
    """Cue verbs by lemma.

    Raises:
        KnowledgeError: a frame or stance that does not exist; names file and line.
    """
    return _load("attribution_verbs.tsv")


@cache
def nouns() -> Mapping[str, Cue]:
    """Cue nouns by lemma.

    Raises:
        KnowledgeError: as for `verbs`.
    """
    return _load("attribution_nouns.tsv")


@cache
def lemmas() -> frozenset[str]:
    """Lemmas of every cue, verb or noun."""
    return frozenset(verbs()) | frozenset(nouns())


@cache
def words() -> Words:
    """The word lists of attribution.toml.

    Raises:
        KnowledgeError: the file is not TOML or a list is missing.
    """
    data = read_toml("attribution.toml")
    try:
        lists = {
            "support": data["support"]["verbs"],
            "carrying": data["carrying"]["verbs"],
            "citing": data["citing"]["verbs"],
            "object_control": data["object_control"]["verbs"],
            "occasions": data["occasion"]["nouns"],
            "via": data["occasion"]["via"],
            "perceived": data["perceived"]["verbs"],
            "platforms": data["platform"]["names"],
            "nested": data["nested"]["verbs"],
            "unnamed": data["unnamed"]["verbs"],
            "containers": data["container"]["nouns"],
            "sides": data["side"]["nouns"],
            "condition_adjectives": data["condition"]["adjectives"],
            "condition_verbs": data["condition"]["verbs"],
            **data["pronouns"],
        }
        return Words(**{name: frozenset(values) for name, values in lists.items()})
    except (KeyError, TypeError) as error:
        raise KnowledgeError("attribution.toml", 0, f"list missing or unknown: {error}") from error


def _load(name: str) -> dict[str, Cue]:
    found: dict[str, dict[str, Stance]] = {}
    for line, row in read_tsv(name, ("lemma", "stance", "frames")):
        stance, frames = row["stance"], row["frames"].split(",")
        if stance not in _STANCES:
            raise KnowledgeError(name, line, f"no such stance: {stance}")
        if bad := [f for f in frames if f not in FRAMES and f[:1] != "@"]:
            raise KnowledgeError(name, line, f"no such frame: {', '.join(bad)}")
        for lemma in row["lemma"].split("|"):
            entry = found.setdefault(lemma, {})
            for frame in frames:
                entry.setdefault(frame, stance)  # type: ignore[arg-type]
    return {lemma: Cue(frames) for lemma, frames in found.items()}
