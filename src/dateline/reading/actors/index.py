"""Who a token stands for: what attribution, events, figures and agreements ask of the actors."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.reading.layers import Layers, Same
from dateline.reading.syntax import syntax_of
from dateline.record import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

_THEY = frozenset({"they", "them", "their", "themselves"})
_RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
_MODIFIER = frozenset({"amod", "compound", "nmod", "poss", "nummod"})
_CLAUSE = frozenset({"relcl", "acl"})


class ActorIndex:
    """Finds the actor behind a token of one report; build it once per stage call.

    Every answer is the id of an actor in `layers.actors` (`"a3"`), or `None` where nobody is named there.
    """

    def __init__(self, layers: Layers) -> None:
        self._syntax = syntax_of(layers.doc)
        self._actors = {a.id: a for a in layers.actors}
        self._heads: dict[int, str] = {}
        self._shares: dict[int, list[str]] = {}  # token -> all who are meant ("they" of two persons)
        self._cover: dict[int, str] = {}
        self._first: dict[int, int] = {}  # token -> first token of the narrowest mention over it
        mentions = [(m, a.id) for a in layers.actors for m in a.mentions]
        they = Counter(span for span, _ in mentions if span.text.lower() in _THEY)
        several = {span for span, n in they.items() if n > 1}
        for span, ident in sorted(mentions, key=lambda p: p[0].start - p[0].end):  # wide first: narrow ones overwrite
            first, last = layers.indices(span.start, span.end)
            head = self._syntax.root(first, last)
            if several and span in several:
                self._shares.setdefault(head, []).append(ident)
                continue
            for i in range(first, last):
                self._cover[i] = ident
                self._first[i] = first
            self._heads[head] = ident

    def get(self, ident: str | None) -> Actor | None:
        """The actor of that id."""
        return self._actors.get(ident) if ident else None

    def for_token(self, token: Token) -> str | None:
        """The actor whose mention `token` heads, else the one of the narrowest mention that covers it.

        "They" of several actors is nobody here: `all_for_np` gives them.
        """
        return self._heads.get(token.i) or self._cover.get(token.i)

    def for_np(self, token: Token) -> str | None:
        """The actor of the noun phrase that `token` heads.

        Follows relative pronouns to what they stand for ("the men who fled"), and quantities to what they count
        ("thousands of marchers", "one of the men"). Personal pronouns are mentions of their own.
        """
        for _ in range(4):
            if found := self._heads.get(token.i):
                return found
            step = _antecedent(token) or _counted(token)
            if step is None:
                break
            token = step
        return self._cover.get(token.i)

    def all_for_np(self, token: Token) -> list[str]:
        """The actors of the noun phrase that `token` heads and of its conjuncts, in text order, each once.

        "American and Iraqi troops" gives both, as does "the army and police".
        """
        found: list[str] = []
        antecedent = _antecedent(token)
        start = antecedent if antecedent is not None and token.i not in self._heads else token
        for noun in [start, *(start.conjuncts if self._joined(start.i) else ())]:
            for ident in [*self._shared(noun), *self._shares.get(noun.i, ()), self.for_np(noun)]:
                if ident and ident not in found:
                    found.append(ident)
        return found

    def _joined(self, i: int) -> bool:
        """Whether a token is one of several that "and" or a comma joins."""
        dep = self._syntax.dep
        return dep[i] == "conj" or any(dep[c] == "conj" for c in self._syntax.children[i])

    def doers_of(self, noun: Token) -> list[str]:
        """The actors that modify a noun for a deed: "Israeli" in "an Israeli strike", "army" in "the army's raid".

        In text order, each once; empty where the noun phrase names nobody.
        """
        found: list[str] = []
        for child in noun.children:
            if child.i < noun.i and child.dep_ in _MODIFIER:
                for token in (child, *child.conjuncts):
                    ident = self._heads.get(token.i)
                    if ident and ident not in found:
                        found.append(ident)
        return found

    def _shared(self, noun: Token) -> list[str]:
        """Actors named by modifiers before the noun's own mention, which share its noun ("American and Iraqi
        troops")."""
        first = self._first.get(noun.i)
        if first is None:
            return []
        s = self._syntax
        before = (i for i in range(noun.left_edge.i, first) if i in self._heads and s.pos[i] in ("ADJ", "PROPN"))
        return [self._heads[i] for i in before if s.dep[i] in _MODIFIER or s.dep[i] == "conj"]


def actor_index(layers: Layers) -> ActorIndex:
    """The index over `layers.actors`; one is made for all the stages that ask of the same report."""
    return _index(Same(layers, layers.actors))


@lru_cache(maxsize=2)
def _index(key: Same) -> ActorIndex:
    return ActorIndex(key.layers)


def _antecedent(token: Token) -> Token | None:
    """What a relative pronoun stands for."""
    if token.lower_ not in _RELATIVE:
        return None
    verb = token.head
    for _ in range(6):
        if verb.dep_ in _CLAUSE:
            head: Token = verb.head
            return head
        if verb.head.i == verb.i or verb.dep_ == "ccomp":
            return None
        verb = verb.head
    return None


def _counted(token: Token) -> Token | None:
    """What a quantity counts: the object of its "of"."""
    for child in token.children:
        if child.lower_ == "of" and child.dep_ == "prep":
            if token.pos_ in ("NUM", "DET", "PRON") or token.like_num or token.lower_ in _QUANTITY:
                return next((t for t in child.children if t.dep_ == "pobj"), None)
            return None
    return None


_QUANTITY = frozenset({
    "dozens", "scores", "hundreds", "thousands", "tens", "millions", "number", "numbers", "group", "groups", "band",
    "bands", "majority", "rest", "most", "some", "part", "members", "member", "crowd", "crowds", "couple", "handful",
    "lot", "lots", "pair", "batch", "column", "convoy", "wave", "waves",
})  # fmt: skip
