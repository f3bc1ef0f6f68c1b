"""Judging what is in the record, and what people's standing judgements come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any, get_args

from sqlalchemy import Connection, select

from dateline.errors import UsageError
from dateline.reconcile.anchors import anchors_of
from dateline.reconcile.changed import checked
from dateline.reconcile.decisions import Decisions
from dateline.reconcile.effective import effective
from dateline.reconcile.judged import checked_pin
from dateline.record import Reading, plain
from dateline.store import judging, noting, standing
from dateline.store.decisions import decisions_of
from dateline.store.incident_tables import MEMBERS
from dateline.store.judging import Action, Judgement
from dateline.store.tables import REPORTS

_OF_SETS = ("merge", "split", "forbid")


class Judging:
    """The part of the record that people decide in. Nothing is overwritten: a judgement is undone by another one."""

    who: str
    _reading: Callable[[], AbstractContextManager[Connection]]
    _writing: Callable[[], AbstractContextManager[Connection]]
    reading: Callable[[str], Reading]

    def judge(
        self,
        target: str,
        action: Action,
        *,
        who: str | None = None,
        before: Any = None,
        after: Any = None,
        comment: str | None = None,
        seen: int | None = None,
        claims: Sequence[str] = (),
        others: Sequence[str] = (),
    ) -> Judgement:
        """Note what a person decided.

        Args:
            target: a claim (`<report id>#c1`), the report that a claim is added to (`<report id>`), an incident
                (`i:…`), an agreement (`g:…`) or conduct (`k:…`).
            action: `accept`, `reject`, `unsure`, `comment` on anything; `change` and `add` for claims; `merge`,
                `split`, `forbid`, `pin` for incidents (and but for `pin` agreements).
            who: the person; the record's own user by default.
            before: the value that was judged; a claim's value by default.
            after: new values of a claim's fields (`{"low": 11, "place": "p2"}`), the claim to add (`{"kind":
                "casualty", "start": 3, "end": 9, "harm": "killed", "low": 2, "high": 2}`), or the values to pin.
                Of a merge or forbid it may be the id of the other incident, instead of `others`.
            comment: why.
            seen: the number of the last judgement that the person had seen, 0 for none: a newer decision on the same
                thing is a conflict. Without it, none is looked for.
            claims: ids of the claims of the incident that was judged; it is known by them ever after. By default those
                that it had when the record's incidents were last brought up to date.
            others: the other incident's claims (merge, forbid), those that leave (split), or, of conduct, those of the
                clause that it bears on.

        Raises:
            UsageError: no such action, claim or field, or the value cannot be.
            ConflictError: somebody decided on the same thing since `seen`; it carries both.
        """
        if action not in get_args(Action) or action == "undo":
            raise UsageError(f"no action {action!r}; there are {', '.join(get_args(Action)[:-1])}")
        said = Judgement(0, "", who or self.who, action, target, before, after, comment)
        if "#" in target or action == "add":
            said = self._on_claim(said)
        with self._writing() as db:
            if target.startswith("i:") and not claims:
                claims = _members(db, target)
            if isinstance(after, str) and action in _OF_SETS and not others:
                others = _members(db, after)
            if claims:
                said = _on_set(db, said, claims, others)
            elif "#" not in target and not target.startswith("k:") and action not in ("comment", "add"):
                raise UsageError(f"there is no {target} among the record's incidents; name the claims that were judged")
            return noting.write(db, said, seen)

    def _on_claim(self, said: Judgement) -> Judgement:
        """A change or an added claim, checked against the report as people left it, and written out."""
        if said.action not in ("change", "add"):
            return said
        report, _, local = said.target.partition("#")
        value = said.after if isinstance(said.after, dict) else {}
        before = (d for d in self.decisions(report).all if d.act != "reject")  # a change brings a rejected claim back
        reading = effective(self.reading(report), Decisions(tuple(before)))
        if said.action == "add":
            kept = checked(reading, str(value.get("kind")), None, value)
            return _replace(said, target=reading.report.id, after=kept)
        anchor = anchors_of(reading).get(local)
        if anchor is None:
            raise UsageError(f"no claim {said.target!r}")
        kept = checked(reading, str(anchor.kind), local, value)
        return _replace(said, before=said.before or _plain(reading, local), after=kept)

    def undo(self, number: int, *, who: str | None = None, comment: str | None = None) -> Judgement:
        """Take a judgement back by another one; undoing that `undo` is a redo. Nothing is overwritten.

        Raises:
            UsageError: no such judgement, or it is undone already.
        """
        said = Judgement(0, "", who or self.who, "undo", "", None, None, comment, undoes=number)
        with self._writing() as db:
            return noting.write(db, said)

    def undo_last(self, who: str | None = None) -> Judgement:
        """Take back the last judgement of a person that stands.

        Raises:
            UsageError: there is none.
        """
        return self._take_back(judging.last_of, who)

    def redo_last(self, who: str | None = None) -> Judgement:
        """Take back the last `undo` of a person who has decided nothing since.

        Raises:
            UsageError: there is none.
        """
        return self._take_back(judging.last_undo_of, who)

    def _take_back(self, which: Callable[[Connection, str], Judgement], who: str | None) -> Judgement:
        person = who or self.who
        with self._writing() as db:
            found = which(db, person)
            return noting.write(db, Judgement(0, "", person, "undo", "", None, None, None, undoes=found.n))

    def judgements(self, target: str | None = None) -> Iterator[Judgement]:
        """Judgements in order, of one target or all."""
        with self._reading() as db:
            yield from judging.read(db, target)

    def judgements_of(self, targets: Iterable[str]) -> dict[str, list[Judgement]]:
        """Judgements on each of these targets in order; a target without any is left out."""
        with self._reading() as db:
            return judging.read_of(db, list(targets))

    def judgements_on_claims(self, actions: Sequence[Action]) -> Iterator[Judgement]:
        """What people did by these actions to claims, and what was undone, in order; values (`before`, `after`) only
        of the claims to which two people or more did."""
        with self._reading() as db:
            yield from judging.read_on_claims(db, actions)

    def standing(self, targets: Iterable[str] | None = None) -> dict[str, Judgement]:
        """The last decision that stands on each of these targets, or on all; what nobody decided on is left out."""
        with self._reading() as db:
            return judging.standing(judging.read(db)) if targets is None else judging.standing_of(db, list(targets))

    def standing_on(self, claims: Iterable[str]) -> list[Judgement]:
        """Standing decisions on incidents, agreements or conduct that name any of these claims, in order."""
        wanted = set(claims)
        with self._reading() as db:
            said = sorted(standing.on_sets(db), key=lambda j: j.n)
            return [j for j in said if judging.stands(j) and not wanted.isdisjoint(judging.named(j))]

    def decisions(self, report: str | None = None) -> Decisions:
        """What standing judgements decide, for `reconcile`; with a report's id, on its claims alone."""
        if report is None:
            return decisions_of(self.judgements())
        with self._reading() as db:
            return Decisions(decisions_of(judging.read_in(db, report)).on_claims(report))

    def decisions_on(self, reports: Iterable[str]) -> Decisions:
        """What standing judgements decide on the claims of these reports (ids), and on incidents, agreements and
        conduct."""
        with self._reading() as db:
            numbers = db.execute(select(REPORTS.c.n).where(REPORTS.c.id.in_(list(reports)))).scalars().all()
            said = [*standing.on_sets(db), *standing.on_claims(db, numbers)]
        return decisions_of(sorted(said, key=lambda j: j.n))

    def effective(self, id_or_prefix: str) -> Reading:
        """A reading as people left it: see `dateline.reconcile.effective`.

        Raises:
            UsageError: as for `report`.
        """
        reading = self.reading(id_or_prefix)
        return effective(reading, self.decisions(reading.report.id))


def _on_set(db: Connection, said: Judgement, claims: Sequence[str], others: Sequence[str]) -> Judgement:
    """A judgement on an incident, with the words of the claims that it is known by."""
    before = judging.anchored(db, claims)
    if said.before is not None:
        before["value"] = said.before
    if said.action == "pin":
        return _replace(said, before=before, after=checked_pin(said.after if isinstance(said.after, dict) else {}))
    if said.action in _OF_SETS:
        if not others:
            raise UsageError(f"name the claims of the other incident, or those that leave, to {said.action}")
        if said.action == "split" and not set(others) < set(claims):
            raise UsageError("what leaves must be some, and not all, of the incident's claims")
        return _replace(said, before=before, after=judging.anchored(db, others))
    if others and not said.target.startswith("k:"):
        raise UsageError(f"to {said.action} is about one incident")
    return _replace(said, before=before, after=judging.anchored(db, others) if others else said.after)


def _members(db: Connection, incident: str) -> list[str]:
    query = (
        select(REPORTS.c.id, MEMBERS.c.claim)
        .join(REPORTS, REPORTS.c.n == MEMBERS.c.report)
        .where(MEMBERS.c.incident == incident)
        .order_by(REPORTS.c.id, MEMBERS.c.claim)
    )
    return [f"{r.id}#{r.claim}" for r in db.execute(query)]


def _replace(judgement: Judgement, **values: Any) -> Judgement:
    return replace(judgement, **values)


def _plain(reading: Reading, local: str) -> Any:
    lists = (reading.events, reading.casualties, reading.agreements, reading.actors, reading.places, reading.times)
    terms = tuple(t for g in reading.agreements for t in g.terms)
    return next((plain(c) for each in (*lists, terms) for c in each if getattr(c, "id", None) == local), None)
