"""Ties a figure to the rest of the reading: events, perpetrators, victims' actor, place, time, attribution."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from dateline.reading.actors.index import actor_index
from dateline.reading.casualties.lexicon import lexicon
from dateline.reading.casualties.phrases import Draft, kid, shared_subject
from dateline.reading.certainty.assessor import Assessor
from dateline.reading.layers import Layers, Sentence, SpanIndex, token_at
from dateline.reading.linking import clause_head, linker_of
from dateline.record import Attribution, Event, Scope, Time
from dateline.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

_VIOLENT = ("ASSAULT",)
_NEAR_BY = 12  # words from a number to the place that it has for itself
_ARMED = ("MIL", "COP")  # sectors of a state's own forces
_HELD = ("ASSAULT", "COERCE")
_ONTO = frozenset({"on", "onto", "over", "into", "upon"})


def _takes(event: Event) -> bool:
    """Whether the deed takes people rather than hurts them: a bombing has no prisoners, an arrest no dead."""
    return event.type == "COERCE" or event.mode in ("abduct", "seize")


def _within(places: Sequence[tuple[int, int]], first: int, last: int) -> list[int]:
    """Numbers of what stands in `[first, last)`, of sorted pairs of place and number; in order of number."""
    return sorted(n for _, n in places[bisect_left(places, (first, -1)) : bisect_left(places, (last, -1))])


def _met(verb: Token) -> bool:
    """ "the convoy struck a mine", "he stepped on a landmine": whoever did harmed nobody."""
    words = lexicon().words
    if verb.lemma_ not in words["meeting"]:
        return False
    below = (c for c in verb.children if c.dep_ == "prep" and c.lower_ in _ONTO)
    things = [c for c in verb.children if c.dep_ == "dobj"] + [p for c in below for p in c.children if p.dep_ == "pobj"]
    return any(c.lower_ in words["laid"] for c in things)


class Links:
    """Answers for the figures of one report; build it once per stage call."""

    def __init__(self, layers: Layers) -> None:
        self.layers = layers
        self.linker = linker_of(layers)
        self.actors = actor_index(layers)
        self.assessor = Assessor(layers)
        self._events = [(e, token_at(layers.doc, e.trigger.start)) for e in layers.events]
        self._by_token = {i: e for e, i in self._events}
        self._at = sorted((i, n) for n, (_, i) in enumerate(self._events))
        self._starts = sorted((e.trigger.start, n) for n, (e, _) in enumerate(self._events))
        self._index = SpanIndex((t.span, t) for t in layers.times)
        self._places = SpanIndex((m, p.id) for p in layers.places for m in p.mentions)

    def events(self, draft: Draft, sentence: Sentence, scope: Scope) -> tuple[Event, ...]:
        """The events it counts: its own word's, one in its clause, the sentence's, the paragraph's last."""
        if scope == "period" or (draft.group.elsewhere and draft.whole is None):
            return ()
        fit = _HELD if draft.harm in ("captured", "displaced") else _VIOLENT
        taking = draft.harm == "captured"
        if scope == "joint":
            return self.joint(sentence, fit)
        for at in (draft.trigger, draft.clause):
            if (own := self._by_token.get(at)) is not None and own.status in ("happened", "begun"):
                return (own,)
        here = [
            (e, i)
            for e, i in self._inside(sentence)
            if e.type in fit
            and e.status in ("happened", "begun")
            and (draft.harm == "displaced" or _takes(e) == taking)
        ]
        doc = self.layers.doc
        if draft.rule == "toll":  # "put the toll at nine and said it had killed two": the deed has dead of its own
            here = [(e, i) for e, i in here if i < draft.trigger and not self._of_others(draft, doc[i])]
        clause = clause_head(doc[draft.clause])
        if not here and clause.dep_ == "relcl" and clause.head.lower_ in lexicon().words["joint"]:
            return ()  # "an attack that caused no casualties": of that attack, which is no event of ours
        near = [(e, i) for e, i in here if clause_head(doc[i]).i == clause.i] or here
        if near:
            return (min(near, key=lambda p: abs(p[1] - draft.trigger))[0],)
        if draft.harm != "displaced":
            before = tuple(e for e in self._before(sentence, fit) if _takes(e) == taking)
        else:
            before = self._before(sentence, fit)
        return before[-1:] if before else ()

    def _before(self, sentence: Sentence, fit: Sequence[str]) -> tuple[Event, ...]:
        zone = self.layers.zones[sentence.paragraph]
        told = (self._events[n][0] for n in _within(self._starts, zone.start, sentence.start))
        return tuple(e for e in told if e.type in fit and e.status in ("happened", "begun"))

    def _inside(self, sentence: Sentence) -> list[tuple[Event, int]]:
        """Events of a sentence and where they stand, in the order of the layers."""
        return [self._events[n] for n in _within(self._at, sentence.first, sentence.last)]

    def joint(self, sentence: Sentence, fit: Sequence[str] = _VIOLENT) -> tuple[Event, ...]:
        """The incidents that a figure of the sentence counts together: the deeds it names, else the last two told
        ("in both attacks"); none where it does not say which."""
        doc = self.layers.doc
        named = tuple(e for e, i in self._inside(sentence) if e.type in fit and doc[i].pos_ == "NOUN")
        if len(named) >= 2:
            return named
        before = self._before(sentence, fit)
        two = any(t.lower_ in ("both", "two") for t in doc[sentence.first : sentence.last])
        return before[-2:] if two and len(before) >= 2 else ()

    def perpetrators(self, draft: Draft, events: tuple[Event, ...]) -> tuple[str, ...]:
        """Who did it: the agent of the verb, else who acted in the one event; nobody is guessed."""
        doc = self.layers.doc
        if _met(doc[draft.trigger]) or _met(doc[draft.trigger].head) or any(map(self._only_met, events)):
            return ()
        if draft.agent is not None:
            found = self.actors.all_for_np(doc[draft.agent])
            if found or (doc[draft.agent].pos_ == "PRON" and not self._told_by(draft, events)):
                return self._others(found, draft)
        if len(events) != 1 or self._labelled(draft) or self._loses(draft) or not self._its_own(draft, events[0]):
            return ()
        return self._others([a for a in events[0].actors if not self._mourns(a, draft)], draft)

    def _told_by(self, draft: Draft, events: tuple[Event, ...]) -> bool:
        """Whether the deed of the draft's own word is an event: who acted in it is known there."""
        return any(token_at(self.layers.doc, e.trigger.start) == draft.trigger for e in events)

    def _only_met(self, event: Event) -> bool:
        """Whether the word of a deed tells only that somebody ran into what was laid for him."""
        return _met(self.layers.doc[token_at(self.layers.doc, event.trigger.start)])

    def _mourns(self, ident: str, draft: Draft) -> bool:
        """Whether a force tells of its own: "the army said it had struck a camp and that two soldiers were hurt", "the
        command acknowledged nine dead". Who told a figure did it only where the words say so."""
        actor, doc = self.actors.get(ident), self.layers.doc
        told = self.attribution(self.layers.stretch(draft.group.first, draft.group.last))
        if actor is None or told is None:
            return False
        hurt = self.actors.get(self.victims(draft))
        if actor.sector in _ARMED and draft.group.status == "security" and (hurt is None or hurt.country is None):
            return True
        speaks = any(s.actor == ident for s in self.layers.sources if s.id in told.chain)
        return (
            speaks and told.cue is not None and doc[token_at(doc, told.cue.start)].lemma_ in lexicon().words["owning"]
        )

    def _loses(self, draft: Draft) -> bool:
        """Whether the clause tells of losses borne: "the brigade lost 86 dead and 200 wounded"."""
        verb = self.layers.doc[draft.clause]
        return any(v.lemma_ in ("lose", "suffer") and (kid(v, "nsubj") or shared_subject(v)) for v in (verb, verb.head))

    def _others(self, doers: Sequence[str], draft: Draft) -> tuple[str, ...]:
        """The doers without the victims, unless they did it to themselves."""
        if draft.group.himself:
            return tuple(a for a in doers if not self._heals(a))
        doc, group = self.layers.doc, draft.group
        hurt = {self.victims(draft), *(self.actors.for_token(doc[i]) for i in range(group.first, group.last))}
        return tuple(a for a in doers if a not in hurt and not self._heals(a))

    def _labelled(self, draft: Draft) -> bool:
        """Whether a colon parts the figure from whoever is named before it: "UN: 1,617 killed in three months"."""
        doc, at = self.layers.doc, draft.group.first
        return at > 1 and doc[at - 1].lower_ == ":" and doc[at - 2].pos_ == "PROPN"

    def _heals(self, ident: str) -> bool:
        """Hospitals and medics receive the dead and wounded; they are never who hurt them."""
        actor = self.actors.get(ident)
        return actor is not None and actor.sector == "MED"

    def _its_own(self, draft: Draft, event: Event) -> bool:
        """Whether the doer of the deed is told of this figure too: not where the deed is another's death ("ten died,
        and four were killed by the army"), nor where more people are set beside those told before."""
        at = token_at(self.layers.doc, event.trigger.start)
        trigger = self.layers.doc[at]
        if at in (draft.trigger, draft.clause):
            return True
        if not self._same_sentence(draft, trigger):
            return not draft.group.rest and draft.rule not in ("intransitive", "toll")
        if draft.rule in ("intransitive", "verb") and self._of_others(draft, trigger):
            return False
        return not (trigger.lower_ in lexicon().verbs and any(c.dep_ == "agent" for c in trigger.children))

    def _of_others(self, draft: Draft, trigger: Token) -> bool:
        """Whether the deed has victims of its own in another clause ("two of them died, and they killed nine")."""
        if trigger.lower_ not in lexicon().verbs or all(c.dep_ != "dobj" for c in trigger.children):
            return False
        return clause_head(trigger).i != clause_head(self.layers.doc[draft.clause]).i

    def _same_sentence(self, draft: Draft, trigger: Token) -> bool:
        here, there = (self.layers.sentence_at(self.layers.doc[i].idx) for i in (draft.trigger, trigger.i))
        return here is not None and there is not None and here.index == there.index

    def victims(self, draft: Draft) -> str | None:
        """The actor who was harmed."""
        head = draft.group.head if draft.victim is None else draft.victim
        doc = self.layers.doc
        if draft.rule == "part" and doc[head].lower_ in ("them", "whom"):
            return None  # "massacred 76 officers, 75 of them recruits": nobody but those counted before
        found = self.actors.for_np(doc[head])
        if doc[head].pos_ == "PRON" and found is not None and found in self._doers_before(doc[head]):
            found = None  # "soldiers held 80 villagers; the bodies of nine of them"
        if found is None and draft.victim is not None:  # "US casualties"
            modifiers = (t for t in doc[head].lefts if t.dep_ in ("compound", "amod", "nmod"))
            found = next((a for t in modifiers if (a := self.actors.for_token(t))), None)
        return found

    def _doers_before(self, token: Token) -> tuple[str, ...]:
        """Who did the last deed of violence before a token in its paragraph."""
        sentence = self.layers.sentence_at(token.idx)
        before = self._before(sentence, _HELD) if sentence is not None else ()
        return before[-1].actors if before else ()

    def place(
        self, draft: Draft, events: tuple[Event, ...], scope: Scope, sentence: Sentence
    ) -> tuple[str | None, str]:
        """The place of the clause, else of the event, else what the paragraph runs on.

        A total that one incident is said to bring to a number has no place of its own.
        """
        raising = lexicon().words["raising"]
        if scope == "period" and any(t.lower_ in raising for t in self.layers.doc[sentence.first : draft.group.first]):
            return None, "a total that one incident raised has no place of its own"
        if draft.group.elsewhere and (after := self._place_after(draft.group.last)) is not None:
            return after, "same clause"
        found, why = self.linker.place_for(self.layers.doc[draft.clause])
        counted = next((e.place for e in events if e.place), None)
        if why == "same clause" or counted is None:
            return found, why
        return counted, "that of the event it counts"

    def _place_after(self, at: int) -> str | None:
        """The place that the words after a token name, up to a comma or another number: "38 | in a raid on Gwoza"."""
        doc = self.layers.doc
        end = at
        while (
            end < min(len(doc), at + _NEAR_BY)
            and doc[end].lower_ not in (",", ";", ".", "and")
            and not doc[end].like_num
        ):
            end += 1
        if end <= at:
            return None
        here = self._places.touching(doc[at].idx, doc[end - 1].idx + 1)
        return here[0][1] if here else None

    def time(self, draft: Draft, events: tuple[Event, ...]) -> tuple[str | None, str]:
        """The time of the clause, else of the event, else what the paragraph runs on; and why."""
        at = draft.group.head if draft.group.elsewhere else draft.clause
        found, why = self.linker.time_for(self.layers.doc[at])
        counted = next((e.time for e in events if e.time), None)
        if why == "same clause" or counted is None:
            return found, why
        return counted, "that of the event it counts"

    def counted(self, ident: str, quotes: Sequence[Span]) -> bool:
        """Whether a mention of an actor stands over one of these words."""
        actor = self.actors.get(ident)
        return actor is not None and any(m.covers(q) for m in actor.mentions for q in quotes)

    def shared(self, draft: Draft, told: Draft) -> tuple[bool, bool]:
        """Whether a draft shares the day, and the place, of the one before it: of two verbs of one doer the second
        whose own words name none."""
        doc, verb = self.layers.doc, self.layers.doc[draft.clause]
        joined = verb.dep_ == "conj" and verb.head.i == told.clause and verb.pos_ == "VERB"
        if not joined or any(c.dep_ in ("nsubj", "nsubjpass", "advmod") for c in verb.lefts):
            return False, False
        start, end = verb.idx, doc[verb.right_edge.i].idx + 1
        return not self._index.touching(start, end), not self._places.touching(start, end)

    def period(self, sentence: Sentence) -> str | None:
        """The stretch of time that the sentence names, for a running total."""
        here = [t for _, t in self._index.touching(sentence.start, sentence.end)]
        since = self._since(sentence, here)
        found = [since] if since else [t for t in here if t.type in ("interval", "duration") or t.start is None]
        return found[0].id if found else None

    def _since(self, sentence: Sentence, here: list[Time]) -> Time | None:
        """The time that the stretch runs from: "since Wednesday", "since the war began on August 5"."""
        words = self.layers.doc[sentence.first : sentence.last]
        at = next((w.idx for w in words if w.lower_ == "since"), None)
        return next((t for t in here if at is not None and t.span.end > at), None)

    def attribution(self, quote: Span) -> Attribution | None:
        """Whoever is said to have said it."""
        return self.linker.attribution_for(quote)
