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
    """The rules: head nouns (lower-case lemmas) and names (as written) with their kind; `groups` are names that
    tell whose spokesman it is, in lower case."""

    heads: Mapping[str, SourceKind]
    names: Mapping[str, SourceKind]
    groups: Mapping[str, SourceKind]
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
    groups = {n.lower(): k for n, k in names.items() if k in ("armed_group", "medical") and " " not in n}
    return Kinds(heads, names, groups, frozenset(data["speaks_for"]["heads"]), frozenset(data["reporters"]["heads"]))


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
    near = _kinds_near(before, head, after, rules)
    own = rules.heads.get(f"{before[-1]} {head}" if before else head) or _single(head, rules)
    by_actor = _by_actor(actor)
    if head in rules.speaks_for:  # an army spokesman, the rebels' report: the kind of those spoken for
        if actor is not None and actor.kind == "armed_group" and by_actor is not None:
            return by_actor  # "Mahdi Army commanders": whatever its name says
        spoken_for = next((k for k in near if k not in ("unnamed", "document", "media")), None)
        if spoken_for is not None or (actor is not None and actor.kind in ("force", "armed_group")):
            return spoken_for or by_actor or "unknown"
        if own is None and head.startswith("spokes"):
            return by_actor or "official"
    elif own == "news_agency":
        return own
    elif by_actor is not None and name and actor is not None and actor.kind != "person":
        return by_actor
    if own is not None and own != "unnamed":
        return own
    described = next((k for k in near if k not in ("document", "unnamed")), None)
    return described or by_actor or own or "unknown"


def _single(word: str, rules: Kinds) -> SourceKind | None:
    """The kind of one word; capitals may have hidden a plural from the lemmatiser."""
    return rules.heads.get(word) or rules.groups.get(word) or (rules.heads.get(word[:-1]) if word[-1:] == "s" else None)


def _kinds_near(before: Sequence[str], head: str, after: Sequence[str], rules: Kinds) -> list[SourceKind]:
    """Kinds of the modifiers, the nearest before the noun first, then of what follows; "attorney general" is one."""
    found: list[SourceKind | None] = []
    words = [*before, head]
    k = len(before) - 1
    while k >= 0:
        pair = rules.heads.get(f"{words[k - 1]} {words[k]}") if k else None
        found.append(pair or _single(words[k], rules))
        k -= 2 if pair else 1
    found += [
        rules.heads.get(f"{w} {after[k + 1]}" if k + 1 < len(after) else w) or _single(w, rules)
        for k, w in enumerate(after)
    ]
    return [kind for kind in found if kind is not None]


def _by_actor(actor: Actor | None) -> SourceKind | None:
    if actor is None:
        return None
    return _SECTORS.get(actor.sector or "") or _ACTOR_KINDS.get(actor.kind)
