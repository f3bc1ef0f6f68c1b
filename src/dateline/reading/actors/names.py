"""Proper names: known ones by the lexicon, others by the parser's named entities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.reading.actors.lexicon import Form, Lexicon
from dateline.reading.actors.mention import View
from dateline.reading.actors.nouns import nouns
from dateline.reading.layers import Layers, Sentence
from dateline.reading.syntax import syntax_of

_REPORTS = frozenset({"report", "quote", "publish", "broadcast", "cite", "air"})
LABELS = frozenset({"PERSON", "ORG", "NORP"})
_PLACE = frozenset({"GPE", "LOC", "FAC"})
_AMBIGUOUS = 3  # letters of an abbreviation that may mean another thing elsewhere
_OPENING = frozenset({"the", "a", "an", "-", "'", '"', "*", "("})
_CLOSING = frozenset({"'s", "'", "-", '"', "*", ")", "("})


@dataclass(frozen=True, slots=True, eq=False)  # one stretch of text is itself alone: hashing stays cheap
class Named:
    """A proper name: token range `[first, last)`, its readings in the lexicon, and the parser's label."""

    first: int
    last: int
    forms: tuple[Form, ...]
    label: str


def find_names(view: View, sentences: Iterable[Sentence], known: Lexicon, layers: Layers) -> list[Named]:
    """Names in the given sentences, in text order, not overlapping: the longer of two, the known one of equals."""
    found: list[Named] = []
    for sentence in sentences:
        found += _known(view, sentence, known)
    found = _with_entities(view, _placed(view, found, {p.country for p in layers.places}), layers)
    return _unmissed(view, found)


def _known(view: View, sentence: Sentence, known: Lexicon) -> list[Named]:
    found: list[Named] = []
    low, at, end, starts = view.low, sentence.first, sentence.last, known.starts
    while at < end:
        if low[at] not in starts or (hit := known.match(low, at, end)) is None:
            at += 1
            continue
        last, forms = hit
        forms = tuple(f for f in forms if _stands(view, at, last, f))
        if forms:
            found.append(Named(at, last, forms, ""))
            at = last
        else:
            at += 1
    return found


def _placed(view: View, named: list[Named], places: set[str | None]) -> list[Named]:
    """Leaves out short abbreviations of groups of countries that the report is not about: KIA is no group in Iraq."""
    told = {f.entry.country for n in named for f in n.forms if f.entry.kind == "state" or not f.capitals}
    countries = told | places
    states = {f.entry.country for n in named for f in n.forms if f.entry.kind == "state"}
    ends = {n.last: n for n in named}
    kept: list[Named] = []
    for n in named:
        if _elsewhere(view, n, states | places, ends.get(n.first)):
            continue
        word = view.low[n.first]
        if len(word) > _AMBIGUOUS or not word.isalpha():
            kept.append(n)
            continue
        fits = tuple(f for f in n.forms if not f.capitals or not _local(f) or f.entry.country in countries)
        if fits:
            kept.append(n if len(fits) == len(n.forms) else Named(n.first, n.last, fits, n.label))
    return kept


def _elsewhere(view: View, n: Named, told: set[str | None], before: Named | None) -> bool:
    """Whether a plain word that the force of one country bears as its name ("Marines") stands in a report that does not
    name that country, or after the name of another."""
    noun = nouns().heads.get(view.low[n.first]) if n.last - n.first == 1 else None
    countries = {f.entry.country for f in n.forms}
    if noun is None or noun.sector != "MIL" or None in countries:
        return False
    nation = before.forms[0].entry if before is not None else None
    foreign = nation is not None and nation.kind == "state" and nation.country not in countries
    return foreign or countries.isdisjoint(told)


def _local(form: Form) -> bool:
    """An abbreviation that means this only in reports on its country."""
    entry = form.entry
    return entry.country is not None and entry.rank > 0 and entry.sector not in ("GOV", "SPY") and not entry.agency


def _stands(view: View, first: int, last: int, form: Form) -> bool:
    """Whether the letter case fits: abbreviations in capitals, other names with capitals where they have them."""
    words = [i for i in range(first, last) if view.low[i] != "-"]
    printed = [view.printed(i) for i in words]
    if form.capitals:
        return all(p.isupper() or not p.isalpha() for p in printed) and not view.doc[first:last].text.islower()
    if any(cased and not p[:1].isupper() for cased, p in zip(form.cased, printed, strict=False)):
        return False
    telling = [i for i in words if view.low[i] != "the"]
    if all(view.doc[i].is_lower for i in telling):  # capitals of the whole line
        return form.entry.kind == "state" or (len(telling) > 1 and form.entry.kind != "media")
    return len(telling) > 1 or form.entry.kind != "media" or view.doc[telling[0]].pos_ == "PROPN"


def _with_entities(view: View, found: list[Named], layers: Layers) -> list[Named]:
    """Adds the parser's persons, organizations and peoples."""
    taken = {i: n for n in found for i in range(n.first, n.last)}
    votes, parts = _votes(view), _surnames(view)
    placed = {(m.start, m.end) for p in layers.places for m in p.mentions}
    dated = {t.span.start for t in layers.times}  # "Eid al-Fitr"
    kept = dict.fromkeys(found)
    for start, end, said in syntax_of(view.doc).ents:
        first, last = _trim(view, start, end)
        if first >= last or not _in_content(first, layers) or view.doc[first].idx in dated:
            continue
        borne = last - first == 1 and view.low[first] in parts
        if said not in LABELS and not borne:
            continue
        rivals = {taken[i] for i in range(first, last) if i in taken}
        if any(_stronger(view, r, first, last, said) for r in rivals):
            continue
        if _describes(view, first, last, taken) or (not rivals and _make_of(view, last)):
            continue
        label = "PERSON" if borne else votes.get(syntax_of(view.doc).words(first, last).lower(), said)
        short = last - first < 3 or label == "PERSON"
        if label not in LABELS or (not borne and short and _is_place(view, first, last, placed)):
            continue
        for rival in rivals:
            kept.pop(rival, None)
        named = Named(first, last, (), label)
        kept[named] = None
        taken |= dict.fromkeys(range(first, last), named)
    return sorted(kept, key=lambda n: n.first)


def _describes(view: View, first: int, last: int, taken: dict[int, Named]) -> bool:
    """An entity that is a describing phrase ("Salvadoran government", "Iraqi Police"): a nation and a plain noun."""
    noun = view.low[last - 1] in nouns().heads
    if not noun or last - first < 2:
        return False
    if view.doc[last - 1].is_lower:
        return True
    start = taken.get(first)
    return start is not None and start.forms[0].entry.kind == "state" and start.last == last - 1


def _make_of(view: View, last: int) -> bool:
    """Whether the words name the make or kind of a weapon ("Fighter jets", "a Grad rocket"): nobody's name."""
    return last < len(view.low) and (view.low[last] in nouns().equipment or view.low[last] in nouns().arms)


def _in_content(i: int, layers: Layers) -> bool:
    sentence = layers.sentence_at(syntax_of(layers.doc).start[i])
    return sentence is not None and sentence.zone in ("title", "body") and sentence.first <= i < sentence.last


def _is_place(view: View, first: int, last: int, placed: set[tuple[int, int]]) -> bool:
    """Whether the words are the name of a place, with its class word or without ("Mamond tehsil")."""
    start, end = view.doc[first].idx, view.doc[last - 1].idx + len(view.doc[last - 1])
    if last - first > 1 and view.doc[last - 1].is_lower:
        return (start, end) in placed or (start, view.doc[last - 2].idx + len(view.doc[last - 2])) in placed
    return (start, end) in placed


def _stronger(view: View, rival: Named, first: int, last: int, label: str) -> bool:
    """Whether a known name keeps its ground against an entity that overlaps it."""
    if last - first <= rival.last - rival.first:
        return True
    words = view.low[first:last]
    start = rival.first + (view.low[rival.first] == "the")
    if start < first or rival.last > last or "and" in words or "," in words:
        return True
    if all(f.role == "adjective" for f in rival.forms):
        return False
    alone = rival.last - rival.first == 1 and rival.last == last
    if label == "PERSON" and alone and _given(view, first, rival.first):
        return False  # "Rahim Haqqani"
    # "Israel Katz" is a person; in "Hamas leader" the entity only runs on.
    return label == "PERSON" and not (rival.forms[0].entry.kind == "state" and rival.first == first)


def _given(view: View, first: int, last: int) -> bool:
    """Whether the words before a known name are the given names of somebody who bears it."""
    words = nouns()
    said = words.titles | words.heads.keys() | words.modifiers.keys()
    return last > first and all(
        view.doc[i].pos_ == "PROPN" and view.printed(i)[:1].isupper() and view.low[i].rstrip(".") not in said
        for i in range(first, last)
    )


def _trim(view: View, first: int, last: int) -> tuple[int, int]:
    """A stretch without the marks, articles and white space at its ends."""
    low = view.low
    while first < last and (low[first] in _OPENING or low[first].isspace()):
        first += 1
    while first < last and (low[last - 1] in _CLOSING or low[last - 1].isspace()):
        last -= 1
    while last - first > 1 and low[first][0].isdigit() and low[first + 1] in ("-", "–", "—", ":"):
        first += 2  # "11:05 - UN"
    if last - first == 1 and any(c.isdigit() for c in low[first]):
        return first, first
    return first, last


def _votes(view: View) -> dict[str, str]:
    """The label that most occurrences of the same words get in this report."""
    seen: dict[str, Counter[str]] = {}
    syntax = syntax_of(view.doc)
    for first, last, label in syntax.ents:
        if label in LABELS or label in _PLACE:
            seen.setdefault(syntax.words(first, last).lower(), Counter())[label] += 1
    return {t: c.most_common(1)[0][0] for t, c in seen.items() if len(c) > 1}


def _surnames(view: View) -> set[str]:
    """Last words of the full names of persons."""
    long = (end for first, end, label in syntax_of(view.doc).ents if label == "PERSON" and end - first >= 2)
    ends = (end - 1 - (view.low[end - 1] in ("'s", "'")) for end in long)
    return {view.low[i] for i in ends if len(view.low[i]) > 3}


def _unmissed(view: View, found: list[Named]) -> list[Named]:
    """Adds the surnames of persons of this report where the parser saw no entity."""
    parts = _surnames(view)
    taken = {i for n in found for i in range(n.first, n.last)}
    more = [
        Named(i, i + 1, (), "PERSON")
        for i, word in enumerate(view.low)
        if word in parts and i not in taken and _looks_like_name(view, i)
    ]
    return sorted([*found, *more], key=lambda n: n.first)


def _looks_like_name(view: View, i: int) -> bool:
    token = view.doc[i]
    return token.pos_ in ("PROPN", "NOUN") and token.text[0].isupper() and not token.ent_type_


def mastheads(view: View, found: list[Named], sentences: Iterable[Sentence]) -> list[Named]:
    """Adds unknown media: a capitalised name that ends as mastheads do and reports, is told or is quoted."""
    words = nouns()
    names = words.media_names
    if not any(w in names and view.printed(i)[:1].isupper() for i, w in enumerate(view.low)):
        return found
    known = {i for n in found if n.forms and n.forms[0].entry.kind != "state" for i in range(n.first, n.last)}
    seen: dict[str, bool] = {}
    places: list[tuple[int, int]] = []
    for s in sentences:
        for i in range(s.first + 1, s.last):
            if view.low[i] not in names or i in known or not view.printed(i)[:1].isupper():
                continue
            first = i
            while first > s.first and view.doc[first - 1].pos_ in ("PROPN", "ADJ") and _capital(view, first - 1, known):
                first -= 1
            if first < i and (i + 1 >= s.last or view.doc[i + 1].pos_ != "PROPN"):
                places.append((first, i + 1))
                name = " ".join(view.low[first : i + 1])
                seen[name] = seen.get(name, False) or _carries(view, first, i + 1)
    media = [Named(f, e, (), "MASTHEAD") for f, e in places if seen[" ".join(view.low[f:e])]]
    inside = {i for n in media for i in range(n.first, n.last)}
    kept = [n for n in found if not any(i in inside for i in range(n.first, n.last))]
    return sorted([*kept, *media], key=lambda n: n.first) if media else found


def _capital(view: View, i: int, known: set[int]) -> bool:
    return i not in known and view.printed(i)[:1].isupper() and view.low[i] != "the"


def _carries(view: View, first: int, last: int) -> bool:
    """Whether the name reports, is told something, or is what a report is taken from."""
    words, root = nouns(), view.doc[first:last].root
    verb = root.head.lemma_.lower()
    if root.dep_ == "nsubj":
        plain = view.low[last - 1] in words.plain_media
        return verb in words.media_verbs and not (plain and verb not in _REPORTS)
    if root.dep_ in ("dobj", "dative"):
        return verb == "tell"
    return root.dep_ == "pobj" and view.low[root.head.i] in ("to", "by") and view.low[root.head.i - 1] in words.carriers


def subjects(view: View, found: list[Named], sentences: Iterable[Sentence], verbs: frozenset[str]) -> list[Named]:
    """Adds capitalised subjects of what people and governments do, where the parser saw no entity."""
    taken = {i for n in found for i in range(n.first, n.last)}
    deeds = nouns().body_deeds
    more: list[Named] = []
    s = syntax_of(view.doc)
    for sentence in sentences:
        for i in range(sentence.first, sentence.last):
            if s.dep[i] != "nsubj" or s.pos[i] != "PROPN" or i in taken or s.ent[i]:
                continue
            if view.low[i] in deeds:
                continue  # "Shelling resumed": the capital only opens the sentence
            head = s.head[i]
            if s.text[i][0].isupper() and s.pos[head] == "VERB" and s.parsed[head].lower() in verbs:
                first = i
                while (
                    first > sentence.first
                    and first - 1 not in taken
                    and (s.pos[first - 1] == "PROPN" or s.tag[first - 1] == "HYPH")
                ):
                    first -= 1
                if "".join(s.lower[first : i + 1]) in nouns().heads:
                    continue  # "The Secretary-General condemned": an office, and no name
                more.append(Named(first, i + 1, (), "UNKNOWN"))
    return sorted([*found, *more], key=lambda n: n.first)
