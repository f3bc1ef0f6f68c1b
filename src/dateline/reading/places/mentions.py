"""Finds the words that name places: the parser's entities, and names of the gazetteer in the context of a place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.knowledge.gazetteer import fold, gazetteer
from dateline.reading.layers import Layers
from dateline.reading.places.metonyms import is_actor
from dateline.reading.places.words import Words, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from dateline.knowledge.gazetteer import Gazetteer

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_NEVER = frozenset(
    {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE", "LAW", "WORK_OF_ART"}
)
_JOINERS = frozenset({"-", "al", "el", "de", "del", "la", "of", "and", "ez", "az", "ad", "as", "ash", "an", "ar", "e"})
LONGEST = 5  # tokens of a name that the gazetteer is asked for


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `[start, end)` that name a place.

    Attributes:
        name: the name to look up.
        kind: what a class word says it is ("province" → admin1), or `None`.
        label: the parser's entity label, "GAZ" for a name that only the gazetteer knows, "FAC" for a facility.
    """

    start: int
    end: int
    name: str
    kind: str | None
    label: str


class Finder:
    """Finds the mentions of one report."""

    def __init__(self, layers: Layers) -> None:
        self.layers = layers
        self.doc: Doc = layers.doc
        self.words: Words = words()
        self.places: Gazetteer = gazetteer()
        self.low = [t.lower_ for t in self.doc]
        self.labels: dict[int, str] = {}
        self.bounds: dict[int, tuple[int, int]] = {}
        self.taken: set[int] = set()
        for ent in self.doc.ents:
            for i in range(ent.start, ent.end):
                self.labels[i] = ent.label_
                self.bounds[i] = (ent.start, ent.end)
        self.surnames = {self.low[e.end - 1] for e in self.doc.ents if e.label_ == "PERSON" and len(e) > 1}

    def find(self) -> list[Mention]:
        """Mentions in text order; they do not overlap."""
        content = [(s.first, s.last) for s in self.layers.content()]
        found: list[Mention] = []
        inside = [False] * len(self.doc)
        for first, last in content:
            inside[first:last] = [True] * (last - first)
        for ent in self.doc.ents:
            if ent.label_ in _PLACES and inside[ent.start]:
                for mention in self._entity(ent.start, ent.end, ent.label_):
                    found.append(mention)
                    self.taken.update(range(mention.start, mention.end))
        known = {fold(m.name) for m in found}
        for first, last in content:
            for mention in self._gazetteer_pass(first, last, known):
                found.append(mention)
                self.taken.update(range(mention.start, mention.end))
        found = [m for m in found if not is_actor(self.doc, self.low, m.start, m.end, self.words)]
        return sorted(found, key=lambda m: m.start)

    # the parser's entities

    def _entity(self, start: int, end: int, label: str) -> Iterator[Mention]:
        while start < end and (self.low[start] in ("the", "a", "an") or not self.doc[start].text[0].isalnum()):
            start += 1
        while end > start and (self.low[end - 1] in ("'s", "'", "’s", ",", ".", '"') or self.doc[end - 1].is_space):
            end -= 1
        if start == end or self._rejected(start, end):
            return
        comma = next((i for i in range(start + 1, end - 1) if self.low[i] == ","), None)
        if comma is not None:
            yield from self._entity(start, comma, label)
            yield from self._entity(comma + 1, end, label)
            return
        yield self._mention(start, end, label)

    def _rejected(self, start: int, end: int) -> bool:
        """Whether an entity that the parser calls a place is a person, an organization, or no name at all."""
        after = self.doc[end] if end < len(self.doc) else None
        if after is not None and after.text[0].isupper() and after.lower_ in self.words.organizations:
            return True
        before = self.low[start - 1].rstrip(".") if start else ""
        if before in self.words.titles and self.doc[start - 1].text[0].isupper():
            return True
        if self.low[start] in self.words.demonyms and end - start == 1:
            return True
        name = self.doc[start:end].text
        if not any(c.isupper() for c in name) or any(c in name for c in "@/"):
            return True
        return end - start == 1 and self.low[start] in self.surnames and not self._placed(start)

    def _placed(self, start: int) -> bool:
        at = start - 1
        while at >= 0 and self.low[at] in ("the", "northern", "southern", "eastern", "western", "central"):
            at -= 1
        return at >= 0 and self.low[at] in self.words.locative

    def _mention(self, start: int, end: int, label: str) -> Mention:
        """The mention with its class word: "Helmand province", "the city of Kufa", "Jabalia camp"."""
        classes, low = self.words.classes, self.low
        name = self.layers.text[self.doc[start].idx : self.doc[end - 1].idx + len(self.doc[end - 1])]
        kind = None
        if end < len(low) and low[end] in classes:
            kind = classes[low[end]]
            if self.doc[end].text[0].isupper() and not self.doc[start].is_sent_start:
                end += 1
        elif start >= 2 and low[start - 1] == "of" and low[start - 2] in classes:
            kind = classes[low[start - 2]]
        elif start >= 1 and low[start - 1] in ("province", "city", "river", "lake") and low[start - 1] in classes:
            kind = classes[low[start - 1]]
        return Mention(start, end, " ".join(name.split()), kind, label)

    # names that the parser missed

    def _gazetteer_pass(self, first: int, last: int, known: set[str]) -> Iterator[Mention]:
        at = first
        while at < last:
            if at in self.taken or not self._capital(at):
                at += 1
                continue
            end = self._run_end(at, last)
            found = self._accept(at, end, known)
            if found is not None:
                yield found
                known.add(fold(found.name))
                at = max(found.end, at + 1)
            else:
                at = max(end, at + 1)

    def _capital(self, i: int) -> bool:
        token = self.doc[i]
        return token.text[0].isupper() and self.labels.get(i, "") not in _NEVER

    def _run_end(self, start: int, last: int) -> int:
        """End of the run of capitalised words from `start`; articles, hyphens and "of" inside a name are kept."""
        end = start + 1
        while end < last and end not in self.taken:
            if self._capital(end) or (end + 1 < last and self.low[end] == "-" and self.doc[end + 1].text[0].isalpha()):
                end += 1
            elif (
                self.low[end] in _JOINERS
                and end + 1 < last
                and self._capital(end + 1)
                and self.low[end] not in ("and", "of")
            ):
                end += 1
            else:
                break
        return end

    def _accept(self, start: int, end: int, known: set[str]) -> Mention | None:
        stop = min(end, start + LONGEST)
        label = self.labels.get(start, "")
        bounds = self.bounds.get(start)
        if start and self.low[start - 1].rstrip(".") in self.words.titles and self.doc[start - 1].text[0].isupper():
            return None
        for cut in range(stop, start, -1):
            if cut < end and not self._ends(start, cut, bounds):
                continue
            name = self.doc[start:cut].text
            key = fold(name)
            if len(key) < 3 and key not in self.words.acronyms:
                continue
            if not self._in_context(start, cut, label, bounds, key, known):
                continue
            candidates = self.places.candidates(name)
            if candidates and self._plausible(key, name, candidates[0].size, start, known):
                return self._mention(start, cut, "GAZ")
        return None

    def _ends(self, start: int, cut: int, bounds: tuple[int, int] | None) -> bool:
        """Whether a name may end at `cut` inside a run of capitals: at a class word, or where the entity ends."""
        return self.low[cut] in self.words.classes or self.labels.get(cut) == "NORP" or bounds == (start, cut)

    def _in_context(
        self, start: int, end: int, label: str, bounds: tuple[int, int] | None, key: str, known: set[str]
    ) -> bool:
        whole = bounds is None or (bounds[0] >= start - 1 and bounds[1] <= end)
        if not whole:
            return False
        low, words_ = self.low, self.words
        before = low[start - 1] if start else ""
        after = low[end] if end < len(low) else ""
        strong = self._before_is(start, words_.strong)
        if label in ("PERSON", "ORG", "NORP", "PRODUCT", "EVENT"):
            if end < len(low) and self.doc[end].text[0].isupper() and after in words_.organizations:
                return False
            followed = after == "," and self._division_follows(end + 1)
            return strong or followed or (after in words_.classes) or (key in known and label != "PERSON")
        if self._before_is(start, words_.locative) or key in known:
            return True
        if after in words_.classes or (before == "of" and start >= 2 and low[start - 2] in words_.classes):
            return True
        if after == "," and self._division_follows(end + 1):
            return True
        return before in (",", "and") and start >= 2 and (start - 2) in self.taken

    def _before_is(self, start: int, allowed: frozenset[str]) -> bool:
        at = start - 1
        while at >= 0 and self.low[at] in self.words.adjectives | {"the", "nearby", "neighboring", "neighbouring"}:
            at -= 1
        return at >= 0 and self.low[at] in allowed

    def _division_follows(self, at: int) -> bool:
        """Whether a country's or a first-level division's name stands at `at`."""
        for end in range(min(at + 3, len(self.doc)), at, -1):
            if self.doc[at].text[0].isupper():
                found = self.places.candidates(self.doc[at:end].text)
                if found and any(c.kind in ("country", "admin1") for c in found[:3]):
                    return True
        return False

    def _plausible(self, key: str, name: str, size: float, start: int, known: set[str]) -> bool:
        if key in self.words.acronyms:
            return name.replace(".", "").isupper()
        if key in known:
            return True
        token = self.doc[start]
        common = token.pos_ not in ("PROPN",) and " " not in name
        return not common or size > 50_000
