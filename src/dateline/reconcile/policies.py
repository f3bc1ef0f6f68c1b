"""Named, versioned rules that turn figures into what a house publishes. The numbers stand in `policies.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from dateline.errors import KnowledgeError, UsageError
from dateline.knowledge import read_toml
from dateline.reconcile.intervals import Range
from dateline.record import Casualty

FILE = "policies.toml"
Closing = Literal["at_low", "stay_open"]
Choice = Literal["first", "lowest", "highest"]
Publishes = Literal["range", "lowest"]
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Policy:
    """A rule of counting.

    Attributes:
        name: `ibc`, `ucdp`, `airwars` or `acled`.
        version: raised with every change of the numbers that it gives.
        source: where the house publishes its rule.
        closing: what becomes of an open upper bound.
        best: which of several estimates is the best one.
        publishes: the whole range, or its lowest value alone.
        words: bounds of number words that the house reads in its own way, by word.
    """

    name: str
    version: str
    source: str
    closing: Closing
    best: Choice
    publishes: Publishes
    words: Mapping[str, Range]

    @property
    def label(self) -> str:
        """Name and version, as incidents carry them: `ibc/1`."""
        return f"{self.name}/{self.version}"

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
        if self.publishes == "lowest":
            return Range(bounds.low, bounds.low)
        if bounds.high is None and self.closing == "at_low":
            return Range(bounds.low, bounds.low)
        return bounds


_LARGEST_WORD = 999  # "tens of thousands", "hundreds of thousands" keep the bounds of the claim


@cache
def policies() -> Mapping[str, Policy]:
    """Every policy by name.

    Raises:
        KnowledgeError: the policy file lacks a field or holds a value that means nothing.
    """
    return {name: _policy(name, block) for name, block in read_toml(FILE).items()}


def policy_named(label: str) -> Policy:
    """The policy called `ibc`, or `ibc/1`.

    Raises:
        UsageError: there is no such policy, or not in that version.
    """
    name, _, version = label.partition("/")
    found = policies().get(name)
    if found is None:
        raise UsageError(f"no policy {label!r}; choose one of {', '.join(sorted(policies()))}")
    if version and version != found.version:
        raise UsageError(f"policy {name!r} has version {found.version} here, not {version!r}")
    return found


def _policy(name: str, block: dict[str, object]) -> Policy:
    words = block.get("words", {})
    if not isinstance(words, dict):
        raise KnowledgeError(FILE, 0, f"[{name}.words] is not a table")
    closing, best, publishes = (str(block.get(k)) for k in ("closing", "best", "publishes"))
    for key, value, allowed in (
        ("closing", closing, Closing),
        ("best", best, Choice),
        ("publishes", publishes, Publishes),
    ):
        if value not in get_args(allowed):
            raise KnowledgeError(FILE, 0, f"[{name}] {key} = {value!r}; one of {', '.join(get_args(allowed))}")
    if not block.get("source") or not block.get("version"):
        raise KnowledgeError(FILE, 0, f"[{name}] needs a version and a source")
    bounds = {w: Range(int(v[0]), int(v[1]) if len(v) > 1 else None) for w, v in words.items()}
    return Policy(
        name, str(block["version"]), str(block["source"]), closing, best, publishes, bounds  # type: ignore[arg-type]
    )  # fmt: skip
