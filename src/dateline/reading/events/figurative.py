"""Violent words that tell of no violence: markets, games, films, history on show, figures of speech."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.reading.events.clause import clause_of
from dateline.reading.events.domains import Field, domains
from dateline.reading.events.words import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from dateline.reading.layers import Layers

_NOMINAL = ("NOUN", "PROPN")
_ARGUMENT = ("dobj", "nsubjpass", "nsubj", "attr", "oprd")
_PERSONAL = frozenset({"kill", "die", "murder", "slay", "stab", "execute"})
_BEFORE = ("compound", "amod", "nmod")
_YEAR = ("pobj", "nummod", "npadvmod", "nmod")
_GAME = "it is told of a game"
_OLD = 1900  # what happened before is history, and no news


def figurative(layers: Layers, token: Token | int) -> str | None:
    """Why a violent word tells of no violence, or `None` where it may.

    To be asked only where a violent trigger fires. The word's own subject and object decide first ("prices exploded"),
    then works of fiction and shows of history above it ("a film in which …"), then the field of its sentence and of
    its report, unless something in them makes violence real (a weapon, an armed force, the dead).

    Args:
        layers: with `sentences`.
        token: the trigger, or its index.
    """
    return _figures(layers.doc).why(layers, token if isinstance(token, int) else token.i)


@lru_cache(maxsize=2)
def _figures(doc: Doc) -> _Figures:
    return _Figures(doc)


class _Figures:
    """Answers for one document."""

    def __init__(self, doc: Doc) -> None:
        self._doc, self._c, self._d = doc, clause_of(doc), domains()
        self._s = self._c.s
        whole = frozenset(self._s.lemma)
        calm = whole.isdisjoint(self._d.anchors)
        self._report = frozenset(f.why for f in self._d.fields if calm and f.score(whole) >= 3 * f.need)
        self._sentence: tuple[int, frozenset[str]] = (-1, frozenset())

    def why(self, layers: Layers, i: int) -> str | None:
        """As `figurative`."""
        verb = self._verb(i)
        if (thing := self._thing(i, verb)) is not None:
            return f"a figure of speech: nobody comes to harm ({thing})"
        return self._told(i) or self._field(layers, i, verb)

    def _verb(self, i: int) -> int | None:
        """The predicate of the word: itself, or the verb that it is the subject or object of."""
        s = self._s
        if s.pos[i] not in _NOMINAL:
            return i
        return s.head[i] if s.dep[i] in _ARGUMENT and s.pos[s.head[i]] in ("VERB", "AUX") else None

    def _thing(self, i: int, verb: int | None) -> str | None:
        """The thing without a body that the word is about ("attacked inflation", "an explosion in costs")."""
        s, d = self._s, self._d
        if s.pos[i] in _NOMINAL:
            if (found := self._modified(i)) is not None:
                return found
            for word in ("of", "in", "on", "with"):
                found = self._among(self._c.preps(i, word), d.within)
                if found is not None:
                    return found
            if s.lemma[i] == "war":
                targets = [n for at in (i, verb) if at is not None for n in self._c.preps(at, "on")]
                if (found := self._no_enemy(targets)) is not None:
                    return found
        if verb is None:
            return None
        if s.lemma[verb] in d.verbs_off and any(s.lower[c] == "off" and c - verb < 4 for c in s.children[verb]):
            return "off"
        if s.lemma[verb] in ("come", "be") and self._criticised(verb):
            return "for"
        target = self._c.object(verb)
        if d.borrowed.isdisjoint((s.lemma[i], s.lemma[verb])):
            return None
        found = self._among([target], d.objects) if target is not None and target != i else None
        below = s.kid(verb, "xcomp")  # "promised to crush the backlog"
        if below is not None and (meant := self._c.object(below)) is not None:
            found = self._among([meant], d.objects)
        subject = self._c.subject(verb)
        if found is not None or subject is None or subject == i:
            return found
        return self._modified(subject) or self._among([subject], d.subjects)

    def _modified(self, i: int) -> str | None:
        """The word before a noun that makes it a figure of speech ("a price war")."""
        s = self._s
        return next(
            (s.lower[c] for c in s.children[i] if c < i and s.dep[c] in _BEFORE and s.lemma[c] in self._d.modifiers),
            None,
        )

    def _no_enemy(self, nouns: list[int]) -> str | None:
        """What a war is waged on, where that is nobody and no place ("a war on litter")."""
        classes = lexicon().classes
        for n in nouns:
            if self._s.pos[n] == "NOUN" and not any(self._c.is_a(n, classes[k]) for k in ("person", "force", "place")):
                return self._s.lower[n]
        return None

    def _among(self, nouns: list[int], listed: frozenset[str]) -> str | None:
        """The first noun that is in the list, unless it names or counts people or places."""
        s = self._s
        for n in nouns:
            at = self._c.counted(n)
            if s.lemma[at] in listed and s.pos[at] == "NOUN":
                return s.lower[at]
        return None

    def _criticised(self, verb: int) -> bool:
        """Whether somebody came under fire FOR something said or done: critics fired."""
        s = self._s
        under = next((c for c in s.children[verb] if s.lower[c] == "under"), None)
        below = s.kid(under, "pobj") if under is not None else None
        if below is None or s.lemma[below] not in ("fire", "attack", "pressure", "siege"):
            return False
        return any(s.lower[c] in ("for", "over") for at in (verb, below) for c in s.children[at])

    # --- fiction, history on show

    def _told(self, i: int) -> str | None:
        s, d = self._s, self._d
        if self._old(i):
            return "it is history"
        at = i
        for _ in range(12):
            if at != i and s.pos[at] in _NOMINAL and not self._affected(i, at):
                if s.lemma[at] in d.shows and s.dep[self._below(i, at)] in ("prep", "relcl", "acl"):
                    return "it is shown, not told as news"
                if self._work(at) and s.dep[self._below(i, at)] in ("relcl", "prep", "acl"):
                    return "it is told in a work of fiction"
            if s.pos[at] in ("VERB", "AUX") and self._tells(at):
                return "it is told in a work of fiction"
            if s.head[at] == at:
                return None
            at = s.head[at]
        return None

    def _below(self, i: int, above: int) -> int:
        """The dependant of `above` that holds token `i`."""
        while self._s.head[i] != above:
            i = self._s.head[i]
        return i

    def _affected(self, i: int, noun: int) -> bool:
        """Whether the noun is itself what the word harms ("a statue damaged in the shelling")."""
        verb = self._verb(i)
        return verb is not None and (self._c.object(verb) == noun or self._c.subject(verb) == noun)

    def _work(self, i: int) -> bool:
        s, d = self._s, self._d
        if s.lemma[i] in d.works:
            return not any(s.lemma[c] in d.real for c in s.children[i])
        return s.lemma[i] in d.works_if and any(
            s.lemma[c] in d.forms or s.lower[c] in d.forms for c in s.children[i] if s.dep[c] in _BEFORE
        )

    def _tells(self, verb: int) -> bool:
        """Whether the clause is set in a work ("in the film, …") or tells what one shows ("the thriller opens")."""
        s, d = self._s, self._d
        for c in s.children[verb]:
            if s.dep[c] == "prep" and s.lower[c] in ("in", "throughout") and c < verb:
                below = s.kid(c, "pobj")
                if below is not None and self._work(below):
                    return True
            if s.dep[c] == "nsubj" and s.lemma[verb] in d.telling and self._work(c):
                return True
            if s.dep[c] == "nsubj" and s.tag[verb] == "VBZ" and s.lemma[c] in d.roles:
                return True
        return False

    def _old(self, i: int) -> bool:
        """Whether a year long past stands right below the word."""
        s = self._s
        for k in (k for c in s.children[i] for k in (c, *s.children[c])):
            word = s.lower[k]
            if len(word) != 4 or not word.isdecimal() or not 1000 <= int(word) < _OLD:
                continue
            if s.dep[k] in _YEAR and s.lower[s.head[k]] in ("in", "of", "from", "since", "the"):
                return True
        return False

    # --- the field of the sentence

    def _field(self, layers: Layers, i: int, verb: int | None) -> str | None:
        names = {self._s.lemma[i]} | ({self._s.lemma[verb]} if verb is not None else set())
        able = [f for f in self._d.fields if not names.isdisjoint(f.verbs)]
        if not able:
            return None
        here = layers.sentence_at(self._doc[i].idx)
        if here is None:
            return None
        if self._sentence[0] != here.first:
            self._sentence = (here.first, frozenset(self._s.lemma[here.first : here.last]))
        words = self._sentence[1]
        if not (words - names).isdisjoint(self._d.anchors) or self._real(verb):
            return None
        state = verb is not None and self._names(self._c.subject(verb))
        return next((f.why for f in able if self._speaks(f, words) and not (state and f.why != _GAME)), None)

    def _names(self, subject: int | None) -> bool:
        """Whether a country or a people acts; in games these are the names of teams."""
        return subject is not None and self._doc[subject].ent_type_ in ("GPE", "NORP")

    def _speaks(self, field: Field, words: frozenset[str]) -> bool:
        score = field.score(words)
        return score >= field.need or (score > 0 and field.why in self._report)

    def _real(self, verb: int | None) -> bool:
        """Whether people die, or a state or a force acts, whatever the field of the sentence."""
        s = self._s
        if verb is None:
            return False
        target = self._c.object(verb)
        subject = self._c.subject(verb)
        people = lexicon().classes["person"]
        if s.lemma[verb] in _PERSONAL:
            victim = subject if s.lemma[verb] == "die" else target
            return victim is not None and self._c.is_a(victim, people)
        if any(s.lower[c] in ("dead", "death") for c in s.children[verb]):
            return True
        if subject is None or s.lemma[verb] in ("warn", "threaten"):
            return False
        return self._c.is_a(subject, lexicon().participants["armed"])
