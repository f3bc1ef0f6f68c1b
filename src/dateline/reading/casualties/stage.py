"""Casualty figures with bounds, victims, scope and source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.reading.casualties.confidence import confidence_of, features
from dateline.reading.casualties.context import Violence, repeated, survived
from dateline.reading.casualties.draft import coordinated, drafts
from dateline.reading.casualties.lexicon import among, lexicon
from dateline.reading.casualties.links import Links
from dateline.reading.casualties.phrases import Draft
from dateline.reading.casualties.scope import covers_both, scope_of
from dateline.reading.events.figurative import figurative
from dateline.reading.layers import Assessment, Layers, Sentence
from dateline.record import Casualty, Unplaced, Victims
from dateline.text import span_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

_REAL = ("happened", "begun")
_RECENT, _BACK = 8, 4  # figures, and sentences, that a later sentence may go back to
_VERBLESS = frozenset({"elliptic", "shared", "state", "reduced"})
_BOTH = frozenset({"both", "two"})


class CasualtyStage:
    """Reads the figures of killed, wounded, missing, captured and displaced people."""

    name, version = "casualties", "1"
    requires = frozenset({"events", "times", "places", "actors", "attributions", "assessments"})
    assigns = frozenset({"casualties", "unplaced"})

    def __call__(self, layers: Layers) -> Layers:
        """The layers with `casualties`."""
        triggers = among(layers.doc, lexicon().triggers)
        if not triggers:
            return layers
        links, violence = Links(layers), Violence(layers.doc)
        made: list[tuple[Casualty, Draft]] = []
        unplaced: list[Unplaced] = []
        for sentence, own in _by_sentence(layers, triggers):
            found = drafts(layers.doc, sentence.first, sentence.last, own)
            made += _figures(links, violence, sentence, found, made, unplaced)
        made = _inside(made)
        figures = _together(links, _numbered(repeated(survived(made, layers.doc), layers.doc)))
        return replace(layers, casualties=figures, unplaced=(*layers.unplaced, *unplaced))


def _numbered(figures: list[Casualty]) -> tuple[Casualty, ...]:
    """Figures with ids in text order; parts point at the new id of their whole."""
    ids = {c.id: f"c{n}" for n, c in enumerate(figures, 1)}
    return tuple(replace(c, id=ids[c.id], part_of=ids.get(c.part_of) if c.part_of else None) for c in figures)


def _inside(made: list[tuple[Casualty, Draft]]) -> list[tuple[Casualty, Draft]]:
    """ "Eleven of the dead were women" is a part of the last figure of its harm that can hold so many."""
    out: list[tuple[Casualty, Draft]] = []
    for figure, draft in made:
        if draft.group.inside and figure.part_of is None and (whole := _last_whole(out, figure)) is not None:
            figure = replace(figure, harm=whole.harm, part_of=whole.id, scope=whole.scope, events=whole.events)
        out.append((figure, draft))
    return out


def _last_whole(before: list[tuple[Casualty, Draft]], part: Casualty) -> Casualty | None:
    total = None
    for figure, draft in reversed(before[-_RECENT:]):
        holds = figure.high is None or (figure.high > 1 and figure.high >= part.low)
        if figure.part_of is not None or not holds or draft.group.inside:
            continue
        # of those killed, seven "had been shot": how they died
        if figure.harm in (part.harm, "casualties") or (figure.harm, part.harm) == ("killed", "wounded"):
            if figure.scope != "period":
                return figure
            total = total or figure
    return total  # a running total only where no incident's dead were told of


def _together(links: Links, figures: tuple[Casualty, ...]) -> tuple[Casualty, ...]:
    """Figures of which a later sentence says that they cover two incidents are joint."""
    doc, out = links.layers.doc, list(figures)
    if len(figures) == 0:
        return figures
    told = among(doc, _BOTH)
    for sentence, _ in _by_sentence(links.layers, told):
        if not covers_both(doc, sentence.first, sentence.last):
            continue
        first = links.layers.sentences[max(0, sentence.index - _BACK)].start
        for n, figure in enumerate(out):
            if first <= figure.quote.start < sentence.start and figure.scope == "incident":
                out[n] = replace(figure, scope="joint", events=tuple(e.id for e in links.joint(sentence)))
    return tuple(out)


def _by_sentence(layers: Layers, triggers: list[int]) -> Iterator[tuple[Sentence, list[int]]]:
    at = 0
    for sentence in layers.content():
        while at < len(triggers) and triggers[at] < sentence.first:
            at += 1
        start = at
        while at < len(triggers) and triggers[at] < sentence.last:
            at += 1
        if at > start:
            yield sentence, triggers[start:at]


def _figures(
    links: Links,
    violence: Violence,
    sentence: Sentence,
    found: list[Draft],
    sofar: list[tuple[Casualty, Draft]],
    unplaced: list[Unplaced],
) -> list[tuple[Casualty, Draft]]:
    made: list[tuple[Casualty, Draft]] = []
    ids: dict[int, str] = {}
    before = sofar[-1][0] if sofar else None
    for n, draft in enumerate(found):
        assessment = _assessed(links, draft)
        if (
            assessment is None
            or (draft.whole is not None and draft.whole not in ids)
            or not _worded(links.layers, draft)
        ):
            continue
        why = violence.why_not(draft, sentence.first, sentence.last) or figurative(links.layers, draft.trigger)
        if why is not None:
            unplaced.append(Unplaced("figure", why, links.layers.stretch(draft.group.first, draft.group.last)))
            continue
        ids[n] = f"c{len(sofar) + len(made) + 1}"
        part_of = ids[draft.whole] if draft.whole is not None else None
        figure = _figure(links, sentence, draft, assessment, ids[n], part_of, _running(links.layers, before, sentence))
        figure = _beside(links, _voiced(links.layers, figure, draft, made, before), draft, made)
        made.append((figure, draft))
        before = figure
    return _undone(links, _headed(made, links.layers.doc))


def _undone(links: Links, made: list[tuple[Casualty, Draft]]) -> list[tuple[Casualty, Draft]]:
    """Whoever is counted among the harmed of a deed is no doer of it, though the parser may take him for one."""
    out = []
    for figure, draft in made:
        others = [c.quote for c, _ in made if c is not figure and c.events == figure.events]
        doers = figure.perpetrators
        if others and doers and not draft.group.himself:
            doers = tuple(a for a in doers if not links.counted(a, others))
        out.append((replace(figure, perpetrators=doers), draft))
    return out


def _voiced(
    layers: Layers, figure: Casualty, draft: Draft, made: list[tuple[Casualty, Draft]], before: Casualty | None
) -> Casualty:
    """A part is said by whoever says its whole; "and 50 wounded", with no verb of its own, by who says the dead; "A
    further 900 have been wounded", of a running total, by who gave that total in the sentence before."""
    if figure.attribution is not None:
        return figure
    whole = next((c for c, _ in made if c.id == figure.part_of), None)
    if whole is None and made and draft.rule in _VERBLESS and coordinated(layers.doc, made[-1][1], draft):
        whole = made[-1][0]
    if whole is None and before is not None and not made and _goes_on(layers, figure, draft, before):
        whole = before
    return figure if whole is None else replace(figure, attribution=whole.attribution)


def _goes_on(layers: Layers, figure: Casualty, draft: Draft, before: Casualty) -> bool:
    """Whether a sentence opens with more people of the running total that the sentence before it gives."""
    here, there = layers.sentence_at(figure.quote.start), layers.sentence_at(before.quote.start)
    if here is None or there is None or here.paragraph != there.paragraph or here.index != there.index + 1:
        return False
    return draft.group.rest and draft.group.first == here.first and figure.scope == before.scope == "period"


def _beside(links: Links, figure: Casualty, draft: Draft, made: list[tuple[Casualty, Draft]]) -> Casualty:
    """ "killing 18 people and injuring 106": the second of two verbs of one doer has the day and place of the first,
    where its own words name none."""
    if not made or figure.scope != "incident" or made[-1][0].scope != "incident":
        return figure
    last, told = made[-1]
    day, place = links.shared(draft, told)
    if day and last.time is not None:
        figure = replace(figure, time=last.time, why=("time: that of the verb beside it", figure.why[1]))
    if place and last.place is not None:
        figure = replace(figure, place=last.place, why=(figure.why[0], "place: that of the verb beside it"))
    return figure


def _headed(made: list[tuple[Casualty, Draft]], doc: Doc) -> list[tuple[Casualty, Draft]]:
    """ "6 dead, 21 wounded in weekend shootings": what a headline says of the second figure holds for the first."""
    for n in range(len(made) - 1, 0, -1):
        (figure, draft), (after, second) = made[n - 1], made[n]
        bare = draft.rule in ("elliptic", "headline", "state") and figure.scope == "incident"
        if bare and after.scope == "joint" and coordinated(doc, draft, second):
            made[n - 1] = replace(figure, scope="joint", events=after.events), draft
    return made


def _worded(layers: Layers, draft: Draft) -> bool:
    span = layers.stretch(draft.group.first, draft.group.last)
    return any(c.isalnum() for c in span.text)


def _running(layers: Layers, before: Casualty | None, sentence: Sentence) -> bool:
    """Whether the figure before is a running total of the same paragraph."""
    if before is None or before.scope != "period":
        return False
    return before.evidence.start >= layers.zones[sentence.paragraph].start


def _assessed(links: Links, draft: Draft) -> Assessment | None:
    """How sure the report is, or `None` where it does not say that people came to harm."""
    layers, assess = links.layers, links.assessor.of
    assessment = assess(draft.clause)
    at = draft.group.head if draft.rule in ("elliptic", "state") else draft.trigger  # "reports of 75 dead"
    if at != draft.clause:
        own = assess(at)
        if own.status not in _REAL or (assessment.status in _REAL and own.certainty != "stated"):
            assessment = own
    if _intended(layers, draft.clause):
        return None
    if draft.group.qualifier == "none":
        return Assessment("happened", assessment.certainty, assessment.cue)
    return assessment if assessment.status in _REAL else None


def _intended(layers: Layers, clause: int) -> bool:
    """Whether the predicate is a bare infinitive that tells what was meant, not done: "an operation to arrest him"."""
    verb = layers.doc[clause]
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if not any(c.tag_ == "TO" for c in auxiliaries) or any(c.lower_ == "have" for c in auxiliaries):
        return False
    return verb.head.lemma_ not in lexicon().words["achieving"] or verb.dep_ not in ("xcomp", "ccomp", "advcl")


def _figure(
    links: Links,
    sentence: Sentence,
    draft: Draft,
    assessment: Assessment,
    ident: str,
    part_of: str | None,
    running: bool,
) -> Casualty:
    layers, group = links.layers, draft.group
    doc = layers.doc
    mention = layers.stretch(group.first, group.last)
    quote = mention if draft.words is None else layers.stretch(draft.words.first, draft.words.last)
    told = sentence if draft.words is None else layers.sentence_at(quote.start) or sentence
    scope = scope_of(doc, draft, sentence.first, sentence.last, running)
    events = links.events(draft, sentence, scope)
    attribution = links.attribution(mention)
    victim = None if draft.rule in ("toll", "count", "none") else mention
    if draft.victim is not None:
        noun = doc[draft.victim]
        victim = layers.stretch(noun.left_edge.i, noun.i + 1)
    seen = features(draft, assessment.certainty, scope, part_of is not None)
    place, there = links.place(draft, events, scope, sentence)
    time, then = links.time(draft, events) if scope != "period" else (None, "a running total has a period")
    return Casualty(
        id=ident, harm=draft.harm, low=group.low, high=group.high, qualifier=group.qualifier, quote=quote,
        evidence=span_of(layers.text, min(told.start, quote.start), sentence.end),
        victims=Victims(links.victims(draft), group.status, victim),
        perpetrators=links.perpetrators(draft, events), scope=scope, events=tuple(e.id for e in events),
        period=links.period(sentence) if scope == "period" else None, place=place,
        time=time, certainty=assessment.certainty,
        attribution=attribution.id if attribution else None, confidence=confidence_of(seen), part_of=part_of,
        why=(f"time: {then}", f"place: {there}"),
    )  # fmt: skip
