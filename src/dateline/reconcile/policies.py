"""Named, versioned rules that turn figures into what a house publishes. What they say stands in `policies.toml`."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from dateline.errors import KnowledgeError, UsageError
from dateline.knowledge import read_toml
from dateline.reconcile.intervals import Range
from dateline.record import Casualty, SourceKind

FILE = "policies.toml"
OWN = "own"  # the report's own voice, among kinds of sources
OWN_KEY = "~"  # how the keys of users' own policies begin
Closing = Literal["at_low", "stay_open"]
Width = Literal["widest", "reliable", "lowest"]
Choice = Literal["correction", "reliable", "origins", "latest", "lowest", "highest", "first"]
Contested = Literal["unknown", "zero"]
Joint = Literal["note", "spread"]
Grading = Literal["none", "provisional", "civilian_harm"]
_WORD = re.compile(r"[a-z]+")
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_VERSION = re.compile(r"[\w.+-]{1,20}")
_MOST = 10**10  # people
_LARGEST_WORD = 999  # "hundreds of thousands" is no "hundreds"; words of larger numbers keep the bounds of the claim


@dataclass(frozen=True, slots=True)
class Policy:
    """A rule of counting.

    Attributes:
        name: `ibc`, `ucdp`, `airwars`, `acled`, or a user's own.
        version: raised with every change of the numbers that it gives.
        source: where the house publishes its rule.
        closing: what becomes of an open upper bound.
        range: which figures the range reaches over.
        best: rules that pick the best figure, tried in turn until one value is left.
        reliable: kinds of sources by class, the most reliable first.
        unreliable: kinds of sources that are left out where any other gives a figure.
        contested: where people go whom one voice calls civilians and another combatants.
        joint: what becomes of a figure over several incidents.
        grading: how an incident is graded.
        words: bounds of number words that the house reads in its own way, by word.
    """

    name: str
    version: str
    source: str
    closing: Closing = "at_low"
    range: Width = "widest"
    best: tuple[Choice, ...] = ("correction", "origins", "latest", "lowest")
    reliable: tuple[tuple[str, ...], ...] = ()
    unreliable: frozenset[str] = frozenset()
    contested: Contested = "unknown"
    joint: Joint = "note"
    grading: Grading = "none"
    words: Mapping[str, Range] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Name and version, as incidents carry them: `ibc/1`."""
        return f"{self.name}/{self.version}"

    @property
    def key(self) -> str:
        """What a record keeps its counts under: the label, and of a user's own policy what it says, as a hash."""
        if policies().get(self.name) == self:
            return self.label
        words = sorted((word, bounds.low, bounds.high) for word, bounds in self.words.items())
        said = (self.closing, self.range, self.best, self.reliable, sorted(self.unreliable), self.contested, self.joint,
                self.grading, words)  # fmt: skip
        return f"{OWN_KEY}{self.label} {hashlib.blake2b(repr(said).encode(), digest_size=8).hexdigest()}"

    def range_of(self, figure: Casualty) -> Range:
        """The figure's bounds as this policy reads its words."""
        if figure.qualifier in ("order", "some"):
            said = _WORD.findall(figure.quote.text.lower())
            for word in said:
                if word in self.words and figure.low <= _LARGEST_WORD:
                    return self.words[word]
        return Range(figure.low, figure.high)

    def close(self, bounds: Range) -> Range:
        """The bounds as published: an open upper bound closed, or one number alone."""
        if self.range == "lowest":
            return Range(bounds.low, bounds.low)
        return Range(bounds.low, bounds.low) if bounds.high is None and self.closing == "at_low" else bounds

    def reliability(self, speaker: str) -> int:
        """The class that a kind of source stands in, 0 the most reliable; all are equal where the policy has none."""
        return next((n for n, kinds in enumerate(self.reliable) if speaker in kinds), len(self.reliable))


@cache
def policies() -> Mapping[str, Policy]:
    """Every policy that comes with dateline, by name.

    Raises:
        KnowledgeError: the policy file lacks a field or holds a value that means nothing.
    """
    return {name: _policy(name, block, FILE) for name, block in read_toml(FILE).items()}


def policy_named(label: str | Policy) -> Policy:
    """The policy called `ibc`, or `ibc/1`, or that of a file `house.toml`; a policy is itself.

    Raises:
        UsageError: there is no such policy, or not in that version, or no such file.
        KnowledgeError: the file is no policy; the message says where.
    """
    if isinstance(label, Policy):
        return label
    if label.endswith(".toml"):
        return policy_from(Path(label))
    name, _, version = label.partition("/")
    found = policies().get(name)
    if found is None:
        raise UsageError(f"no policy {label!r}; choose one of {', '.join(sorted(policies()))}, or name a .toml file")
    if version and version != found.version:
        raise UsageError(f"policy {name!r} has version {found.version} here, not {version!r}")
    return found


def policy_from(path: Path) -> Policy:
    """The policy in a user's file: one table, named as the policy is to be called.

    Raises:
        UsageError: there is no such file, or it has the name of one of ours.
        KnowledgeError: it is no TOML, holds more or less than one policy, or a value that means nothing.
    """
    try:
        blocks = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as a policy ({error})") from error
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(str(path), 0, str(error)) from error
    except RecursionError as error:
        raise KnowledgeError(str(path), 0, "is nested too deeply") from error
    if len(blocks) != 1 or not isinstance(next(iter(blocks.values())), dict):
        raise KnowledgeError(str(path), 0, "a policy file holds one table, [name]")
    (name, block), *_ = blocks.items()
    if name in policies():
        raise UsageError(f"{path}: {name!r} is a policy of dateline's own; give yours another name")
    return _policy(name, block, str(path))


_CHOICES: dict[str, Any] = {
    "closing": Closing, "range": Width, "contested": Contested, "joint": Joint, "grading": Grading,
}  # fmt: skip
_OTHERS = frozenset({"version", "source", "best", "reliable", "unreliable", "words"})


def _policy(name: str, block: Mapping[str, Any], file: str) -> Policy:
    def wrong(why: str) -> KnowledgeError:
        return KnowledgeError(file, 0, f"[{name}] {why}")

    if not _NAME.fullmatch(name):
        raise wrong("is no name: at most 40 small letters, digits, - and _")
    if unknown := sorted(set(block) - set(_CHOICES) - _OTHERS):
        raise wrong(f"{unknown[0]} means nothing; there are {', '.join(sorted(_OTHERS | set(_CHOICES)))}")
    if not block.get("source") or not block.get("version"):
        raise wrong("needs a version and a source")
    if not _VERSION.fullmatch(str(block["version"])):
        raise wrong("version is at most 20 letters, digits, ., + and -")
    for key, allowed in _CHOICES.items():
        if key in block and block[key] not in get_args(allowed):
            raise wrong(f"{key} = {block[key]!r}; one of {', '.join(get_args(allowed))}")
    best = block.get("best", ["correction", "origins", "latest", "lowest"])
    if not _texts(best) or not best or not set(best) <= set(get_args(Choice)):
        raise wrong(f"best = {best!r}; some of {', '.join(get_args(Choice))}")
    kinds = {*get_args(SourceKind), OWN}
    classes, unreliable = block.get("reliable", []), block.get("unreliable", [])
    if not isinstance(classes, list) or not all(map(_texts, classes)) or not _texts(unreliable):
        raise wrong("reliable is a list of lists of kinds of sources, unreliable a list of them")
    if bad := sorted(({k for each in classes for k in each} | set(unreliable)) - kinds):
        raise wrong(f"{bad[0]!r} is no kind of source; there are {', '.join(sorted(kinds))}")
    chosen = {k: block[k] for k in _CHOICES if k in block}
    return Policy(
        name, str(block["version"]), str(block["source"]), **chosen, best=tuple(best),
        reliable=tuple(map(tuple, classes)), unreliable=frozenset(unreliable), words=_words(block, wrong),
    )  # fmt: skip


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) for v in value)


def _words(block: Mapping[str, Any], wrong: Any) -> dict[str, Range]:
    words = block.get("words", {})
    if not isinstance(words, dict):
        raise wrong("words is not a table")
    found = {}
    for word, bounds in words.items():
        try:
            found[word] = Range(int(bounds[0]), int(bounds[1]) if len(bounds) > 1 else None)
            if not 0 <= found[word].low <= (found[word].high or _MOST) <= _MOST:
                raise ValueError
        except (ValueError, TypeError, IndexError) as error:
            raise wrong(f"words: {word} = {bounds!r} is no [low, high]") from error
    return found
