"""Which kind of source a name or a description is, by the rules of source_kinds.toml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast, get_args

from dateline.errors import KnowledgeError
from dateline.knowledge import read_toml
from dateline.record import Actor, SourceKind

_FILE = "source_kinds.toml"
_SECTORS: Mapping[str, SourceKind] = {
    "MIL": "military", "COP": "police", "REB": "armed_group", "UAF": "armed_group", "GOV": "official",
    "JUD": "official", "LEG": "official", "SPY": "official", "JRN": "media", "MED": "medical", "NGO": "organization",
    "IGO": "organization", "PTY": "organization", "BUS": "organization",
}  # fmt: skip
_ACTOR_KINDS: Mapping[str, SourceKind] = {
    "state": "official", "force": "military", "armed_group": "armed_group", "organization": "organization",
    "media": "media",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kinds:
    """The rules: head nouns (lower-case lemmas) and names (as written) with their kind."""

    heads: Mapping[str, SourceKind]
    names: Mapping[str, SourceKind]
    speaks_for: frozenset[str]
    reporters: frozenset[str]


@cache
def kinds() -> Kinds:
    """The rules of source_kinds.toml.

    Raises:
        KnowledgeError: a block that is no source kind, or a word given to it is no list.
    """
    heads: dict[str, SourceKind] = {}
    names: dict[str, SourceKind] = {}
    known = get_args(SourceKind)
    data = read_toml(_FILE)
    for kind, block in data.items():
        if kind in ("speaks_for", "reporters"):
            continue
        if kind not in known:
            raise KnowledgeError(_FILE, 0, f"no such source kind: {kind}")
        heads = {word: cast(SourceKind, kind) for word in block["heads"]} | heads
        names = {name: cast(SourceKind, kind) for name in block["names"]} | names
    return Kinds(heads, names, frozenset(data["speaks_for"]["heads"]), frozenset(data["reporters"]["heads"]))


def media_name(name: str) -> SourceKind | None:
    """The kind of a named outlet or agency, or `None` for anything else."""
    found = kinds().names.get(name) or kinds().names.get(name.removeprefix("the ").removeprefix("The "))
    return found if found in ("media", "news_agency") else None


def kind_of(
    head: str, before: Sequence[str], after: Sequence[str], name: str | None, actor: Actor | None
) -> SourceKind:
    """The kind of a source.

    Args:
        head: lower-case lemma of its noun.
        before: lower-case lemmas of the noun's modifiers, as they stand.
        after: lower-case lemmas of what follows ("of the army", an apposition).
        name: its proper name, where it has one.
        actor: the actor that it is, where known.
    """
    rules = kinds()
    if name and (found := rules.names.get(name) or rules.names.get(name.removeprefix("the ").removeprefix("The "))):
        return found
    own = rules.heads.get(head)
    if head in rules.speaks_for:  # an army spokesman, the rebels' report: the kind of those spoken for
        for word in (*reversed(before), *after):
            found = rules.heads.get(word)
            if found is not None and found not in ("unnamed", "document", "media"):
                return found
        if actor is not None and actor.kind in ("force", "armed_group"):
            return _SECTORS.get(actor.sector or "", _ACTOR_KINDS[actor.kind])
        if own is None and head.startswith("spokes"):
            return "official"
    if own is not None and own != "unnamed":
        return own
    for word in (*reversed(before), *after):
        found = rules.heads.get(word)
        if found is not None and found not in ("document", "unnamed"):
            return found
    if actor is not None:
        return _SECTORS.get(actor.sector or "") or _ACTOR_KINDS.get(actor.kind) or own or "unknown"
    return own or "unknown"
