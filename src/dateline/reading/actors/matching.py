"""Whether a mention can be an actor told before: names and their parts, initials, number, kind, country."""

from __future__ import annotations

from dateline.reading.actors.cluster import Cluster
from dateline.reading.actors.lexicon import words_of
from dateline.reading.actors.mention import Mention

SMALL = frozenset({"the", "of", "and", "in", "for", "al", "el", "de", "bin", "ibn", "abu", "ben", "von", "van", "da"})


def fits(cluster: Cluster, m: Mention) -> bool:
    """Whether two phrases in apposition can be one actor: number and kind do not clash."""
    bodies = {cluster.number, m.number} <= {"many", "group"} and m.how == "name"
    if (cluster.number != m.number and not bodies) or (cluster.how == "name" and m.how == "name"):
        return False
    if cluster.how == m.how and (m.number != "one" or cluster.sector != m.sector):
        return False
    return no_clash(cluster, m)


def initials_of(name: str) -> str:
    return "".join(w[0] for w in words_of(name) if w not in SMALL)


def no_clash(c: Cluster, m: Mention) -> bool:
    return not (c.country and m.country and c.country != m.country)


def all_modifiers(c: Cluster) -> set[str]:
    return {w for m in c.mentions for w in m.modifiers}


def at_an_end(c: Cluster, part: str) -> bool:
    """Whether the part is the first or last of a name of the person: people are not called by the middle of it."""
    return any(part in (words_of(n)[0], words_of(n)[-1]) or part in words_of(n)[:2] for n in c.names.values())


def agree(c: Cluster, m: Mention) -> bool:
    return c.kind == "person" and not (c.female is not None and m.female is not None and c.female != m.female)


def compatible(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether one full name is the other with parts left out: "Ali Sistani", "Ali al-Sistani"; initials count."""
    short, long = sorted((tuple(w for w in n if w not in SMALL) for n in (a, b)), key=len)
    if not short or short[-1] != long[-1]:
        return False
    if len(short) > 1 and not (short[0] == long[0] or (short[0].endswith(".") and long[0].startswith(short[0][:-1]))):
        return False
    at = 0
    for word in short:
        while at < len(long) and not (long[at] == word or (word.endswith(".") and long[at].startswith(word[:-1]))):
            at += 1
        at += 1
    return at <= len(long)


def recent(clusters: list[Cluster], m: Mention) -> Cluster | None:
    """Of several who bear the part, the one named just before, if that is clear."""
    near = [c for c in clusters if m.first - c.last < 60]
    return near[0] if len(near) == 1 else None


def alike_named(c: Cluster, m: Mention) -> bool:
    """A name of one spelling is one actor, but a person is not a body of the same name."""
    return (c.kind == "person") == (m.kind == "person")
