"""Status and certainty of each predicate, by syntax."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.reading.certainty.assessor import Assessor
from dateline.reading.certainty.words import words
from dateline.reading.layers import Assessment, Layers, Same
from dateline.reading.syntax import Syntax, syntax_of

if TYPE_CHECKING:
    from spacy.tokens import Token


class CertaintyStage:
    """Assesses every verb of the title and the body; `assess` gives nouns and the rest when they are asked for."""

    name, version = "certainty", "1"
    requires = frozenset({"sentences"})
    assigns = frozenset({"assessments"})

    def __call__(self, layers: Layers) -> Layers:
        """The layers with `assessments`: token index of each verb to its `Assessment`."""
        syntax, assessor = syntax_of(layers.doc), Assessor(layers)
        pos, dep, head = syntax.pos, syntax.dep, syntax.head
        found: dict[int, Assessment] = {}
        for sentence in layers.content():
            for i in range(sentence.first, sentence.last):
                if pos[i] == "VERB" or (pos[i] == "AUX" and (head[i] == i or dep[i] not in ("aux", "auxpass"))):
                    found[i] = assessor.of(i)
        for i in _denied_again(layers, syntax, found):
            old = found[i]
            found[i] = Assessment(old.status, "disputed", old.cue)
        return replace(layers, assessments=found)


def assess(layers: Layers, token: Token | int) -> Assessment:
    """Status and certainty of what any token tells: a verb, an event noun, a number, a noun that heads a figure.

    Args:
        layers: with `assessments` assigned.
        token: the token or its index.
    """
    i = token if isinstance(token, int) else token.i
    known = layers.assessments.get(i)
    return known if known is not None else _assessor(Same(layers, layers.assessments)).of(i)


@lru_cache(maxsize=2)
def _assessor(key: Same) -> Assessor:
    """One for all that is asked of the same report."""
    return Assessor(key.layers)


def _denied_again(layers: Layers, syntax: Syntax, found: dict[int, Assessment]) -> set[int]:
    """Verbs told before a denial of them: "… were shot. The army denied it"."""
    vocabulary = words()
    disputed: set[int] = set()
    for i, assessment in found.items():
        if vocabulary.verbs.get(syntax.lemma[i]) != "deny" or assessment.status not in ("happened", "begun"):
            continue
        thing = syntax.kid(i, "dobj")
        if thing is None or syntax.lemma[thing] not in vocabulary.denials:
            continue
        if any(syntax.dep[c] in ("acl", "prep", "relcl", "ccomp") for c in syntax.children[thing]):
            continue
        disputed |= _told_before(layers, syntax, i, found)
    return disputed


def _told_before(layers: Layers, syntax: Syntax, i: int, found: dict[int, Assessment]) -> set[int]:
    if syntax.dep[i] in ("conj", "parataxis", "advcl") and syntax.head[i] < i:
        roots = [syntax.head[i]]
    else:
        here = layers.sentence_at(layers.doc[i].idx)
        before = layers.sentences[here.index - 1] if here is not None and here.index else None
        if before is None or here is None or before.zone != here.zone:
            return set()
        roots = [t for t in range(before.first, before.last) if syntax.head[t] == t]
    told = [*roots, *(c for r in roots for c in syntax.children[r] if syntax.dep[c] in ("ccomp", "conj"))]
    return {t for t in told if t in found and t != i}
