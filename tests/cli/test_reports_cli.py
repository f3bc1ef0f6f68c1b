"""`dateline reports`, filtered."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from dateline.record import Reading, Report
from dateline.store import Record

Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ((), ["One", "Two", "Three"]),
        (("--publisher", "lake agency"), ["One", "Two"]),
        (("--title", "TWO"), ["Two"]),
        (("--since", "2031-05-02"), ["Two"]),
        (("--until", "2031-05-01"), ["One"]),
        (("--publisher", "Nobody"), []),
    ],
)
def test_filters(filters: tuple[str, ...], kept: list[str], cli: Run) -> None:
    with Record.open("sqlite:///dateline.db") as record:
        for title, publisher, day in (
            ("One", "Lake Agency", "2031-05-01"), ("Two", "Lake Agency", "2031-05-02"), ("Three", None, None),
        ):  # fmt: skip
            record.add(Reading(Report.of(f"{title}.", title=title, publisher=publisher, published=day)))
    found = [json.loads(line)["report"]["title"] for line in cli("reports", "--json", *filters)[1].splitlines()]
    assert found == kept
