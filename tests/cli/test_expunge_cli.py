"""`dateline expunge`: says what would go, and goes only with --yes."""

from __future__ import annotations

from collections.abc import Callable

from dateline.record import Reading, Report
from dateline.store import Record


def test_expunge(cli: Callable[..., tuple[int, str, str]]) -> None:
    with Record.open("dateline.db") as record:
        record.add(Reading(Report.of("Zoltan Quill saw the shelling.", title="A witness")))
        record.add(Reading(Report.of("Two people died near the bridge.")))
    asked = ("expunge", "--person", "zoltan quill", "--reason", "at risk")
    code, out, _ = cli(*asked)
    assert (code, out.split("\n")[1]) == (
        0,
        "1 reports would be expunged; nothing brings it back. Say --yes to do it.",
    )
    code, out, _ = cli(*asked, "--yes", "--by", "Ida")
    assert (code, out.split("\n")[0]) == (0, "expunged 1 reports and the words of 0 judgements")
    assert cli("verify")[0] == 0
    with Record.open("dateline.db") as record:
        assert [r.report.text for r in record.reports()] == ["Two people died near the bridge."]
        assert list(record.audit())[-1].who == "Ida"


def test_wrong_usage(cli: Callable[..., tuple[int, str, str]]) -> None:
    with Record.open("dateline.db") as record:
        record.add(Reading(Report.of("Two people died near the bridge.")))
    for wrong in (("--reason", "why"), ("b2:", "--person", "x", "--reason", "why"), ("b2:",)):
        assert cli("expunge", *wrong)[0] == 2
