"""Terms of several reports that are one clause."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.reading.agreements.sides import related
from dateline.reconcile.agreements.model import Quoted
from dateline.reconcile.agreements.same import Naming
from dateline.reconcile.claims import Book
from dateline.reconcile.words import tokens
from dateline.record import Actor, Place, Term
from dateline.text import Span


@dataclass(frozen=True)
class Owed:
    """A term with the report that tells it."""

    book: Book
    term: Term

    @property
    def key(self) -> str:
        """`<report id>#g1.1`."""
        return self.book.key(self.term.id)

    @property
    def obligors(self) -> list[Actor]:
        """Who owes it, as the report's actors."""
        return [a for o in self.term.obligors if (a := self.book.actors.get(o)) is not None]

    @property
    def place(self) -> Place | None:
        """The zone that it holds in."""
        return self.book.places.get(self.term.place or "")


@dataclass
class Drafted:
    """A clause while it is put together: the term that leads, and those that say it again."""

    lead: Owed
    others: list[Owed] = field(default_factory=list)

    @property
    def claims(self) -> tuple[str, ...]:
        """Every term that says it."""
        return (self.lead.key, *(o.key for o in self.others))


def clauses_of(namings: list[Naming]) -> list[Drafted]:
    """The clauses of one agreement, its own text's first, in the order of the text."""
    found: list[Drafted] = []
    for naming in namings:
        known = len(found)
        for term in naming.agreement.terms:
            owed = Owed(naming.book, term)
            home = next((d for d in found[:known] if _says_again(d.lead, owed)), None)
            if home is not None:
                home.others.append(owed)
            else:
                found.append(Drafted(owed))
    return found


def _says_again(one: Owed, other: Owed) -> bool:
    a, b = one.term, other.term
    if a.duty != b.duty or (a.modality == "may") != (b.modality == "may"):
        return False
    if not any(related(x, y) for x in one.obligors for y in other.obligors):
        return False
    if a.duty in ("other", "release", "withdraw", "grant_access", "guarantee_security", "hand_over_control"):
        return bool(_words(a) & _words(b)) or not (a.object and b.object)
    return True


def _words(term: Term) -> set[str]:
    said = term.evidence.text
    return {w.lower().rstrip("s") for w in tokens(said) if len(w) > 4}


def quoted(book: Book, span: Span) -> Quoted:
    """A span with the report that it stands in."""
    return Quoted(book.reading.report.id, span.start, span.end, span.text)
