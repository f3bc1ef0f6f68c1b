"""Which time, place and attribution a claim has: own clause first, then its sentence, then what runs in the paragraph.

Every answer comes with its reason, so that a record can say why. The publication date is never an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from dateline.reading.clauses import above, clause_head, earlier, in_future, keeps_time, owner, perfect, reach, verbs
from dateline.reading.layers import Layers, Same, Sentence, SpanIndex
from dateline.reading.whereabouts import (
    COUNTRY,
    acts,
    aftercare,
    aside,
    brought,
    called,
    dateline,
    destination,
    in_names,
    is_dateline,
    issued,
    of_talks,
    origin,
    over_all,
    owed,
)
from dateline.record import Attribution, Place, Time
from dateline.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Linker", "clause_head", "in_order"]

OWN, NEAR = 0.6, 2.6  # reach of one clause, and of clauses that share a time or place
PART = 1.2  # reach of a quarter named in what is told of its town ("a bomb parked outside a shop in Karrada")
AWAY = frozenset({"from", "of", "outside", "via"})
WHOLE = (3, 4, 6)  # where_prec of districts, provinces and countries
AREA = 4  # where_prec of a province, from which a place is an area
DAYS = 2  # date_prec of a day or a few
ROUND = 6  # sentences round the one day of a report in which what is told is of that day
OPENING = 6  # words of a sentence among which it says that it tells of something else
SINCE = 40  # characters between "since" and the day from which it counts
AHEAD = 3  # sentences that may still say when it happened
REPORTING_PLACE = 2.0  # "Police in Tampa said two men were shot": where they speak, and often where it was


class Linker:
    """Finds time, place and attribution for tokens of one report; build it once per stage call."""

    def __init__(self, layers: Layers) -> None:
        self._layers = layers
        first, last = dateline(layers)
        dated = (t for t in layers.times if t.start or t.end)
        self._times = SpanIndex((t.span, t) for t in dated if not first <= t.span.start < last)
        named = in_names(layers)
        self._places = SpanIndex(
            (m, p)
            for p in layers.places
            for m in p.mentions
            if not (first <= m.start < last or (m.start, m.end) in named or acts(layers, m, p) or origin(layers, m))
        )
        # who judges, asks or withholds something does not say it: the report does
        vouching = (a for a in layers.attributions if a.stance not in ("judges", "asks", "withholds"))
        self._said = SpanIndex((a.content, a) for a in vouching)

    def time_for(self, token: Token, came_about: bool = True) -> tuple[str | None, str]:
        """Id of the time of what `token` tells, or `None`, and why.

        Args:
            token: the word that names the event, or the noun that is counted.
            came_about: whether it is told as news: what is planned or demanded is when its own sentence says, or at
                no known time.
        """
        sentence = self._layers.sentence_at(token.idx)
        if sentence is None:
            return None, "outside every sentence"
        here, before = self._told_beside(self._times, token, sentence)
        found = self._best(token, here, _time_cost)
        if found is not None and found[0] > OWN:  # "…, bringing the toll since the war began on Sunday to 32"
            found = self._best(token, [h for h in here if not self._counts_since(h[0], token)], _time_cost)
        if found is not None:
            return found[1].id, found[2]
        if not came_about:
            return None, "no time in the sentence, and what has not come about is not of the day of the text"
        if earlier(clause_head(token)):
            return None, "told as earlier than what runs in the text"
        if perfect(clause_head(token)):
            return None, "told as what has come about by now"
        running = [t for s, t in before if _day(t) and self._runs(s) and not self._to_come(t)]
        if running:
            return next((t for t in reversed(running) if names_day(t)), running[-1]).id, "running in the paragraph"
        told = self._happened(sentence)
        if told is not None:
            return told.id, "the text goes on to say that it happened then"
        only = self._only_day
        told_of = [owner(self._layers.head(s.start, s.end)) for s, _ in here]
        elsewhen = any(t.lemma_ not in verbs().reporting for t in told_of)
        near = only is not None and abs(only[0] - sentence.index) <= ROUND
        if only is not None and near and not elsewhen and self._tells(token, sentence):
            return only[1].id, "the one day that the report tells of"
        return None, "no time in the sentence or before it in the paragraph that can be its"

    def counts_on(self, token: Token, ident: str | None) -> bool:
        """Whether a time only begins what a perfect sums up ("6,000 have been killed since 2014")."""
        if not perfect(clause_head(token)):
            return False
        return any(t.id == ident and self._since(t.span) for t in self._layers.times)

    def place_for(self, token: Token, told_there: bool = True) -> tuple[str | None, str]:
        """Id of the place of what `token` tells, or `None`, and why.

        Args:
            token: the word that names the event, or the noun that is counted.
            told_there: whether it comes about where the text is: what is said, agreed or refused is where its own
                sentence says, or nowhere.
        """
        sentence = self._layers.sentence_at(token.idx)
        if sentence is None:
            return None, "outside every sentence"
        here, earlier_on = self._told_beside(self._places, token, sentence)
        measured = {p.within for _, p in here if p.relation not in (None, "in")}
        here = [h for h in here if h[1].id not in measured]  # "Ngala, 90 km east of Maiduguri": it was in Ngala
        found = self._best(token, here, self._place_cost)
        if found is not None:
            return self._inner(token, found[1], here).id, found[2]
        if not told_there:
            return None, "no place in the sentence, and what is said happens in no place of the text"
        before = [p for s, p in earlier_on if not aftercare(p) and self._scene(s)]
        if over_all(token):
            before = [p for p in before if p.where_prec in WHOLE]
        local = [p for p in before if p.where_prec < COUNTRY]
        if local or before:
            return (local or before)[-1].id, "running in the paragraph"
        only = self._only_place
        elsewhere = any(p is only for _, p in here)  # the sentence names it for something else
        narrow = over_all(token) and only is not None and only.where_prec not in WHOLE
        if only is not None and not (elsewhere or narrow or earlier(clause_head(token))):
            return only.id, "the one place that the report tells of"
        return None, "no place in the sentence or before it in the paragraph, and more than one in the report"

    def _inner(self, token: Token, place: Place, here: Sequence[tuple[Span, Place]]) -> Place:
        """What lies in the place and is named with it ("the town of Sevare in the Mopti region"), else the place."""
        if place.relation not in (None, "in"):
            return place  # "Ngala, 90 km east of Maiduguri" is another place than that it is measured from
        land = place.country if place.where_prec >= COUNTRY else None
        inside = [
            (s, p)
            for s, p in here
            if p.where_prec < AREA
            and p is not place
            and (place.id in self._around(p) or (land is not None and p.country == land))
        ]
        found = self._best(token, inside, self._place_cost)
        reach_of = OWN if place.where_prec >= AREA else PART
        return found[1] if found is not None and found[0] <= reach_of else place

    def attribution_for(self, span: Span) -> Attribution | None:
        """The narrowest attribution whose content holds all of `span`; `None` is the report's own voice."""
        holding = [a for s, a in self._said.touching(span.start, span.end) if s.covers(span)]
        return min(holding, key=lambda a: a.content.end - a.content.start, default=None)

    def _best[T: (Time, Place)](
        self, token: Token, here: Sequence[tuple[Span, T]], cost: Callable[[Token, Token, T], float | None]
    ) -> tuple[float, T, str] | None:
        """The candidate of the sentence that reaches the token at the least cost; of equals the nearest."""
        scored: list[tuple[float, int, int, T]] = []
        for n, (span, value) in enumerate(here):
            head = self._layers.head(span.start, span.end)
            price = cost(token, head, value)
            if price is not None and price <= NEAR:
                scored.append((round(price, 2), abs(span.start - token.idx), n, value))
        if not scored:
            return None
        price, _, _, value = min(scored, key=lambda s: s[:3])
        return price, value, "same clause" if price <= OWN else "same sentence"

    def _told_beside[T: (Time, Place)](
        self, index: SpanIndex[T], token: Token, sentence: Sentence
    ) -> tuple[list[tuple[Span, T]], list[tuple[Span, T]]]:
        """What stands between the semicolons round a token, each half of a sentence telling its own; and what the
        paragraph names before that."""
        text = self._layers.text
        first = max(text.rfind(";", sentence.start, token.idx) + 1, sentence.start)
        last = text.find(";", token.idx, sentence.end)
        zone = self._layers.zones[sentence.paragraph]
        before = index.touching(zone.start, first) if first > zone.start else []
        return index.touching(first, sentence.end if last < 0 else last), before

    def _runs(self, span: Span) -> bool:
        """Whether a time sets the scene for what follows: not of speech, of a charge, or of what is to come."""
        phrase = self._layers.head(span.start, span.end)
        head = owner(phrase)
        due = phrase.dep_ == "pobj" and phrase.head.lower_ == "by"
        described = head.dep_ == "relcl" or (head.dep_ == "acl" and _aged(head))
        return not (due or keeps_time(head) or earlier(head) or described or self._since(span))

    def _to_come(self, time: Time) -> bool:
        """Whether a time lies after the day on which the report came out: it sets no scene for what has happened."""
        published = self._layers.report.published
        return bool(published and time.start and time.start > published)

    def _scene(self, span: Span) -> bool:
        """Whether a place is where the text is, and not where somebody only went to or talked."""
        phrase = self._layers.head(span.start, span.end)
        return not (destination(phrase) or of_talks(phrase))

    def _since(self, span: Span) -> bool:
        """Whether a stretch of time begins there ("since the war began on 7 October"): no day of what is told."""
        before = self._layers.text[max(0, span.start - SINCE) : span.start].lower()
        return "since" in before.rpartition(". ")[2].split()

    def _counts_since(self, span: Span, token: Token) -> bool:
        """Whether another clause than the token's own counts from there on."""
        if not self._since(span):
            return False
        clause = clause_head(self._layers.head(span.start, span.end))
        if any(c.dep_ == "mark" and c.lower_ == "since" for c in clause.children):
            clause = clause_head(clause.head)
        return clause.i != clause_head(token).i and clause.dep_ in ("advcl", "acl")

    def _happened(self, sentence: Sentence) -> Time | None:
        """The day that one of the next sentences gives for what was told ("It happened on Sunday")."""
        sentences = self._layers.sentences
        last = sentences[min(len(sentences), sentence.index + AHEAD + 1) - 1]
        for span, time in self._times.touching(sentence.end, last.end):
            head = owner(self._layers.head(span.start, span.end))
            if _day(time) and names_day(time) and _happens(head) and not self._since(span):
                return time
        return None

    @cached_property
    def _only_day(self) -> tuple[int, Time] | None:
        """The day that the report tells of, where every day in it on which something came about is the same, and the
        sentence that names it first."""
        layers = self._layers
        named = self._times.touching(0, len(layers.text))
        told = [(s, t) for s, t in named if _day(t) and self._runs(s) and not self._apart(layers.sentence_at(s.start))]
        if not told or max(t.start or "" for _, t in told) > min(t.end or "" for _, t in told):
            return None
        span, time = min(told, key=lambda p: (not names_day(p[1]), p[1].date_prec or DAYS, p[0].start))
        sentence = layers.sentence_at(span.start)
        return (sentence.index, time) if sentence is not None else None

    def _apart(self, sentence: Sentence | None) -> bool:
        """Whether a sentence opens by saying that it tells of something else ("In a separate incident, …")."""
        if sentence is None:
            return False
        opening = self._layers.doc[sentence.first : min(sentence.first + OPENING, sentence.last)]
        return any(t.lower_ in verbs().apart for t in opening)

    def _tells(self, token: Token, sentence: Sentence) -> bool:
        """Whether a word is told as the report's news: in the past, or in a title, and no mere description."""
        head = clause_head(token)
        if self._apart(sentence):
            return False
        if sentence.zone == "title":
            return not in_future(head)
        if head.dep_ in ("relcl", "acl") or in_future(head):
            return False
        auxiliaries = {c.lower_ for c in head.children if c.dep_ in ("aux", "auxpass")}
        past = head.tag_ == "VBD" or not auxiliaries.isdisjoint(("was", "were", "did")) or head.tag_ == "VBN"
        finite = head.tag_ == "VBG" and head.dep_ in ("advcl", "conj", "xcomp")
        return (past or finite) and auxiliaries.isdisjoint(("has", "have", "'ve", "had", "is", "are", "to"))

    def _place_cost(self, claim: Token, phrase: Token, place: Place) -> float | None:
        if issued(phrase) and clause_head(claim).i != clause_head(phrase).i:
            return None
        if (beside := aside(phrase)) is not None and not above(claim, beside):
            return None
        price = reach(claim, phrase)
        if price is None:
            head = clause_head(phrase)
            if head.lemma_ not in verbs().reporting or in_future(head):
                return None
            price = REPORTING_PLACE
        if phrase.dep_ == "pobj" and phrase.head.lower_ in AWAY and not called(phrase):
            price += 0.5
        if brought(phrase):
            return None
        if place.where_prec >= COUNTRY or phrase.pos_ == "ADJ":
            price += 0.5  # "killed in Herat, Afghanistan", "an Iraqi town"
        return price

    @cached_property
    def _only_place(self) -> Place | None:
        """The place that the report tells of, where all places below a country lie in one another; else the dateline's,
        where there is no other."""
        layers = self._layers
        named = self._places.touching(0, len(layers.text))
        somewhere = {p.id for m, p in named if not owed(clause_head(layers.head(m.start, m.end)))}
        datelined = [p for p in layers.places if is_dateline(p, layers.report.dateline)]
        somewhere |= {p.id for p in datelined}
        local = [p for p in layers.places if p.where_prec < COUNTRY and not aftercare(p) and p.id in somewhere]
        datelined = [p for p in local if p in datelined]
        told = [p for p in local if p not in datelined] or datelined
        if not told:
            return None
        inner = min(told, key=lambda p: (p.where_prec, p.mentions[0].start if p.mentions else 0))
        around = self._around(inner)
        return inner if all(p.id == inner.id or p.id in around or p.within == inner.id for p in told) else None

    def _around(self, place: Place) -> set[str]:
        by_id = {p.id: p for p in self._layers.places}
        found: set[str] = set()
        at = place.within
        while at is not None and at not in found:
            found.add(at)
            at = by_id[at].within if at in by_id else None
        return found | {p.id for p in by_id.values() if p.name == place.admin1}


def linker_of(layers: Layers) -> Linker:
    """The linker over these layers; one is made for all the stages that ask of the same report."""
    return _linker(Same(layers, layers.times, layers.places, layers.attributions, layers.sentences))


@lru_cache(maxsize=2)
def _linker(key: Same) -> Linker:
    return Linker(key.layers)


def _happens(head: Token) -> bool:
    """Whether a verb dates what was told before it ("It happened", "The attack took place", "Officers were called")."""
    if head.lemma_ not in verbs().happening or in_future(head):
        return False
    if head.lemma_ == "come" and any(c.lower_ == "into" for c in head.children):
        return False  # "the deal, which came into force on Wednesday"
    return head.lemma_ != "take" or any(c.dep_ == "dobj" and c.lower_ == "place" for c in head.children)


def _aged(participle: Token) -> bool:
    """Whether a participle tells what became of a person: "Corporal X, 20, killed on Saturday"."""
    first = participle.left_edge
    before = participle.doc[max(0, first.i - 2) : first.i]
    return participle.head.ent_type_ == "PERSON" or (len(before) == 2 and before[0].like_num and before[1].text == ",")


def _time_cost(claim: Token, phrase: Token, time: Time) -> float | None:
    price = reach(claim, phrase)
    clause = clause_head(phrase)
    ahead = clause.dep_ == "relcl" and clause.tag_ in ("VBZ", "VBP") and not above(claim, clause)
    if price is None or ahead:
        return None  # "talks on a truce that ends on Friday"
    price += 0.4 if time.type == "duration" else 0.0
    price += 0.2 if (time.date_prec or 5) > DAYS else 0.0
    return price if names_day(time) else price + 0.35


def _day(time: Time) -> bool:
    """Whether a time is a day or a few: longer ones set no scene for the sentences after them."""
    return time.type != "duration" and (time.date_prec or 5) <= DAYS


def names_day(time: Time) -> bool:
    """Whether a time names its day: "10 p.m." and "overnight" lean on one that is named elsewhere."""
    if time.type != "time":
        return True
    text = time.span.text.lower()
    return any(text.startswith(d) or f" {d}" in text for d in verbs().days)


def in_order[T](items: Iterable[tuple[Span, T]]) -> list[tuple[Span, T]]:
    """Pairs by place in the text, longer spans first."""
    return sorted(items, key=lambda p: (p[0].start, -p[0].end))
