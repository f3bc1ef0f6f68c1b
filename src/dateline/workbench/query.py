"""The filter that all views share: it lives in the address, so every page is a permalink."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Self
from urllib.parse import urlencode

from dateline.errors import UsageError
from dateline.reconcile.policies import policies

PAGE_SIZE = 50


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

    @classmethod
    def of(cls, params: Mapping[str, str]) -> Self:
        """The filter in an address.

        Raises:
            UsageError: a number or policy that is none.
        """
        found: dict[str, Any] = {}
        for field in fields(cls):
            said = params.get(field.name, "").strip()
            if not said:
                continue
            if field.type == "int":
                if not said.isascii() or not said.isdigit() or len(said) > 9:
                    raise UsageError(f"{field.name}={said!r} is no number")
                found[field.name] = int(said)
            else:
                found[field.name] = said[:200]
        query = cls(**found)
        if query.policy not in policies():
            raise UsageError(f"no policy {query.policy!r}; choose one of {', '.join(sorted(policies()))}")
        return replace(query, page=max(1, query.page))

    @property
    def given(self) -> dict[str, str]:
        """The fields that are not at their default, as they stand in the address."""
        default = type(self)()
        return {f.name: str(v) for f in fields(self) if (v := getattr(self, f.name)) != getattr(default, f.name)}

    def address(self, **changes: Any) -> str:
        """`?…` with these changes, or nothing where all is at its default. A change of the filter starts at page 1."""
        if changes and "page" not in changes:
            changes["page"] = 1
        said = urlencode(replace(self, **changes).given)
        return f"?{said}" if said else "?"
