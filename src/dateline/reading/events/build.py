"""From event words to the record's events: stance, participants, kind, place, time, size."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.reading.certainty import Assessor
from dateline.reading.events.acled import Sides
from dateline.reading.events.candidate import Candidate
from dateline.reading.events.clause import clause_of
from dateline.reading.events.confidence import confidence
from dateline.reading.events.figurative import figurative
from dateline.reading.events.kinds import Kind, Kinds
from dateline.reading.events.roles import Participants, Roles
from dateline.reading.events.triggers import Triggers
from dateline.reading.events.words import lexicon
from dateline.reading.layers import Assessment, Layers, Sentence
from dateline.reading.linking import linker_of
from dateline.reading.numbers import quantities
from dateline.record import Event, EventType, Size, Unplaced

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPEECH: frozenset[str] = frozenset(
    {"AGREE", "REQUEST", "THREATEN", "REJECT", "ACCUSE", "CONCEDE", "SUPPORT", "SANCTION", "CONSULT"}
)
_UNDER = frozenset({"xcomp", "ccomp", "pcomp", "prep", "acl", "dobj", "pobj", "advcl"})
_VIOLENT = ("ASSAULT", "COERCE", "MOBILIZE", "THREATEN")
_PAPERS = frozenset({"plan", "proposal", "draft", "text"})
_BODIES = frozenset({"state", "organization", "force", "armed_group", "media"})
_BESIDE = frozenset({"after", "since", "during", "before", "despite", "following", "amid", "as"})
_SAY = frozenset(
    {"say", "announce", "tell", "state", "declare", "insist", "add", "report", "confirm", "note", "stress", "reiterate"}
)


@dataclass(frozen=True, slots=True)
class Draft:
    """An event on its way: what it is, before it gets its id."""

    candidate: Candidate
    type: EventType
    assessment: Assessment
    who: Participants
    kind: Kind
    sentence: Sentence


class Builder:
    """Builds the events of one report."""

    def __init__(self, layers: Layers) -> None:
        self._layers = layers
        self._lex = lexicon()
        self._clause = clause_of(layers.doc)
        self._triggers = Triggers(self._clause, self._lex)
        self._roles = Roles(layers, self._clause, self._triggers.entry)
        self._kinds = Kinds(self._clause, self._lex)
        self._linker = linker_of(layers)
        self._assess = Assessor(layers)
        self._charged: set[int] = set()  # deeds that are told of only to blame somebody
        self._days = tuple(t.span.start for t in layers.times if t.start and t.type in ("date", "time"))
        self.unplaced: list[Unplaced] = []

    def drafts(self) -> Iterable[Draft]:
        """The events of the title and the body, in text order."""
        for sentence in self._layers.content():
            candidates = self._triggers.of(sentence)
            taken = {c.i: c for c in candidates}
            for candidate in candidates:
                if self._embedded(candidate, taken) or self._background(candidate, taken):
                    continue
                if (why := self._figure(candidate)) is not None:
                    self.unplaced.append(Unplaced("event", why, self._layers.span(self._layers.doc[candidate.i])))
                    continue
                draft = self._draft(candidate, sentence)
                if self._told(draft):
                    yield draft

    def _figure(self, candidate: Candidate) -> str | None:
        """Why a violent word tells of no violence."""
        if candidate.entry.type not in _VIOLENT:
            return None
        words = (candidate.i, *(w for w in (candidate.act, candidate.noun) if w is not None))
        return next((why for i in words if (why := figurative(self._layers, i)) is not None), None)

    def _embedded(self, candidate: Candidate, taken: dict[int, Candidate]) -> bool:
        """Whether the word is the content of another event in the sentence: what was agreed, demanded, refused."""
        s = self._clause.s
        at = candidate.governor if candidate.governor is not None else candidate.i
        reason = False
        for _ in range(8):
            head, dep = s.head[at], s.dep[at]
            reason = reason or (dep == "prep" and s.lower[at] in ("for", "over", "of", "on"))
            if head == at or dep not in _UNDER | {"conj"} or (dep == "prep" and s.lower[at] in _BESIDE):
                return False
            over = taken.get(head)
            if over is not None and head != candidate.i and dep != "conj" and over.i not in candidate.also:
                infinitive = any(s.tag[c] == "TO" for c in s.children[at])
                if (dep == "advcl" and not infinitive) or (dep == "ccomp" and self._abreast(at, head)):
                    return False
                if s.lemma[over.i] in self._lex.opens and (candidate.new or (candidate.verb and not infinitive)):
                    return False  # what is investigated has happened
                if over.entry.type == "ACCUSE" and candidate.entry.type == "ASSAULT":
                    # "accused of an attack that killed six", "of bombing a school on Tuesday": a deed of its own, told
                    # of to blame
                    if self._counts(candidate) or self._dated(at):
                        self._charged.add(candidate.i)
                        return False
                    return True
                return over.entry.type in _SPEECH or infinitive or reason
            at = head
        return False

    def _abreast(self, clause: int, head: int) -> bool:
        """Whether a clause stands beside the one after it and is not what it says ("Raid kills 3, X vows reply")."""
        own, other = self._clause.s.kid(head, "dobj"), self._clause.s.kid(head, "nsubj")
        return clause < head and own is not None and own > head and other is not None and clause < other

    def _counts(self, candidate: Candidate) -> bool:
        """Whether the words of an act count those whom it hurt."""
        s = self._clause.s
        hurt = [o for i in (candidate.i, *candidate.also) if (o := self._clause.object(i)) is not None]
        return any(s.dep[c] == "nummod" for o in hurt for c in s.children[o])

    def _dated(self, verb: int) -> bool:
        """Whether a clause gives the day of its deed."""
        token = self._layers.doc[verb]
        first, last = token.left_edge, token.right_edge
        return any(first.idx <= day < last.idx + len(last) for day in self._days)

    def _background(self, candidate: Candidate, taken: dict[int, Candidate]) -> bool:
        """Whether a clause only says who somebody is ("a lawyer who had been jailed") or sets a condition."""
        s = self._clause.s
        doer = self._clause.subject(candidate.i) if candidate.verb else None
        if doer is not None and s.tag[doer] == "WP" and s.dep[candidate.i] in ("ccomp", "pcomp"):
            return True  # "it is not known who ordered it"
        if candidate.verb and self._asked(candidate.i):
            return True
        if self._assess.of(candidate.i).status == "hypothetical" and self._in_condition(candidate.i):
            return True
        if (
            not candidate.verb
            or candidate.entry.type in ("ASSAULT", "PROTEST")
            or s.dep[candidate.i] not in ("relcl", "acl")
        ):
            return False
        return len(taken) > 1

    def _asked(self, i: int) -> bool:
        """Whether a clause only asks for a number ("it was not clear how many people had been killed")."""
        s = self._clause.s
        first = self._clause.doc[i].left_edge.i
        return s.dep[i] in ("ccomp", "pcomp") and s.lower[first] == "how" and s.lower[first + 1] in ("many", "much")

    def _in_condition(self, i: int) -> bool:
        s = self._clause.s
        for _ in range(8):
            if s.dep[i] == "advcl":
                return True
            if s.head[i] == i:
                return False
            i = s.head[i]
        return False

    def _told(self, draft: Draft) -> bool:
        """A bare noun that names nobody is background, unless it is what a headline says."""
        c = draft.candidate
        if self._standing(draft) or self._paper(draft) or self._nobody(draft):
            return False
        if c.verb or c.new or c.governor is not None or draft.who.actors or draft.who.recipients:
            return True
        s = self._clause.s
        if draft.type == "PROTEST" and self._clause.preps(c.i, "against"):
            return True  # "mass protests against the budget"
        return s.head[c.i] == c.i or (draft.type == "ASSAULT" and self._cost(c.i))

    def _paper(self, draft: Draft) -> bool:
        """Whether a deal does what only those who made it can: "the deal calls for the release of 33 hostages"."""
        i = draft.candidate.i
        if draft.type not in _SPEECH or draft.who.actors or not draft.candidate.verb or self._clause.passive(i):
            return False
        doer = self._clause.subject(i)
        return doer is not None and self._clause.s.lemma[doer] in _PAPERS | self._lex.classes["deal"]

    def _nobody(self, draft: Draft) -> bool:
        """Whether nobody came to harm ("no one was hurt"): a figure, and no event."""
        s, i = self._clause.s, draft.candidate.i
        if not draft.candidate.verb or s.lemma[i] not in self._lex.harm or draft.candidate.also:
            return False
        hurt = self._clause.object(i)
        return hurt is not None and (s.lower[hurt] in ("nobody", "none") or s.lower[hurt - 1 : hurt] == ["no"])

    def _cost(self, noun: int) -> bool:
        """Whether people came to harm in what the noun names ("In the attack on the village 36 people died")."""
        s = self._clause.s
        over = s.head[noun]
        verb = s.head[over]
        return s.dep[noun] == "pobj" and s.lower[over] in self._lex.inside and s.lemma[verb] in self._lex.harm

    def _standing(self, draft: Draft) -> bool:
        """Whether a present tense only says how two stand to each other ("an aid group supports it")."""
        s, i = self._clause.s, draft.candidate.i
        if draft.type not in ("SUPPORT", "AID") or s.tag[i] not in ("VBZ", "VBP") or not draft.candidate.verb:
            return False
        target = self._clause.object(i)
        return target is not None and s.lower[target] in ("it", "them") and not draft.who.recipients

    def _draft(self, candidate: Candidate, sentence: Sentence) -> Draft:
        entry = candidate.entry
        assert entry.type is not None  # `Triggers` gives no others
        mutual = "with" in entry.roles[:1]
        who = self._who(candidate, mutual)
        assessment = self._assessed(candidate)
        sides = Sides(who.actor_at, who.recipient_at, self._target(candidate), self._roles.kinds(who.actors))
        kind = self._kinds.of(candidate, sides, sentence.first, sentence.last)
        turned = self._turned(candidate, assessment, who)
        if turned is None:
            return Draft(candidate, entry.type, assessment, who, kind, sentence)
        type_, who, assessment = turned
        return Draft(candidate, type_, assessment, who, Kind(None, None, ()), sentence)

    def _target(self, candidate: Candidate) -> int | None:
        verb = candidate.i if candidate.verb else candidate.governor
        target = self._clause.object(verb) if verb is not None else None
        if target is not None and target != candidate.i:
            return target
        for word in ("on", "against", "at", "of"):
            if found := self._clause.preps(candidate.i, word):
                return found[0]
        return None

    def _who(self, candidate: Candidate, mutual: bool) -> Participants:
        if candidate.act is not None:
            entry = candidate.entry
            harm = replace(entry, roles=("obj",)) if "swap" in entry.roles else entry
            who = self._roles.of_verb(candidate.i, harm, False)
            act = self._roles.of_verb(candidate.act, candidate.entry, False)
            bodies = tuple(r for r in act.recipients if self._roles.kinds((r,)) <= _BODIES and r not in who.actors)
            who = replace(who, recipients=tuple(dict.fromkeys((*who.recipients, *bodies))))
            if who.actors:
                return who
            actors = tuple(a for a in act.actors if a not in who.recipients)
            return replace(who, actors=actors, actor_at=act.actor_at)
        if candidate.verb:
            who = self._roles.of_verb(candidate.i, candidate.entry, mutual)
            if candidate.noun is None or who.actors:
                return who
            other = self._roles.of_noun(candidate.noun, candidate.entry, None, False, mutual)
            return replace(
                who, actors=tuple(a for a in other.actors if a not in who.recipients), actor_at=other.actor_at
            )
        who = self._roles.of_noun(candidate.i, candidate.entry, candidate.governor, candidate.swapped, mutual)
        if who.recipients:
            return who
        for i in candidate.also:
            if self._clause.s.pos[i] == "VERB":
                other = self._roles.of_verb(i, candidate.entry, False)
                theirs = tuple(r for r in other.recipients if r not in who.actors)
                return replace(who, recipients=theirs, recipient_at=other.recipient_at)
        return who

    def _assessed(self, candidate: Candidate) -> Assessment:
        found = self._assess.of(candidate.i)
        if candidate.i in self._charged and found.certainty == "stated":
            return replace(found, certainty="hedged")
        if candidate.governor is not None and found.status == "happened" and found.certainty == "stated":
            return self._assess.of(candidate.governor)
        return found

    def _turned(
        self, candidate: Candidate, assessment: Assessment, who: Participants
    ) -> tuple[EventType, Participants, Assessment] | None:
        """PLOVER: intended cooperation is AGREE, a threatened hostile act THREATEN, "must" and "should" REQUEST,
        refusal of what is to come REJECT. The status keeps what is only planned or threatened."""
        s, lex, type_ = self._clause.s, self._lex, candidate.entry.type
        verb = candidate.i if candidate.verb else candidate.governor
        doer = self._clause.subject(verb) if verb is not None else None
        if verb is None or type_ is None or doer is None or doer == candidate.i:
            return None
        if assessment.status == "hypothetical" and assessment.certainty == "stated":
            return None  # a question
        modal = next((c for c in s.children[verb] if s.dep[c] == "aux" and s.tag[c] == "MD"), None)
        negated = s.kid(verb, "neg") is not None
        if negated and type_ in lex.cooperative and (modal is not None or s.tag[verb] != "VBD"):
            past = any(s.lower[c] in ("did", "had") for c in s.children[verb] if s.dep[c] == "aux")
            if not past and assessment.certainty == "stated":
                if not who.recipients:
                    ids, at = self._roles.unless(verb)
                    who = replace(who, recipients=ids, recipient_at=at)
                return "REJECT", who, Assessment(cue=assessment.cue)
        if modal is not None and s.lower[modal] in ("will", "would", "'ll", "wo", "shall"):
            if negated:
                return None
            if assessment.certainty == "conditional" and type_ not in lex.hostile:
                return None
            if type_ in lex.cooperative:
                return "AGREE", who, assessment
            if type_ in lex.hostile:
                return "THREATEN", who, replace(assessment, status="threatened")
        if modal is not None and s.lower[modal] in ("must", "should", "ought"):
            speaker = self._speaker(verb)
            if speaker:
                return "REQUEST", Participants(speaker, who.actors, None, who.actor_at), Assessment(cue=assessment.cue)
        return None

    def _speaker(self, verb: int) -> tuple[str, ...]:
        s = self._clause.s
        at = verb
        for _ in range(6):
            head = s.head[at]
            if head == at:
                return ()
            if s.dep[at] == "ccomp" and s.lemma[head] in _SAY:
                subject = self._clause.subject(head)
                return self._roles.ids(subject) if subject is not None else ()
            at = head
        return ()

    # --- into the record

    def event(self, draft: Draft, ident: str) -> Event:
        """The record's event of a draft."""
        layers, doc = self._layers, self._layers.doc
        token = doc[draft.candidate.i]
        trigger = layers.span(token)
        said = self._linker.attribution_for(trigger)
        happened = draft.assessment.status in ("happened", "begun")
        came_about = happened or draft.assessment.status == "denied"
        place, there = self._linker.place_for(token, told_there=came_about and draft.type not in _SPEECH)
        time, then = self._linker.time_for(token, came_about)
        if self._linker.counts_on(token, time):
            time, then = None, "told as a sum since then"
        return Event(
            id=ident,
            type=draft.type,
            mode=draft.kind.mode,
            acled=self._lex.acled[draft.kind.acled] if draft.kind.acled and happened else None,
            trigger=trigger,
            evidence=layers.stretch(draft.sentence.first, draft.sentence.last),
            actors=draft.who.actors,
            recipients=draft.who.recipients,
            place=place,
            time=time,
            why=(f"time: {then}", f"place: {there}"),
            weapons=tuple(layers.span(doc[w]) for w in draft.kind.weapons),
            size=self._size(draft),
            status=draft.assessment.status,
            certainty=draft.assessment.certainty,
            attribution=said.id if said is not None else None,
            confidence=confidence(self._clause.s, draft.candidate, draft.who, draft.assessment),
        )

    def _size(self, draft: Draft) -> Size | None:
        """How many came together, for protests and troop movements."""
        if draft.type not in ("PROTEST", "MOBILIZE") or draft.who.actor_at is None:
            return None
        layers, doc = self._layers, self._layers.doc
        at = self._clause.subject(draft.candidate.i) if draft.candidate.verb else None
        noun = doc[at if at is not None else draft.who.actor_at]
        first, last = noun.left_edge.i, min(noun.right_edge.i + 1, noun.i + 12)
        for q in quantities(doc, first, last):
            if q.kind in ("number", "order") and q.low >= 2:
                of = draft.who.actors[0] if draft.who.actors else None
                return Size(q.low, q.high, of, layers.stretch(q.first, q.last))
        return None
