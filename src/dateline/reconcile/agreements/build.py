"""Readings into agreements: which namings are one, their clauses, the conduct of all reports, and how far it stands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from dateline.reconcile.agreements.clauses import Drafted, clauses_of, quoted
from dateline.reconcile.agreements.conduct import Found, Scope, conduct_of, same_deed
from dateline.reconcile.agreements.model import Clause, Deed, Pact, Review, Telling, Verdict
from dateline.reconcile.agreements.monitors import is_monitor
from dateline.reconcile.agreements.same import Naming, grouped
from dateline.reconcile.agreements.window import last_day
from dateline.reconcile.claims import Book
from dateline.reconcile.decisions import NONE, Decision, Decisions
from dateline.reconcile.effective import effective
from dateline.reconcile.grouping import Account
from dateline.reconcile.links import links_of
from dateline.reconcile.origins import CARRIERS, Origins
from dateline.record import Reading

_OWN_VOICE = ("media", "news_agency", "witness", "victim")
_REVIEWS: dict[str, Review] = {"accept": "confirmed", "reject": "rejected"}
_STATUS = ("ended", "collapsed", "violated", "in_force", "signed", "declared", "proposed")


def agreements_of(readings: Iterable[Reading], decisions: Decisions = NONE) -> Iterator[Pact]:
    """Join what reports say of agreements, in order of day and id.

    Args:
        readings: readings of one or many reports, and of agreements' own texts.
        decisions: what people decided, as `Record.decisions` gives it: on claims, on which agreements are one, and on
            conduct.
    """
    by_report = {r.report.id: r for r in readings}
    decisions = decisions.found_in(by_report)
    books = [Book(effective(by_report[ident], decisions)) for ident in sorted(by_report)]
    origins = Origins.among(books)
    decided = decisions.about("conduct")
    links = links_of(decisions.about("agreement"))
    found = [_pact(group, books, origins, decided) for group in grouped(books, links)]
    yield from sorted((p for p in found if p.terms or p.parties), key=lambda p: (p.start or "9999", p.id))


def _pact(group: list[Naming], books: list[Book], origins: Origins, decided: Sequence[Decision]) -> Pact:
    lead = group[0]
    day = next((n.day for n in group if n.day), None)
    place = next((n.place for n in group if n.place), None)
    parties = tuple(a for n in group for a in n.parties)
    claims = tuple(sorted(n.key for n in group))
    countries = frozenset(a.country for a in parties if a.country and a.kind in ("state", "force", "armed_group"))
    end = last_day(group)
    scope = Scope(day, parties, countries, end)
    clauses = tuple(
        _clause(n, d, scope, books, origins, decided) for n, d in enumerate(clauses_of(group), 1)
    )  # fmt: skip
    ident = "g:" + _hash(min(group, key=lambda n: _came(n.book, n.key)).key)
    said = {n.agreement.status for n in group}
    return Pact(
        ident, lead.agreement.kind, next((n.agreement.name for n in group if n.agreement.name), None),
        _once(a.name for a in (lead.parties or list(parties))),
        _once(name for n in group for name in n.book.names(n.agreement.mediators)),
        place.name if place else None, place.country if place else None, day,
        next(s for s in _STATUS if s in said), claims, tuple(sorted({n.book.reading.report.id for n in group})),
        clauses, end,
    )  # fmt: skip


def _clause(
    number: int, draft: Drafted, scope: Scope, books: list[Book], origins: Origins, decided: Sequence[Decision]
) -> Clause:
    term, book = draft.lead.term, draft.lead.book
    deadline = book.times.get(term.deadline or "")
    deeds = [_deed(g, draft, origins, decided) for g in _gathered(conduct_of(draft, scope, books))]
    return Clause(
        str(number), term.article, _once(a.name for a in draft.lead.obligors), term.duty, term.modality,
        term.object.text if term.object else None, draft.lead.place.name if draft.lead.place else None,
        deadline.end if deadline else None, term.condition.text if term.condition else None,
        quoted(book, term.evidence), draft.claims, tuple(sorted(deeds, key=lambda d: (d.start or "9999", d.id))),
    )  # fmt: skip


def _gathered(found: Iterable[Found]) -> list[list[Found]]:
    """Tellings of one deed together."""
    groups: list[list[Found]] = []
    for item in found:
        home = next((g for g in groups if any(same_deed(f, item) for f in g)), None)
        if home is not None:
            home.append(item)
        else:
            groups.append([item])
    return groups


def _deed(group: list[Found], draft: Drafted, origins: Origins, decided: Sequence[Decision]) -> Deed:
    lead = min(group, key=lambda f: (f.place is None, f.book.key(f.event.id)))
    tellings = tuple(_telling(f, origins) for f in group)
    words = {t.origin for t in tellings}
    verdict, why = _verdict(group, tellings, len(words))
    clause = min((draft.lead, *draft.others), key=lambda o: _came(o.book, o.key)).key
    first = min(group, key=lambda f: _came(f.book, f.book.key(f.event.id)))
    ident = "k:" + _hash(clause, lead.bearing, first.book.key(first.event.id))
    return Deed(
        ident, lead.bearing, lead.event.trigger.text, lead.day, lead.place.name if lead.place else None,
        _once(a.name for a in lead.doers), verdict, why, len(words), tellings,
        _review(ident, tellings, draft.claims, decided),
    )  # fmt: skip


def _came(book: Book, key: str) -> tuple[str, str]:
    """Order in which claims came out, an agreement's own text first: what is named after the first keeps its name when
    later reports join."""
    own = any(t.article for g in book.reading.agreements for t in g.terms)
    return "" if own else book.reading.report.published or "9999", key


def _review(ident: str, tellings: tuple[Telling, ...], clause: tuple[str, ...], decided: Sequence[Decision]) -> Review:
    """What a person last decided on a deed: one that shares a telling and a term with this one, or had its id."""
    told, terms = {t.claim for t in tellings}, set(clause)
    review: Review = "machine"
    for d in decided:
        named = not told.isdisjoint(a.key for a in d.claims) and not terms.isdisjoint(a.key for a in d.others)
        if named or d.target == ident:
            review = _REVIEWS.get(d.act, "machine")
    return review


def _telling(found: Found, origins: Origins) -> Telling:
    book, event = found.book, found.event
    said = book.attributions.get(event.attribution or "")
    chain = [book.sources[s] for s in said.chain if s in book.sources] if said else []
    origin = origins.of(Account(book), said)
    speaker = next((s for s in chain if s.kind not in (*_OWN_VOICE, *CARRIERS)), None)
    return Telling(
        book.key(event.id), book.reading.report.publisher, tuple(s.name for s in chain),
        f"{speaker.name.lower()} ({speaker.kind})" if speaker is not None else origin,
        next((s.name for s in chain if is_monitor(s)), None), event.certainty, quoted(book, event.evidence),
    )  # fmt: skip


def _verdict(group: list[Found], tellings: tuple[Telling, ...], origins: int) -> tuple[Verdict, str]:
    """How far a deed stands: scope first, then who says so. A monitor's word confirms; two independent origins
    corroborate (Every Casualty Standards); one alone alleges."""
    outside = next((f.outside for f in group if f.outside), None)
    if outside:
        return "outside_scope", outside
    doubt = [f.doubt for f in group]
    if all(doubt):
        return "cannot_tell", next(d for d in doubt if d)
    monitor = next((t.monitor for t in tellings if t.monitor), None)
    if monitor is not None:
        return "confirmed_by_monitor", f"on the word of {monitor}"
    if origins > 1:
        return "corroborated", f"{origins} independent origins"
    return "alleged", "one origin"


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _hash(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
