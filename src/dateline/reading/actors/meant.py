"""Whom a definite phrase stands for: "the group", "the rebels", "the ministry", "the attackers"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dateline.reading.actors.lexicon import words_of
from dateline.reading.actors.mention import Mention
from dateline.reading.actors.nouns import Nouns, plural

if TYPE_CHECKING:
    from dateline.reading.actors.cluster import Cluster

FAR, CLOSE = 150, 50  # tokens back to a body that "the group" may stand for, and to the one just named
_SECURITY = frozenset({"MIL", "COP", "PRM"})
_ANY_GROUP = frozenset({"REB", "UAF", "PRM", "CRM", "NGO", "PTY", "IGO", "OPP", None})
_SECTORS: dict[str, frozenset[str | None]] = {
    "aid": frozenset({"NGO"}), "bloc": frozenset({"IGO"}), "party": frozenset({"PTY"}), "company": frozenset({"BUS"}),
    "criminal": frozenset({"CRM"}), "armed": frozenset({"REB", "UAF", "PRM", "CRM"}), "medium": frozenset({"JRN"}),
}  # fmt: skip


def body_meant(nouns: Nouns, named: Iterable[Cluster], m: Mention) -> Cluster | None:
    """The one named body near before that the noun of a definite phrase fits, or the one just named of several."""
    stands = nouns.stands_for.get(m.stem)
    if stands is None or m.country or m.modifiers & nouns.foreign:
        return None
    near = _each(c for c in named if c.how == "name" and m.first - c.last < FAR and _suits(stands, c))
    if len(near) == 1:
        return near[0]
    just = [c for c in near if m.first - c.last < CLOSE]
    return just[0] if len(just) == 1 else None


def _suits(stands: str, c: Cluster) -> bool:
    if stands == "group":
        return c.kind in ("armed_group", "organization") and c.sector in _ANY_GROUP
    if stands == "armed":
        return c.kind == "armed_group"
    return c.kind != "person" and c.sector in _SECTORS[stands]


def by_last_word(bearers: Iterable[Cluster], m: Mention) -> Cluster | None:
    """The one body whose name ends in the noun of a bare definite phrase ("the guards": the Republican Guards)."""
    ends = {m.stem, plural(m.stem)}
    fit = _each(
        c
        for c in bearers
        if c.kind != "person" and c.how == "name" and _same_sector(c.sector, m.sector)
        and (c.kind == m.kind or (c.kind == "organization" and c.sector == m.sector))
        and any(words_of(n)[-1] in ends for n in c.names.values())
    )  # fmt: skip
    return fit[0] if len(fit) == 1 else None


def _same_sector(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a == b or {a, b} <= _SECURITY


def attackers_meant(unnamed: Iterable[Cluster], m: Mention) -> Cluster | None:
    """The only unnamed armed people near before, for "the attackers"."""
    near = _each(c for c in unnamed if m.first - c.last < FAR and c.how == "phrase" and c.mentions)
    return near[0] if len(near) == 1 else None


def _each(clusters: Iterable[Cluster]) -> list[Cluster]:
    return list({id(c): c for c in clusters}.values())
