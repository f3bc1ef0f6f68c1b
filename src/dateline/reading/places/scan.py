"""The second look: capitalised names that the parser did not call places, but that stand where places stand."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.knowledge.gazetteer import Entry, Gazetteer, fold
from dateline.reading.places.view import Mention, View

_NEVER = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE"})
_OTHERS = frozenset({"PERSON", "ORG", "NORP", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART"})
_JOINERS = frozenset(
    {"-", "al", "el", "de", "del", "la", "ez", "az", "ad", "as", "ash", "an", "ar", "e", "bin", "'", "’"}
)
_DASHES = frozenset({":", "-", "--", "–", "—", "(", "―"})
DIVISIONS = frozenset({"country", "admin1"})
WIDEST = 40  # tokens of a run of capitals: longer ones are no names
LONGEST = 5  # tokens of a name that the gazetteer is asked for
BETWEEN = 5  # tokens back to the "between" before the second of two names
MEASURE = 8  # tokens after a name within which its distance and direction stand
SHORTEST = 4  # letters of a place that no gazetteer has
KNOWN_SIZE = 5_000  # people of a town of the story's countries that the parser took for something else
LARGE = 100_000  # the same for towns of other countries, but for those where towns have the names of people


def story(view: View, places: Gazetteer, found: Iterable[Mention]) -> frozenset[str]:
    """Countries (ISO 3166-1 alpha-3) that the report names, or whose people or divisions it names."""
    codes = {view.words.demonyms[w] for w in set(view.low) & view.words.demonyms.keys()}
    for m in found:
        first = next(iter(places.candidates(m.name)), None)
        if first is not None and first.country and (first.kind in DIVISIONS or first.size > 200_000):
            codes.add(first.country)
    return frozenset(codes)


class Scanner:
    """Finds names of the gazetteer in one report, in two rounds: what is learnt in the first counts in the second."""

    def __init__(self, view: View, places: Gazetteer, found: Iterable[Mention]) -> None:
        self.view, self.places = view, places
        self.taken: set[int] = set()
        self.known: set[str] = set()
        self.story = story(view, places, found)
        for m in found:
            self.taken.update(range(m.start, m.end))
            self.known.add(fold(m.name))

    def scan(self) -> list[Mention]:
        """Mentions that do not overlap those already found."""
        found: list[Mention] = []
        for _ in range(2):
            fresh: list[Mention] = []
            for first, last in self.view.sentences:
                self._sentence(first, last, fresh)
            found += fresh
            if not fresh:
                break
        return found

    def _sentence(self, first: int, last: int, out: list[Mention]) -> None:
        at, view, articles = first, self.view, self.view.words.articles
        while at < last:
            opens = at == first and view.low[at] in view.words.locative  # "In Maracay, …"
            begins = view.upper[at] or (view.low[at] in articles and view.article(at))
            other = view.label[at] in _NEVER and not self._misdated(at)
            if opens or at in self.taken or other or not begins:
                at += 1
                continue
            end = self._run(at, last)
            hit = self._accept(at, end) or self._body(at, end) or self._facility(at, end)
            if hit is not None:
                out.append(hit)
                self.known.add(fold(hit.name))
                self.taken.update(range(hit.start, hit.end))
                at = max(hit.end, at + 1)
            else:
                at = self._next(at, end)

    def _misdated(self, at: int) -> bool:
        """Whether the parser took a town of the story's countries for a day: "In Suweida, crowds gathered"."""
        view = self.view
        if view.bounds.get(at) != (at, at + 1) or view.label[at] != "DATE" or view.low[at] in view.words.nameless:
            return False
        before = view.before(at)
        if before < 0 or view.low[before] not in view.words.strong or view.timed(at):
            return False
        return self._of_story(at, at + 1, self.places.candidates(view.text[at]))

    def _next(self, at: int, end: int) -> int:
        """Where to look next: at the next entity inside the run, or after it."""
        bounds = self.view.bounds.get(at)
        return bounds[1] if bounds and at < bounds[1] < end else max(end, at + 1)

    def _run(self, start: int, last: int) -> int:
        """End of the run of capitalised words from `start`; articles and hyphens inside a name are kept."""
        view, end = self.view, start + 1
        last = min(last, start + WIDEST)
        while end < last and end not in self.taken:
            follows = end + 1 < last and end + 1 not in self.taken
            if view.article(end) and end + 2 < last and end + 2 not in self.taken:
                end += 3
                continue
            if view.upper[end] and view.label[end] not in _NEVER:
                end += 1
            elif (
                view.low[end] in _JOINERS
                and follows
                and (view.upper[end + 1] or (view.low[end] == "-" and view.text[end + 1].isalpha()))
            ):
                end += 2
            else:
                break
        return end

    def _accept(self, start: int, end: int) -> Mention | None:
        view = self.view
        if view.titled(start):
            return None
        bounds = view.bounds.get(start)
        for cut in range(min(end, start + LONGEST), start, -1):
            if cut < end and not self._ends(start, cut, bounds):
                continue
            if not any(view.proper[start:cut]) and not self._dateline(start, cut):
                continue
            name = view.name(start, cut)
            key = fold(name)
            after_place = start >= 2 and view.low[start - 1] == "," and start - 2 in self.taken
            if len(key) < 3 and not after_place and key not in view.words.acronyms:
                continue
            if cut - start == 1 and view.low[start] in view.words.nameless:
                continue
            told = after_place or self._in_context(start, cut, key)
            if not (told or self._beside(start)):
                continue
            found = self.places.candidates(name)
            if not (told or self._of_story(start, cut, found)):
                continue
            if found and self._plausible(key, start, cut, found, after_place):
                return self._found(start, cut, after_place)
        if all(view.proper[start:end]) and end - start < LONGEST and self._classed(start, end):
            return self._found(start, end, True)
        if self._unknown(start, end) or self._measured(start, end):
            return self._found(start, end, True)
        return None

    def _measured(self, start: int, end: int) -> bool:
        """Whether a distance or direction says where a name that no gazetteer has lies: "at Wad Sefa, 60 km to the
        north", "at Wad Sefa, in the north of the province"."""
        view, words = self.view, self.view.words
        before = view.before(start)
        placed = before > 0 and (
            view.low[before] in words.locative or view.low[before - 1 : before + 1] == ["out", "of"]
        )
        if not placed or end - start > LONGEST or end + 2 >= len(view.low):
            return False
        if view.low[end] != "," or view.low[start] in words.nameless:
            return False
        ahead = view.low[end + 1 : end + MEASURE]
        told = not words.units.keys().isdisjoint(ahead) or ahead[:2] == ["in", "the"]
        return told and not words.directions.isdisjoint(ahead)

    def _found(self, start: int, end: int, sure: bool) -> Mention:
        from dateline.reading.places.mentions import mention

        return mention(self.view, start, end, "GAZ", sure)

    def _classed(self, start: int, end: int) -> bool:
        """Whether a class word says that a name which no gazetteer has is a town or a district: "the village of X"."""
        kind = self.view.of_class(start) or self.view.words.classes.get(self.view.after(end))
        before = self.view.before(start)
        placed = before >= 0 and (self.view.low[before] in self.view.words.locative or self.view.low[before] == "of")
        return kind in ("city", "admin2") and placed and self.view.low[start] not in self.view.words.nameless

    def _unknown(self, start: int, end: int) -> bool:
        """Whether one capitalised word that no gazetteer has says where: "shelling resumed in Xorwa"."""
        view = self.view
        before = view.before(start)
        if end - start > 1 or before != start - 1:
            return False
        if view.low[before] == "of" and view.low[before - 1] in view.words.dwellers:
            return not (view.low[start] in view.words.nameless or self._clothed(start))
        if view.low[before] not in ("in", "near"):
            return False
        token, word = view.doc[start], view.text[start]
        if view.label[start] and (view.label[start] != "PERSON" or token.head.head.pos_ != "VERB"):
            return False
        where = token.dep_ == "pobj" and token.pos_ == "PROPN" and token.n_lefts == 0
        plain = len(word) >= SHORTEST and word[1:].islower() and view.low[start] not in view.words.nameless
        return where and plain and not self.places.candidates(word) and not self._clothed(start)

    def _clothed(self, start: int) -> bool:
        """Whether what comes after makes the word part of something else ("in Xorwa University", "in Block 12")."""
        view, after = self.view, start + 1
        if after >= len(view.low):
            return False
        word = view.low[after]
        return view.upper[after] or word in ("'s", "’s", "-", "no", "#") or word[0].isdigit()

    def _ends(self, start: int, cut: int, bounds: tuple[int, int] | None) -> bool:
        """Whether a name may end at `cut` inside a run of capitals: at a class word, or where the entity ends."""
        view = self.view
        return view.low[cut] in view.words.classes or view.label[cut] == "NORP" or bounds == (start, cut)

    def _dateline(self, start: int, end: int) -> bool:
        """ "KABUL (Reuters) —", "BASRA, Iraq --": capitals that open a sentence, before a dash or a bracket."""
        view = self.view
        opens = start in view.opening or view.text[start - 1].isspace() or view.low[start - 1] in (".", "!", "?")
        if not opens or not all(t.isupper() for t in view.text[start:end] if t.isalpha()):
            return False
        return view.after(end) in _DASHES or view.after(end) == ","

    def _in_context(self, start: int, end: int, key: str) -> bool:
        view, words = self.view, self.view.words
        bounds = view.bounds.get(start)
        if start >= 2 and view.low[start - 1] == "of" and view.upper[start - 2] and view.low[start - 2] in words.seated:
            return True
        if bounds and not (bounds[0] >= start - 1 and bounds[1] <= end + 1):
            return False
        before, after = view.before(start), view.after(end)
        if view.after(end) in words.classes or view.of_class(start) or (after == "," and self._division(end + 1)):
            return True
        if before > 0 and view.low[before] == "of" and view.low[before - 1].replace("-", "") in words.parts:
            return True
        if start >= 2 and view.low[start - 1] in ("'s", "’s") and start - 2 in self.taken:
            return True  # "Lahore's Model Town"
        if self._second_of_two(start):
            return True
        if self._dateline(start, end) or (before >= 0 and view.low[before] in words.strong):
            return not (end < len(view.low) and view.upper[end] and after in words.organizations)
        if key in self.known and not (end - start == 1 and view.low[start] in view.surnames):
            return True
        if (
            start >= 2
            and view.low[start - 1] in (",", "and", "or")
            and (start - 2 in self.taken or (start >= 3 and view.low[start - 2] == "," and start - 3 in self.taken))
        ):
            return True
        return view.label[start] not in _OTHERS and before >= 0 and view.low[before] in words.locative

    def _second_of_two(self, start: int) -> bool:
        """Whether a place and "and" stand between "between" and the name: "on the road between Tabda and Dhobley"."""
        view = self.view
        at = start - 1
        if at < 2 or view.low[at] != "and":
            return False
        while at > 1 and at > start - BETWEEN and view.label[at - 1] in ("GPE", "LOC", "FAC"):
            at -= 1
        return at < start - 1 and view.low[at - 1] == "between"

    def _beside(self, start: int) -> bool:
        """Whether a name stands where the name of a place may: after a preposition, as what was entered or attacked, or
        in a row with a place."""
        view, words = self.view, self.view.words
        at = view.before(start)
        if at < 0:
            return False
        if view.low[at] in words.locative or view.low[at] == "before":
            return True
        if view.low[at] in ("and", "or", ",", "-", "–"):
            return at - 1 in self.taken
        verb = view.doc[at]
        if verb.pos_ == "VERB" and verb.lemma_ in words.enters:
            return True
        name = view.doc[start]
        if name.dep_ == "nsubj" and name.head.lemma_ == "come" and any(c.lower_ == "under" for c in name.head.children):
            return True  # "Xorwa came under fire"
        return name.dep_ == "nsubjpass" and name.head.lemma_ in words.enters

    def _of_story(self, start: int, end: int, found: tuple[Entry, ...]) -> bool:
        """Whether one of the larger places of that name lies in a country that the report names."""
        view, bounds = self.view, self.view.bounds.get(start)
        if view.low[start] in ("st", "st.", "saint") or (end - start == 1 and view.low[start] in view.surnames):
            return False
        if bounds and not (bounds[0] >= start - 1 and bounds[1] <= end + 1):
            return False
        return any(
            (e.country in self.story and (e.size >= KNOWN_SIZE or e.geonames is None or len(found) == 1))
            or (e.country is None and e.kind in ("river", "water"))
            or e.population >= LARGE
            for e in found[:5]
            if e.country not in view.words.english
        )

    def _division(self, at: int) -> bool:
        """Whether a country's or a first-level division's name stands at `at`."""
        view = self.view
        for end in range(min(at + 3, len(view.low)), at, -1):
            if view.upper[at]:
                found = self.places.candidates(view.name(at, end))
                if found and any(c.kind in DIVISIONS for c in found[:3]):
                    return True
        return False

    def _plausible(self, key: str, start: int, cut: int, found: tuple[Entry, ...], after_place: bool) -> bool:
        view = self.view
        if after_place and len(key) < 4:
            return any(c.kind in DIVISIONS for c in found)
        if key in view.words.acronyms:
            return view.text[start].replace(".", "").isupper()
        if key in self.known or cut - start > 1:
            return True
        return all(view.proper[start:cut]) or found[0].size > 50_000 or self._dateline(start, cut)

    def _body(self, start: int, end: int) -> Mention | None:
        """The place in the name of a local body: "Basra" in "Basra Police Department"."""
        view = self.view
        for cut in range(min(end, start + 3, len(view.low) - 1), start, -1):
            if view.low[cut] not in view.words.bodies:
                continue
            name = view.name(start, cut)
            key = fold(name)
            if len(key) < 3 or key in view.words.acronyms or view.low[start] in view.words.nameless:
                continue
            found = self.places.candidates(name)
            if (
                found
                and found[0].kind in ("city", "admin1", "admin2")
                and (key in self.known or found[0].size > 60_000 or cut - start > 1)
            ):
                extra = view.low[cut] in ("county", "parish", "township") and found[0].kind == "admin2"
                return Mention(start, cut + extra, view.name(start, cut + extra), None, "ORG")
        return None

    def _facility(self, start: int, end: int) -> Mention | None:
        """A named facility or quarter: "Shrine of Ali Mosque", "Al-Jadida neighborhood"."""
        view, words = self.view, self.view.words
        stop = end
        while stop + 1 < len(view.low) and view.low[stop] == "of" and view.upper[stop + 1]:
            stop = self._run(stop + 1, len(view.low))
        bounds = view.bounds.get(start)
        if bounds and bounds[1] > stop:
            stop = bounds[1]
        while stop - 1 > start and view.low[stop - 1] in ("'s", "’s", "'", ","):
            stop -= 1
        last, after = view.low[stop - 1], view.after(stop)
        if stop - start >= 2 and last in words.facilities and not set(range(start, stop)) & self.taken:
            if all(w in words.generic or w in words.facilities for w in view.low[start:stop]):
                return None
            before = view.before(start)
            if last not in words.institutions or (before >= 0 and view.low[before] in words.locative):
                return Mention(start, stop, view.name(start, stop), None, "FAC")
        if self._site(start, end, after):
            return Mention(start, end + 1, view.name(start, end + 1), None, "FAC")
        if words.classes.get(after) == "neighborhood" and any(view.proper[start:end]):
            return Mention(start, end, view.name(start, end), "neighborhood", "FAC", True)
        return None

    def _site(self, start: int, end: int, after: str) -> bool:
        """Whether a built place is named in one word that no gazetteer has: "Mitiga airport", "Sulub barracks"."""
        view = self.view
        plain = end - start == 1 and view.proper[start] and view.low[start] not in view.words.nameless
        free = view.label[start] not in ("PERSON", "NORP") and start not in view.opening
        return plain and free and after in view.words.sites and not self.places.candidates(view.text[start])
