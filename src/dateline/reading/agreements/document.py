"""An agreement's own text: its parties, articles and terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.reading.actors.index import actor_index
from dateline.reading.agreements.articles import Heading, article_at, headings
from dateline.reading.agreements.lexicon import Lexicon, lexicon
from dateline.reading.agreements.lists import ITEM, Opener, item_terms, opener_of
from dateline.reading.agreements.parties import between_whom, named_by, short_names, with_parties
from dateline.reading.agreements.roles import Roles
from dateline.reading.agreements.terms import Duties
from dateline.reading.layers import Layers, Sentence, Zone
from dateline.record import Actor, Agreement, AgreementKind, Reading, Report, Term
from dateline.text import paragraphs, span_of

if TYPE_CHECKING:
    from dateline.reading.pipeline import Reader

_ARMED = ("state", "armed_group", "force", "organization")
_FEW = 12  # sentences of a preamble
_LONGEST = 300  # characters of a title


class DocumentZones:
    """Every paragraph of an agreement's text is body: it has no by-line, and its headings are its own."""

    name, version = "agreement-zones", "1"
    requires = frozenset[str]()
    assigns = frozenset({"zones"})

    def __call__(self, layers: Layers) -> Layers:
        """The layers with `zones`, and the report with the first paragraph as its title where none was given."""
        spans = list(paragraphs(layers.text))
        title = layers.report.title or (_flat(layers.text[slice(*spans[0])]) if spans else None)
        report = replace(layers.report, title=title if title and len(title) <= _LONGEST else None)
        return replace(layers, report=report, zones=tuple(Zone("body", a, b) for a, b in spans))


class DocumentStage:
    """Reads the one agreement that the text is."""

    name, version = "agreement-text", "1"
    requires = frozenset({"times", "places", "actors", "sentences"})
    assigns = frozenset({"agreements", "actors"})

    def __call__(self, layers: Layers) -> Layers:
        """The layers with one agreement, or none where the text lays down nothing, and with its parties as actors."""
        layers = with_parties(layers)
        found = _Document(layers, lexicon()).agreement()
        return replace(layers, agreements=(found,) if found else ())


@lru_cache(maxsize=2)
def agreement_reader(model: str | None = None) -> Reader:
    """The reader of agreements' own texts."""
    from dateline.reading.actors import ActorStage
    from dateline.reading.parser import ParseStage
    from dateline.reading.pipeline import Reader
    from dateline.reading.places import PlaceStage
    from dateline.reading.times import TimeStage

    stages = (DocumentZones(), ParseStage(), TimeStage(), PlaceStage(), ActorStage(), DocumentStage())
    return Reader(model, stages)


def read_agreement(
    text: str, *, published: str | None = None, title: str | None = None, url: str | None = None,
    model: str | None = None,
) -> Reading:  # fmt: skip
    """Read the text of an agreement into one `Agreement`, its terms with the numbers of their articles.

    Args:
        text: the agreement's own words, with its articles or numbered paragraphs at the beginnings of lines.
        published: day of signature, ISO 8601, where the text does not give it.
        title: its name, where the first line is not it.
        url: where it stood.
        model: as for `dateline.read`.

    Raises:
        ValueError: `published` is not an ISO 8601 day.
        SetupError: the model or the gazetteer is missing.
    """
    return agreement_reader(model).read(Report.of(text, published=published, title=title, url=url))


@dataclass(slots=True)
class _Document:
    layers: Layers
    lex: Lexicon

    def agreement(self) -> Agreement | None:
        layers = self.layers
        roles = Roles.of(layers, self.lex, actor_index(layers))
        parts = headings(layers.text)
        parties = self._parties(roles, parts)
        terms = [self._owed(t, roles, parties) for t in self._terms(Duties(roles), parts)]
        if not terms or not layers.sentences:
            return None
        first = layers.sentences[0]
        signed = next((s for s in self._signing()), None)
        place = roles.places.touching(signed.start, signed.end) if signed else []
        time = roles.times.touching(signed.start, signed.end) if signed else []
        heading = span_of(layers.text, first.start, first.end)
        numbered = tuple(
            replace(_without_number(t, layers.text), id=f"g1.{n}", article=article_at(parts, t.evidence.start))
            for n, t in enumerate(terms, 1)
        )
        return Agreement(
            "g1", _kind(heading.text, self.lex), layers.report.title or _flat(heading.text), parties, (),
            place[0][1] if place else None, time[0][1] if time else None, "signed", heading, None, numbered,
        )  # fmt: skip

    def _terms(self, duties: Duties, parts: list[Heading]) -> Iterator[Term]:
        titles = {p.start for p in parts if p.title}
        begun = parts[0].start if parts else 0
        opener: Opener | None = None
        for sentence in self.layers.content():
            line = self.layers.text.rfind("\n", 0, sentence.start) + 1
            if sentence.start < begun or line in titles:
                opener = None
                continue
            leads = not self.layers.text[line : sentence.start].strip(" \t()0123456789.abcdefghivx-*•")
            if opener and leads and ITEM.match(self.layers.text, line):
                yield from item_terms(sentence, opener, duties)
                continue
            opener = None
            if self.layers.text[sentence.start : sentence.end + 1].rstrip().endswith((":", "—")):
                opener = opener_of(sentence, duties.roles)
            if opener is None:
                yield from duties.terms(sentence, "own")

    def _owed(self, term: Term, roles: Roles, parties: tuple[str, ...]) -> Term:
        """ "The Parties" are the parties; what is banned for nobody by name is banned for them."""
        owed = [a for o in term.obligors if (a := roles.index.get(o)) is not None]
        short = tuple(dict.fromkeys(self._party(a, roles, parties) for a in owed))
        term = replace(term, obligors=short)
        plain = bool(owed) and all(a.name.split()[-1].lower() in self.lex.words["party_nouns"] for a in owed)
        words = term.evidence.text.lower()
        named = not owed and any(f"{w} part" in words for w in ("the", "both", "each"))
        banned = not owed and term.modality == "must_not"
        return replace(term, obligors=parties) if (plain or named or banned) and parties else term

    def _party(self, actor: Actor, roles: Roles, parties: tuple[str, ...]) -> str:
        """The party that an actor is under a short name: the one given to it ("the Council"), or how its own begins."""
        if actor.id in parties:
            return actor.id
        low = actor.name.lower()
        names = {p: a.name.lower() for p in parties if (a := roles.index.get(p)) is not None}
        given = [p for p, name in names.items() if short_names(self.layers.text).get(low) == name]
        begins = [p for p, name in names.items() if name.startswith(f"{low} ")]
        found = given or begins
        return found[0] if len(found) == 1 else actor.id

    def _parties(self, roles: Roles, parts: list[Heading]) -> tuple[str, ...]:
        """Those between whom it is made; else those who are named before its first article."""
        begun = parts[0].start if parts else len(self.layers.text)
        between = [a.id for span in between_whom(self.layers.text[:begun]) if (a := named_by(span, self.layers))]
        if len(between) > 1:
            return tuple(dict.fromkeys(between))
        before = [s for s in self.layers.content() if s.start < begun][:_FEW] or list(self.layers.content())[:2]
        named: list[str] = []
        for sentence in before:
            for token in self.layers.doc[sentence.first : sentence.last]:
                ident = roles.index.for_token(token)
                actor = roles.index.get(ident)
                if actor is not None and actor.kind in _ARMED and actor.id not in named:
                    named.append(actor.id)
        return tuple(n for n in named if not self._observes(n, roles))

    def _observes(self, ident: str, roles: Roles) -> bool:
        """Bodies that stand by: a party bears arms or governs."""
        actor = roles.index.get(ident)
        plain = actor is not None and actor.name.split()[-1].lower() in self.lex.words["party_nouns"]
        return actor is None or plain or actor.kind == "organization"

    def _signing(self) -> Iterator[Sentence]:
        """ "Done at Juba on 5 May 2024", "Signed in Geneva, …", from the end; then the heading."""
        content = list(self.layers.content())
        for sentence in reversed(content):
            first = self.layers.doc[sentence.first].lemma_.lower()
            if first in ("do", "done", "sign", "signed", "conclude", "made"):
                yield sentence
        yield from content[:3]


def _kind(heading: str, lex: Lexicon) -> AgreementKind:
    low = f" {_flat(heading).lower()} "
    named = sorted((n for n in lex.kinds if f" {n} " in low and n not in lex.words["weak"]), key=len, reverse=True)
    if named:
        return lex.kinds[named[0]]
    return "peace_plan" if " peace " in low else "other"


def _without_number(term: Term, text: str) -> Term:
    lead = ITEM.match(term.evidence.text)
    if lead is None:
        return term
    return replace(term, evidence=span_of(text, term.evidence.start + lead.end(), term.evidence.end))


def _flat(words: str) -> str:
    return " ".join(words.split())
