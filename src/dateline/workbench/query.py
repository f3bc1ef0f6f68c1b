"""The filter that all views share: it lives in the address, so every page is a permalink."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields, replace
from typing import Any, Self
from urllib.parse import urlencode

from dateline.errors import UsageError
from dateline.reconcile.policies import Policy, policies

PAGE_SIZE = 50


def _said(query: Query | type[Query]) -> list[Field[Any]]:
    """The fields that stand in an address."""
    return [f for f in fields(query) if f.compare]


@dataclass(frozen=True, slots=True)
class Query:
    """What is shown. Empty fields let everything through; every field stands in the address under its own name.

    Attributes:
        q: words looked for in text and values.
        place: a place's name, or what it lies in, or a country.
        country: ISO 3166-1 alpha-3.
        since: first day, ISO 8601.
        until: last day.
        type: PLOVER type.
        acled: ACLED sub-event type.
        violence: `state`, `non_state` or `one_sided`.
        actor: part of an actor's name.
        source: kind of source, or part of a name.
        certainty: `stated`, `hedged`, `conditional` or `disputed`.
        status: `machine`, `accepted`, `rejected`, `disputed`, `unsure`; of claims also `changed`, `decided`,
            `signed`, `unsigned`.
        harm: `killed`, `wounded`, …
        min_killed: people.
        report: a report's id.
        run: number of the run that its report was last read in; 0: any.
        bbox: west, south, east, north, degrees, with commas.
        kind: of a claim: `event`, `casualty`, `agreement`, `term`.
        policy: the counting policy.
        by: the step of a series: `day`, `week`, `month` or `year`.
        split: of a chart: `actor`, `recipient` or `source_kind`.
        order: of the list.
        page: from 1.
        rule: the counting policy itself, which stands in no address.
    """

    q: str = ""
    place: str = ""
    country: str = ""
    since: str = ""
    until: str = ""
    type: str = ""
    acled: str = ""
    violence: str = ""
    actor: str = ""
    source: str = ""
    certainty: str = ""
    status: str = ""
    harm: str = ""
    min_killed: int = 0
    report: str = ""
    run: int = 0
    bbox: str = ""
    kind: str = ""
    policy: str = "ibc"
    by: str = ""
    split: str = ""
    order: str = ""
    page: int = 1
    rule: Policy = field(default_factory=lambda: policies()["ibc"], compare=False)

    @classmethod
    def of(cls, params: Mapping[str, str], own: Mapping[str, Policy] | None = None) -> Self:
        """The filter in an address.

        Args:
            params: of the address.
            own: policies of the user's own, by name, beside ours.

        Raises:
            UsageError: a number or policy that is none.
        """
        found: dict[str, Any] = {}
        for each in _said(cls):
            said = params.get(each.name, "").strip()
            if not said:
                continue
            if each.type == "int":
                if not said.isascii() or not said.isdigit() or len(said) > 9:
                    raise UsageError(f"{each.name}={said!r} is no number")
                found[each.name] = int(said)
            else:
                found[each.name] = said[:200]
        query = cls(**found)
        known = {**policies(), **(own or {})}
        if query.policy not in known:
            raise UsageError(f"no policy {query.policy!r}; choose one of {', '.join(sorted(known))}")
        return replace(query, page=max(1, query.page), rule=known[query.policy])

    @property
    def given(self) -> dict[str, str]:
        """The fields that are not at their default, as they stand in the address."""
        default = type(self)()
        return {f.name: str(v) for f in _said(self) if (v := getattr(self, f.name)) != getattr(default, f.name)}

    def address(self, **changes: Any) -> str:
        """`?…` with these changes, or nothing where all is at its default. A change of the filter starts at page 1."""
        if changes and "page" not in changes:
            changes["page"] = 1
        said = urlencode(replace(self, **changes).given)
        return f"?{said}" if said else "?"
