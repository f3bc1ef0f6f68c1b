"""Who did it, and to whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.reading.actors.index import actor_index
from dateline.reading.events.clause import Clause
from dateline.reading.events.words import Entry, lexicon

if TYPE_CHECKING:
    from dateline.reading.layers import Layers

_NEAR = ("poss", "compound", "amod", "nmod")
_INNER = ("by", "of", "from", "between", "against", "on", "for", "to", "with", "in", "at", "over", "into")
_FALLBACK = ("against", "on", "at", "with", "to", "from", "over", "of", "for", "into", "in")
_OWNED = frozenset({"dobj", "pobj", "prep", "dative", "nsubjpass", "compound", "amod", "nmod", "poss", "conj", "appos"})
_CLAUSES = frozenset({"advcl", "acl", "relcl"})
_REACH = _OWNED | _CLAUSES | {"pcomp", "xcomp", "ccomp", "nsubj"}
_HIT = frozenset({"on", "against", "of", "at", "into", "inside", "outside", "out"})
_ABOUT = _HIT | {"with", "to", "for", "from", "toward", "towards", "between", "over", "about", "in"}
_PHYSICAL = frozenset({"ASSAULT", "COERCE", "PROTEST", "SANCTION", "MOBILIZE", "RETREAT"})
_FITS: dict[str, frozenset[str]] = {  # kinds of speaker that a pronoun in what is said may stand for
    "it": frozenset({"state", "force", "armed_group", "organization", "media"}),
    "they": frozenset({"state", "force", "armed_group", "organization", "media", "population"}),
    "he": frozenset({"person"}),
    "she": frozenset({"person"}),
}
_ANYBODY = frozenset({"we", "i"})
_CLAIM = frozenset({"claim", "take", "admit", "accept", "acknowledge"})
_CONDITIONAL = frozenset({"THREATEN", "REJECT"})
_UNLESS = frozenset({"unless", "until", "till", "before", "if"})
_DOERS = ("by",)
_AGENTS = ("by", "from")


@dataclass(frozen=True, slots=True)
class Participants:
    """Actor ids of the two sides, and the token that each side was read from."""

    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    actor_at: int | None
    recipient_at: int | None


class Roles:
    """Fills the roles of events of one report."""

    def __init__(self, layers: Layers, clause: Clause, entry_of: Callable[[int], Entry | None]) -> None:
        self._entry_of = entry_of
        self._doc = layers.doc
        self._clause = clause
        self._index = actor_index(layers)

    def ids(self, i: int) -> tuple[str, ...]:
        """Actors of the noun phrase that token `i` heads."""
        s, index = self._clause.s, self._index
        if self._clause.borrowed(i):
            own = index.for_np(self._doc[i])
            return (own,) if own is not None else ()
        found = tuple(index.all_for_np(self._doc[i]))
        away = [c for c in s.children[i] if s.dep[c] == "conj" and self._clause.borrowed(c)] if len(found) > 1 else []
        theirs = {index.for_np(self._doc[c]) for c in away}
        return tuple(a for a in found if a not in theirs)

    def kinds(self, ids: tuple[str, ...]) -> frozenset[str]:
        """What kinds of actors these are."""
        return frozenset(a.kind for i in ids if (a := self._index.get(i)) is not None)

    def _inside(self, i: int, depth: int = 0) -> tuple[tuple[str, ...], int | None]:
        """Actors of a noun phrase, or those named inside it ("a call by the mayor", "the school's pupils")."""
        s = self._clause.s
        found = self.ids(i)
        if found or depth > 2 or s.pos[i] in ("VERB", "AUX"):
            return found, i if found else None
        for dep in _NEAR:
            for c in s.kids(i, dep):
                if ids := self.ids(c):
                    return ids, c
        for word in _INNER:
            for p in self._clause.preps(i, word):
                ids, at = self._inside(p, depth + 1)
                if ids:
                    return ids, at
        for c in s.kids(i, "acl", "conj", "appos"):
            found, at = self._first(c, _INNER) if s.pos[c] == "VERB" else self._inside(c, depth + 1)
            if found:
                return found, at
        return (), None

    def of_verb(self, i: int, entry: Entry, mutual: bool) -> Participants:
        """Participants of an event that verb `i` tells."""
        clause = self._clause
        if mutual and clause.s.tag[i] == "VBG" and (both := self._between(i)):
            return Participants(both, both, i, i)  # "fighting between the army and the rebels left 22 dead"
        subject, target = clause.subject(i), clause.object(i)
        if "swap" in entry.roles:
            agents = next(
                (a for at in (i, *clause.preps(i, "under")) if (a := self._first(at, _AGENTS))[0]), ((), None)
            )
            return Participants(agents[0], self._one(subject)[0], agents[1], subject)
        actors, actor_at = self._one(subject)
        if not actors and subject is not None and clause.s.dep[i] == "acl":
            actors, actor_at = self._one(clause.owner(subject))  # "spokesmen issued statements welcoming the truce"
        if not actors and subject is not None and (doer := self._behind(subject)) is not None:
            actors, actor_at = self._one(doer)
        moved = "moved" in entry.roles
        if moved and subject is None and target is not None and clause.passive(i):
            actors, actor_at = self._one(target)  # "soldiers were deployed": they come, whoever sent them
        recipients, recipient_at = self._recipient(i, entry, target)
        if not recipients and target is not None and clause.s.tag[target] == "PRP":
            return self._sides(actors, actor_at if actor_at is not None else subject, (), target, mutual)
        if not recipients and target is not None and actor_at != target and not moved and "none" not in entry.roles:
            recipients, recipient_at = self._inside(target)
            recipient_at = recipient_at if recipients else target
        if not recipients and target is not None and "none" not in entry.roles:
            recipients, found_at = self._participle(target)
            recipient_at = found_at if recipients else recipient_at
        if not recipients and recipient_at is None and "none" not in entry.roles:
            recipients, recipient_at = self._first(i, _FALLBACK[:-1] if entry.type == "ASSAULT" else _FALLBACK)
        if not recipients and "none" not in entry.roles:
            recipients, found_at = self._below(
                i, entry, (*actors, *(self.ids(target) if moved and target else ())), subject
            )
            recipient_at = recipient_at if recipient_at is not None else found_at
        if not recipients and entry.type in _CONDITIONAL:
            recipients, recipient_at = self.unless(i)
        return self._sides(actors, actor_at if actor_at is not None else subject, recipients, recipient_at, mutual)

    def _below(
        self, i: int, entry: Entry, actors: tuple[str, ...], subject: int | None
    ) -> tuple[tuple[str, ...], int | None]:
        """The first actor named in what is done, however deep: the owner of what is hit ("imposed blockades on Saudi
        sea ports"), or whom an offer or a demand is about ("offered to send troops to help the Philippine army").
        Clauses that tell when, why or who says so are left aside."""
        s, level = self._clause.s, [i]
        reach, words = (_OWNED, _HIT) if entry.type in _PHYSICAL else (_REACH, _ABOUT)
        for _ in range(7):
            level = [c for at in level for c in s.children[at] if s.dep[c] in reach and c != subject and c > i]
            level = [c for c in level if s.dep[c] not in _CLAUSES or self._purposed(c, entry)]
            level = [c for c in level if s.dep[c] != "prep" or s.lower[c] in words]
            level = [c for c in level if s.dep[c] != "conj" or s.pos[c] not in ("VERB", "AUX")]
            for c in level:
                found = tuple(r for r in self.ids(c) if r not in actors) if s.pos[c] not in ("VERB", "AUX") else ()
                if found:
                    return found, c
        return (), None

    def _participle(self, noun: int) -> tuple[tuple[str, ...], int | None]:
        """Whom a participle on the object is about ("filed a lawsuit accusing X", "a letter thanking X")."""
        s = self._clause.s
        for c in s.children[noun]:
            if s.dep[c] == "acl" and s.tag[c] == "VBG" and (entry := self._entry_of(c)) is not None:
                below = self.of_verb(c, entry, False)
                return below.recipients, below.recipient_at
        return (), None

    def _purposed(self, clause: int, entry: Entry) -> bool:
        """Whether a clause says what for ("aid to help X"), or what is looked into ("claims that X did")."""
        s = self._clause.s
        marks = {s.tag[k] if s.tag[k] == "TO" else s.dep[k] for k in s.children[clause]}
        if entry.type == "AID" and s.dep[clause] == "acl" and s.tag[clause] == "VBN":
            return True  # "aid for those displaced in Yemen"
        return "TO" in marks or (entry.type == "ACCUSE" and s.dep[clause] == "acl" and "mark" in marks)

    def _recipient(self, i: int, entry: Entry, target: int | None) -> tuple[tuple[str, ...], int | None]:
        clause = self._clause
        for role in entry.roles:
            if role == "obj":
                ids, at = self._inside(target) if target is not None else ((), None)
            elif role == "comp":
                ids, at = self._complement(i)
            elif role == "dative":
                kid = clause.s.kid(i, "dative")
                ids, at = self._inside(kid) if kid is not None else ((), None)
            else:
                ids, at = self._first(i, (role,))
                if not ids and target is not None:
                    ids, at = self._first(target, (role,))
            if ids:
                return ids, at
        return (), None

    def _complement(self, i: int, depth: int = 0) -> tuple[tuple[str, ...], int | None]:
        """Actors in the clause below: its own subject ("demand that X leave"), else whom it is about."""
        s, clause = self._clause.s, self._clause
        for c in s.children[i]:
            if s.dep[c] not in ("ccomp", "xcomp", "acl") or depth > 2:
                continue
            entry = self._entry_of(c) if s.pos[c] == "VERB" else None
            if entry is not None and depth < 2 and "comp" not in entry.roles:
                below = self.of_verb(c, entry, False)
                if below.recipients:
                    return below.recipients, below.recipient_at
            own = s.kid(c, "nsubj", "nsubjpass")
            target = clause.object(c) if entry is None or "moved" not in entry.roles else None
            for at in (own, s.kid(c, "dative"), target):
                if at is not None and (found := self._inside(at))[0]:
                    return found
            if (found := self._first(c, _FALLBACK))[0] or (found := self._complement(c, depth + 1))[0]:
                return found
        return (), None

    def unless(self, i: int) -> tuple[tuple[str, ...], int | None]:
        """Who can avert a threat or end a refusal: "will not return to work until the ministry pays them"."""
        s, level = self._clause.s, [i]
        for _ in range(3):
            for c in (c for at in level for c in s.children[at] if s.dep[c] == "advcl"):
                if any(s.lower[k] in _UNLESS for k in s.children[c] if s.dep[k] in ("mark", "advmod", "prep")):
                    doer = self._clause.subject(c)
                    ids, at = self._one(doer)
                    if ids and s.lower[doer] not in _FITS:  # type: ignore[index]
                        return ids, at
            level = [c for at in level for c in s.children[at] if s.dep[c] in ("xcomp", "ccomp", "acl")]
        return (), None

    def _one(self, i: int | None) -> tuple[tuple[str, ...], int | None]:
        if i is None:
            return (), None
        found = self.ids(i)
        word = self._clause.s.lower[i]
        if not found and (word in _FITS or word in _ANYBODY):
            found = tuple(a for a in self._speaker(i) if word in _ANYBODY or self.kinds((a,)) <= _FITS[word])
        if found:
            return found, i
        for c in self._clause.s.kids(i, *_NEAR):
            if ids := self.ids(c):
                return ids, c
        for p in self._clause.preps(i, "of"):
            if ids := self.ids(p):
                return ids, p
        return (), None

    def _speaker(self, i: int) -> tuple[str, ...]:
        """Whom a pronoun in reported speech stands for: the one who speaks ("the army said it had …").

        In direct speech only "we" and "I" are the speaker, and his clause stands before or after the quotation.
        """
        s = self._clause.s
        at = s.head[i]
        for _ in range(5):
            head = s.head[at]
            if head == at:
                return ()
            if s.dep[at] == "ccomp":
                if s.lower[i] not in _ANYBODY and '"' in s.lower[min(i, head) : max(i, head)]:
                    return ()  # "They came at night," the captain said
                subject = self._clause.subject(head)
                return self.ids(subject) if subject is not None and subject != i else ()
            at = head
        return ()

    def _first(self, i: int, words: tuple[str, ...], depth: int = 0) -> tuple[tuple[str, ...], int | None]:
        for word in words:
            for p in self._clause.preps(i, word):
                ids, at = self._inside(p)
                if ids:
                    return ids, at
        if depth == 0 and self._clause.s.pos[i] == "NOUN" and "of" not in words:
            for p in self._clause.preps(i, "of"):  # "a suspension of aid to Chad"
                found = self._first(p, words, 1)
                if found[0]:
                    return found
        return (), None

    def of_noun(self, i: int, entry: Entry, governor: int | None, swapped: bool, mutual: bool) -> Participants:
        """Participants of an event that noun `i` names, under the verb `governor` where that brings it about."""
        clause, s = self._clause, self._clause.s
        actors: tuple[str, ...] = ()
        actor_at: int | None = None
        subject = clause.subject(governor) if governor is not None else None
        if governor is not None and subject is not None and subject != i and not swapped:
            actors, actor_at = self._one(subject)
        if not actors:
            actors, actor_at = self._first(i, _AGENTS if swapped else _DOERS)
        if not actors and (doer := self._behind(i)) is not None:
            actors, actor_at = self._one(doer)
        both = self._between(i)
        if both:
            if actors and not set(actors) & set(both):
                return Participants(actors, both, actor_at, i)  # "launched mediation between A and B"
            return Participants(both, both, i, i)
        if not actors:
            for c in s.kids(i, *_NEAR):
                if ids := self.ids(c):
                    actors, actor_at = ids, c
                    break
        recipients, recipient_at = self._first(i, tuple(r for r in entry.roles if r not in ("obj", "comp", "none")))
        if not recipients and "comp" in entry.roles:
            recipients, recipient_at = self._purpose(i)
        if not recipients and governor is not None:
            recipients, recipient_at = self._first(governor, tuple(r for r in entry.roles if r not in ("of", "in")))
            if not recipients and subject == i:
                target = clause.object(governor)
                recipients, recipient_at = self._inside(target) if target is not None else ((), None)
            if not recipients and swapped and subject is not None and subject != i:
                recipients, recipient_at = self._inside(subject)
            if not recipients and (dative := s.kid(governor, "dative")) is not None:
                recipients, recipient_at = self._inside(dative)
        if not actors and entry.roles[:1] != ("of",) and (of := self._first(i, ("of",)))[0] and of[0] != recipients:
            actors, actor_at = of
        if not recipients and "none" not in entry.roles:
            recipients, recipient_at = self._below(i, entry, actors, None)
        if not recipients and governor is not None and governor < i and "none" not in entry.roles:
            recipients, recipient_at = self._below(governor, entry, actors, subject)
        return self._sides(actors, actor_at, recipients, recipient_at, mutual)

    def _behind(self, deed: int) -> int | None:
        """Who did what a noun names: who claims it, or who carried it out ("killed by a blast set off by rebels")."""
        if (claimant := self._claimant(deed)) is not None:
            return claimant
        clause, light = self._clause, lexicon().light
        for verb in clause.s.kids(deed, "acl"):
            if clause.phrase(verb) in light and clause.passive(verb):
                return clause.subject(verb)
        return None

    def _claimant(self, i: int) -> int | None:
        """Who says that he did it: "the group claimed responsibility for the attack"."""
        s = self._clause.s
        word = s.head[s.head[i]]
        verb = s.head[word]
        if s.dep[i] != "pobj" or s.lower[s.head[i]] != "for" or s.lemma[word] not in ("responsibility", "credit"):
            return None
        if s.dep[word] != "dobj" or s.lemma[verb] not in _CLAIM or s.kid(verb, "neg") is not None:
            return None
        return self._clause.subject(verb)

    def _purpose(self, i: int) -> tuple[tuple[str, ...], int | None]:
        """Whom an infinitive on a noun is about ("threats by the junta to crush the party")."""
        s = self._clause.s
        found = self._complement(i)
        at = i
        for _ in range(4):
            if found[0] or s.head[at] == at or s.pos[at] in ("VERB", "AUX"):
                break
            at = s.head[at]
            for c in s.kids(at, "pcomp", "acl"):
                target = self._clause.object(c)
                if target is not None:
                    found = self._inside(target)
        return found

    def _between(self, i: int) -> tuple[str, ...]:
        for p in self._clause.preps(i, "between"):
            found = self.ids(p)
            if len(found) > 1:
                return found
        return ()

    def _sides(
        self, actors: tuple[str, ...], actor_at: int | None, recipients: tuple[str, ...], at: int | None, mutual: bool
    ) -> Participants:
        recipients = tuple(r for r in recipients if r not in actors)
        if at is not None and self._clause.s.tag[at] == "PRP$" and actors:
            own = {g for a in actors if (actor := self._index.get(a)) is not None for g in actor.members_of}
            recipients = tuple(r for r in recipients if r not in own)  # "fighters of the front looted its shops"
        if mutual and len(actors) > 1:
            recipients = (*actors, *recipients)  # the sides of a meeting or a clash stand in one noun phrase
        return Participants(actors, recipients, actor_at, at)
