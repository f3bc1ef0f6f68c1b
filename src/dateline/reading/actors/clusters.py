"""Which mentions are one actor: names and their parts, abbreviations, appositions, definite descriptions."""

from __future__ import annotations

from dataclasses import replace

from dateline.reading.actors.cluster import Cluster, Paragraphs
from dateline.reading.actors.lexicon import Entry, fold, words_of
from dateline.reading.actors.matching import (
    SMALL,
    agree,
    alike_named,
    all_modifiers,
    at_an_end,
    compatible,
    fits,
    initials_of,
    no_clash,
    recent,
)
from dateline.reading.actors.meant import attackers_meant, body_meant, by_last_word
from dateline.reading.actors.mention import Mention
from dateline.reading.actors.nouns import Nouns, plural

NEAR = 60  # how many candidates back a search looks, so that long reports take linear time
_STRANGERS = frozenset({"UAF", "CRM"})


class Clusters:
    """Puts mentions, given in text order, into clusters."""

    def __init__(
        self,
        nouns: Nouns,
        aliases: dict[str, str],
        merged: dict[int, int],
        home: str | None,
        paragraphs: Paragraphs | None = None,
    ) -> None:
        """Args:
        nouns: what nouns say.
        aliases: abbreviation -> long form, both folded, as the report defines them.
        merged: head token of an apposition -> head token of what it describes.
        home: the country most named in the report, which decides between readings of a name.
        paragraphs: where its paragraphs begin; without them the report is one.
        """
        self._paragraphs = paragraphs or Paragraphs([0], [0], [False])
        self._nouns, self._aliases, self._merged, self._home = nouns, aliases, merged, home
        self.all: list[Cluster] = []
        self._by_name: dict[str, Cluster] = {}
        self._by_part: dict[str, list[Cluster]] = {}
        self._by_phrase: dict[tuple[str, frozenset[str], str | None], Cluster] = {}
        self._by_stem: dict[str, list[Cluster]] = {}
        self._by_sector: dict[str, list[Cluster]] = {}
        self._by_initials: dict[str, Cluster] = {}
        self._named: list[Cluster] = []
        self._unnamed: list[Cluster] = []  # armed people without a name
        self.by_head: dict[int, Cluster] = {}

    def add(self, m: Mention) -> Cluster:
        """The cluster that the mention joins, or the new one that it begins."""
        if m.entries and fold(m.name) in self._aliases and not self._long_form_known(m):
            m = replace(m, entries=(), kind="organization", sector=None, country=None)  # the report means another
        beside, known = self._beside(m), self._known(m)
        if beside is not None and known is not None and beside is not known and beside.how == "phrase":
            self._absorb(known, beside)
        cluster = known or beside
        if cluster is None:
            cluster = Cluster(m.kind, m.sector, m.country, m.number, m.how)
            self.all.append(cluster)
        cluster.add(m)
        if cluster.entry is None and (entry := self._entry(m)) is not None:
            cluster.entry = entry
            cluster.kind = entry.kind if cluster.kind == "unknown" else cluster.kind
            cluster.sector, cluster.country = cluster.sector or entry.sector, cluster.country or entry.country
        self._remember(m, cluster)
        return cluster

    def _long_form_known(self, m: Mention) -> bool:
        """Whether the name that the report spells out is this entry's too."""
        long = self._by_name.get(self._aliases[fold(m.name)])
        return long is not None and long.entry in m.entries

    def _absorb(self, into: Cluster, other: Cluster) -> None:
        """Makes two clusters one: a description in apposition to somebody already named."""
        for m in other.mentions:
            into.add(m)
            self._remember(m, into)
        into.mentions.sort(key=lambda m: m.first)
        into.latest = {m.stem: m for m in into.mentions}
        gone = list(other.mentions)
        other.mentions.clear()  # a cluster without mentions is no actor
        other.latest.clear()
        for m in gone:
            for table in (self._by_stem, self._by_part):
                for key in (m.stem, *m.roles, *words_of(m.name)):
                    found = table.get(key, [])
                    found[-NEAR:] = [into if c is other else c for c in found[-NEAR:]]
            for name in (self._key(m), fold(m.name)):
                if self._by_name.get(name) is other:
                    self._by_name[name] = into

    def _beside(self, m: Mention) -> Cluster | None:
        """The cluster of the phrase to which this one stands in apposition."""
        at = self._merged.get(m.head)
        cluster = self.by_head.get(at) if at is not None else None
        if cluster is None or not fits(cluster, m):
            return None
        return cluster

    def _known(self, m: Mention) -> Cluster | None:
        if m.how == "phrase":
            return self._described(m)
        key = self._key(m)
        if (same := self._by_name.get(key) or self._by_name.get(fold(m.name))) is not None and alike_named(same, m):
            return same
        if m.kind == "person":
            return self._person(m)
        return self._shortened(m, key)

    def _key(self, m: Mention) -> str:
        entry = self._entry(m)
        if entry is not None:
            return "=" + entry.name
        key = fold(m.name)
        return self._aliases.get(key, key)

    def _entry(self, m: Mention) -> Entry | None:
        """The reading of a known name: the report's own definition, the user's list, then the country of the story."""
        if not m.entries or fold(m.name) in self._aliases:
            return None
        best = min(e.rank for e in m.entries)
        left = [e for e in m.entries if e.rank == best]
        if len(left) > 1:
            left = [e for e in left if e.country == self._home] or left
        return left[0] if len(left) == 1 else None

    def _person(self, m: Mention) -> Cluster | None:
        """Joins a part of a name to the one person who bears it; people who share a part stay apart."""
        parts = words_of(m.name)
        if not parts:
            return None
        bearers = [c for c in self._by_part.get(parts[-1], [])[-NEAR:] if agree(c, m) and at_an_end(c, parts[-1])]
        if len(parts) == 1 or (len(parts) == 2 and parts[0] in SMALL):
            if m.roles or m.inside is not None:  # "Imam Ali" is not Ali al-Sistani
                bearers = [c for c in bearers if any(words_of(n)[-1] == parts[-1] for n in c.names.values())]
            return bearers[-1] if len(bearers) == 1 else recent(bearers, m)
        same = [c for c in bearers if any(compatible(words_of(n), parts) for n in c.names.values())]
        return same[-1] if len(same) == 1 else None

    def _shortened(self, m: Mention, key: str) -> Cluster | None:
        """A body named by the beginning of its name ("the Supreme Council")."""
        words = words_of(m.name)
        if not m.entries and m.name.isupper() and len(words) == 1 and (long := self._by_initials.get(words[0])):
            return long if long.kind != "person" else None
        if m.entries or not words:
            return None
        longer = [
            c
            for c in self._by_part.get(words[0], ())
            if c.kind != "person" and any(n.startswith(key + " ") for n in c.names)
        ]
        return longer[0] if len(longer) == 1 and (len(words) > 1 or len(words[0]) > 4) else None

    def _described(self, m: Mention) -> Cluster | None:
        same = self._by_phrase.get((m.stem, m.modifiers, m.country))
        if m.counted and m.number != "group":
            return None
        alike = same is not None and same.number == m.number
        if same is not None and alike and m.number != "one" and (m.definite or self._goes_on(same, m)):
            return same
        if not m.definite:
            return None
        if same is not None and alike:
            return same
        return self._meant(m)

    def _goes_on(self, same: Cluster, m: Mention) -> bool:
        """Whether people told of again without "the" are those of before: other gunmen may be other people."""
        before = same.latest.get(m.stem)
        if before is None:
            return True
        if m.complement and before.complement and m.complement != before.complement:
            return False
        if m.sector not in _STRANGERS or m.number != "many":
            return True
        if m.complement and m.complement != before.complement:
            return False
        return self._paragraphs.go_on(before.head, m.head)

    def _meant(self, m: Mention) -> Cluster | None:
        """Whom a definite phrase ("the cleric", "the group", "the interim government") stands for."""
        alike = [c for c in self._by_stem.get(m.stem, [])[-NEAR:] if c.number == m.number and no_clash(c, m)]
        if m.owned and m.number != "one":
            before = alike[-1].latest.get(m.stem) if alike else None
            if before is None or not before.owned:
                return None  # "his forces" are not the forces that somebody else has
        if m.number == "one" and len({id(c) for c in alike}) > 1:
            return recent(list({id(c): c for c in alike}.values()), m)
        if alike and m.modifiers <= all_modifiers(alike[-1]):
            return alike[-1]
        if m.number == "one" and m.kind == "person":
            borne = [c for c in self._role_bearers(m) if c.kind == "person" and c.how == "name" and self._is_role(c, m)]
            borne = list({id(c): c for c in borne}.values())
            return borne[0] if len(borne) == 1 else recent(borne, m)
        if m.number == "one":
            return None
        if m.stem in self._nouns.attackers and not m.modifiers:
            return attackers_meant(self._unnamed[-NEAR:], m)
        if not m.modifiers and (ends := by_last_word(self._ending(m.stem), m)) is not None:
            return ends
        return body_meant(self._nouns, self._named[-NEAR:], m)

    def _ending(self, stem: str) -> list[Cluster]:
        return [*self._by_part.get(stem, [])[-NEAR:], *self._by_part.get(plural(stem), [])[-NEAR:]]

    def _role_bearers(self, m: Mention) -> list[Cluster]:
        clergy = self._by_sector.get("REL", []) if m.sector == "REL" else []
        return [*self._by_stem.get(m.stem, [])[-NEAR:], *clergy[-NEAR:]]

    def _is_role(self, c: Cluster, m: Mention) -> bool:
        return (
            m.stem in c.roles or (m.sector is not None and c.sector == m.sector and m.sector == "REL")
        ) and no_clash(c, m)

    def _remember(self, m: Mention, cluster: Cluster) -> None:
        self.by_head[m.head] = cluster
        if m.how == "phrase":
            self._by_phrase[m.stem, m.modifiers, m.country] = cluster
            self._by_stem.setdefault(m.stem, []).append(cluster)
            if m.kind == "armed_group" and m.number == "many" and cluster.how == "phrase":
                self._unnamed.append(cluster)
            return
        self._by_name.setdefault(self._key(m), cluster)
        self._by_name.setdefault(fold(m.name), cluster)
        self._named.append(cluster)
        if cluster.kind != "person" and len(initials := initials_of(m.name)) > 2:
            self._by_initials.setdefault(initials, cluster)
        if cluster.sector:
            self._by_sector.setdefault(cluster.sector, []).append(cluster)
        for part in dict.fromkeys(words_of(m.name)):
            bearers = self._by_part.setdefault(part, [])
            if part not in SMALL and cluster not in bearers:
                bearers.append(cluster)
        for role in m.roles:
            self._by_stem.setdefault(role, []).append(cluster)
