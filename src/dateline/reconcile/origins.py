"""The source that reports go back to: copies, and stories of one agency, are one origin (Every Casualty Standards)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dateline.reconcile.claims import Book
from dateline.reconcile.copies import families
from dateline.reconcile.grouping import Account
from dateline.reconcile.words import words
from dateline.record import Attribution

CARRIERS = frozenset({"news_agency"})


@dataclass(frozen=True)
class Origins:
    """Origins of reports and of what is said in them.

    Attributes:
        family: report id -> id of the first of the reports that are copies of one another.
    """

    family: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def among(cls, books: Iterable[Book]) -> Origins:
        """Origins among reports: copies and near-copies are found by their words."""
        return cls(families({b.reading.report.id: b.reading.report.text for b in books}))

    def of_report(self, book: Book) -> str:
        """Origin of what a report says in its own voice."""
        report = book.reading.report
        for credit in (report.publisher or "", *report.authors):
            if credit.lower() in words().agencies:
                return credit.lower()
        return self.family.get(report.id, report.id)

    def of_account(self, account: Account) -> str:
        """Origin of what a report tells of one incident in its own voice: the agency, where one is named and all that
        is attributed goes back to it; else that of the report."""
        book = account.book
        said = [book.attributions[a] for c in account.claims if (a := c.item.attribution) in book.attributions]
        carriers = {_carrier(book, a) for a in said}
        (only,) = carriers if len(carriers) == 1 else (None,)
        return only or self.of_report(book)

    def of(self, account: Account, said: Attribution | None) -> str:
        """Origin of what is attributed: the agency that carried it, else that of the account."""
        return (_carrier(account.book, said) if said else None) or self.of_account(account)


def _carrier(book: Book, said: Attribution) -> str | None:
    for ident in reversed(said.chain):
        source = book.sources.get(ident)
        if source is not None and source.kind in CARRIERS:
            return source.name.lower()
    return None
