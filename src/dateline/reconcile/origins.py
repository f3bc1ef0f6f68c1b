"""The source that reports go back to: copies, and stories of one agency, are one origin (Every Casualty Standards)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dateline.reconcile.claims import Book
from dateline.reconcile.copies import COPY, likeness, sketch
from dateline.reconcile.grouping import Account
from dateline.reconcile.words import tokens, words
from dateline.record import Attribution

CARRIERS = frozenset({"news_agency", "media"})
QUOTE = 14  # words that two reports have from one mouth: they go back to it
_HEAD, _FOOT = 240, 160  # characters in which a story is credited
_MARKS = ("(", "©", "copyr", "ource", "cred")  # one of which stands in every credit
_CREDIT = re.compile(
    r"\(([^()\n]{2,40})\)\s*[-–—:]|(?:©|\bcopyright\b|\bsource\s*:|\bcredit\s*:)\s*([^\n,;.()]{2,40})", re.IGNORECASE
)


@dataclass(frozen=True)
class Origins:
    """Origins of the reports of one incident, and of what is said in them.

    Attributes:
        family: report id -> id of the first of the reports that go back to one text or one statement.
        evidence: report id -> why it is no origin of its own.
        credit: report id -> the agency that it is credited to.
    """

    family: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    credit: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def among(cls, books: Iterable[Book]) -> Origins:
        """Origins among the reports of one incident: near-copies, and reports that share a long quotation."""
        known = {b.reading.report.id: b for b in books}
        order = sorted(known)
        family = {r: r for r in order}
        credit = {r: agency for r in order if (agency := _credited(known[r]))}
        if len(order) == 1:
            return cls(family, {}, credit)
        texts = {r: _Text(known[r]) for r in order}
        evidence: dict[str, str] = {}
        for n, later in enumerate(order):
            for earlier in order[:n]:
                why = texts[earlier].shared(texts[later])
                if why and family[earlier] != family[later]:
                    low, high = sorted((family[earlier], family[later]))
                    family = {r: low if f == high else f for r, f in family.items()}
                    evidence[high] = why
        return cls(family, evidence, credit)

    def of_report(self, book: Book) -> str:
        """Origin of what a report says in its own voice: the agency that it is credited to, or itself."""
        ident = book.reading.report.id
        return self.credit.get(ident) or self.family.get(ident, ident)

    def of_account(self, account: Account) -> str:
        """Origin of what a report tells of one incident in its own voice: the agency or the outlet, where one is named
        and all that is attributed goes back to it; else that of the report."""
        book = account.book
        said = [book.attributions[a] for c in account.claims if (a := c.item.attribution) in book.attributions]
        carriers = {_carrier(book, a) for a in said}
        (only,) = carriers if len(carriers) == 1 else (None,)
        return only or self.of_report(book)

    def of(self, account: Account, said: Attribution | None) -> str:
        """Origin of what is attributed: the agency or outlet that carried it, else that of the account."""
        return (_carrier(account.book, said) if said else None) or self.of_account(account)

    def carrier(self, book: Book, said: Attribution) -> str | None:
        """The agency or outlet that carried what is attributed, where one is named."""
        return _carrier(book, said)

    def steps(self, accounts: Iterable[Account]) -> tuple[str, ...]:
        """In words, for every report of an incident that is no origin of its own, what it goes back to."""
        found: dict[str, str] = {}
        for account in accounts:
            report = account.book.reading.report
            origin = self.of_account(account)
            if report.id in self.evidence:
                found.setdefault(
                    report.id, f"{_told_by(account.book)}: {self.evidence[report.id]}; no origin of its own"
                )
            elif origin in words().agencies or origin != self.family.get(report.id, report.id):
                found.setdefault(report.id, f"{_told_by(account.book)}: goes back to {origin}")
        return tuple(found[r] for r in sorted(found))


class _Text:
    """What of a report's text is compared with other texts."""

    def __init__(self, book: Book) -> None:
        self.name = _told_by(book)
        text = book.reading.report.text
        self._sketch = sketch(text)
        self._quoted = {
            tuple(said[n : n + QUOTE])
            for quote in _QUOTED.findall(text)
            for said in (tokens(quote),)
            for n in range(len(said) - QUOTE + 1)
        }

    def shared(self, other: _Text) -> str | None:
        """What shows that two reports go back to one, in words, or `None`."""
        alike = likeness(self._sketch, other._sketch)
        if alike >= COPY:
            return f"near-copy of {self.name} ({alike:.0%} of their phrases are the same)"
        both = self._quoted & other._quoted
        return f"the same quotation as {self.name} (“{' '.join(min(both))} …”)" if both else None


_QUOTED = re.compile(r"[“\"]([^“”\"\n]{60,})[”\"]")


def _told_by(book: Book) -> str:
    report = book.reading.report
    name = report.publisher or f"report {report.id.removeprefix('b2:')[:8]}"
    return f"{name} of {report.published}" if report.published else name


def _credited(book: Book) -> str | None:
    """The agency that a report is credited to: its publisher, its by-line, "CITY (Agency) -", "© Agency"."""
    report = book.reading.report
    for credit in (report.publisher or "", *report.authors):
        if credit.lower() in words().agencies:
            return credit.lower()
    for part in (report.text[:_HEAD], report.text[-_FOOT:]):
        plain = part.lower()
        for inside, after in _CREDIT.findall(part) if any(mark in plain for mark in _MARKS) else ():
            name = " ".join(tokens(inside or after))
            if name in words().agencies:
                return name
    return None


def _carrier(book: Book, said: Attribution) -> str | None:
    own = (book.reading.report.publisher or "").lower()
    for ident in reversed(said.chain):
        source = book.sources.get(ident)
        if source is not None and source.kind in CARRIERS and source.named and source.name.lower() != own:
            return source.name.lower()
    return None
