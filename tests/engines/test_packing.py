"""Accounts and incidents come out of their bytes as they went in, and what they share is still shared."""

from __future__ import annotations

from dateline import incidents
from dateline.engines.packing import packed, unpacked
from dateline.reconcile.claims import Book
from dateline.reconcile.grouping import accounts_of
from reconcile.build import Maker


def _maker() -> Maker:
    maker = Maker("Shelling of Goma killed 9 people on Monday; raids in Aden wounded 4.", "2031-05-07", "Paper")
    for deed, place, dead, harm in (("Shelling", "Goma", "9", "killed"), ("raids", "Aden", "4", "wounded")):
        event = maker.event(deed, place=maker.place(place, -1.67, 29.22), time=maker.time("Monday", "2031-05-05"))
        maker.figure(dead, int(dead), harm=harm, events=(event,))
    return maker


def test_accounts_keep_their_report_and_their_claims() -> None:
    accounts = accounts_of(Book(_maker().reading))
    back = unpacked(packed(accounts))
    assert back == accounts
    assert len({id(a.book) for a in back}) == 1
    assert all(any(c.item is e for e in (*a.book.reading.events, *a.book.reading.casualties))
               for a in back for c in a.claims)  # fmt: skip


def test_an_incident_is_the_same() -> None:
    found = list(incidents([_maker().reading]))
    assert found
    assert unpacked(packed(found)) == found
