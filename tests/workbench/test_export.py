"""Export of exactly what the filter shows, as people left it; and what leaves of reports that are marked sensitive."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from dateline.record import Reading
from dateline.workbench.exporting import offers

from .conftest import SAMPLES, Hand, House

REPORT = SAMPLES[0].report.id


def lines(hand: Hand, what: str, **asked: Any) -> list[dict[str, Any]]:
    said = hand.get("/export/file", what=what, format="jsonl", **asked)
    assert said.status_code == 200, said.text
    return [json.loads(line) for line in said.text.splitlines()]


def rows(hand: Hand, what: str, **asked: Any) -> list[dict[str, str]]:
    said = hand.get("/export/file", what=what, format="csv", **asked)
    assert said.status_code == 200, said.text
    return list(csv.DictReader(io.StringIO(said.text, newline="")))


@pytest.mark.parametrize("offer", list(offers()), ids=lambda o: f"{o.what}-{o.format}")
def test_all_that_is_offered_is_written(hand: Hand, offer: Any) -> None:
    said = hand.get("/export/file", what=offer.what, format=offer.format)
    assert said.status_code == 200, said.text
    assert said.content
    name = said.headers["content-disposition"]
    assert name.startswith(f'attachment; filename="dateline-{offer.what}-')
    assert name.endswith(f'{offer.suffix}"')


def test_what_is_not_offered(hand: Hand) -> None:
    for what, name in (("incidents", "doc"), ("rumours", "csv"), ("agreements", "ged"), ("", "")):
        assert hand.get("/export/file", what=what, format=name).status_code == 400


def test_claims_are_those_that_are_shown(hand: Hand) -> None:
    for asked in ({"harm": "killed"}, {"report": REPORT}, {"q": "fled"}, {"min_killed": 12}, {}):
        shown = hand.json("/queue.json", **asked)
        found = {r["ref"] for r in rows(hand, "claims", **asked)}
        assert found == {r["target"] for r in shown["rows"]}
        assert hand.json("/export.json", **asked)["claims"]["total"] == len(found)


def test_incidents_are_those_that_are_shown(house: House, hand: Hand) -> None:
    for asked in ({"min_killed": "12"}, {"min_killed": "99"}, {"place": "Ombe"}, {"since": "2021-05-05"}, {}):
        shown = hand.json("/incidents.json", **asked)
        assert (
            len(lines(hand, "incidents", **asked)) == shown["total"] == hand.json("/export.json", **asked)["incidents"]
        )


def test_people_are_heard(house: House, hand: Hand) -> None:
    killed = f"{REPORT}#c1"
    hand.post("/decide", target=killed, action="change", after={"low": 40, "high": 40}, seen=0)
    hand.post("/decide", target=f"{REPORT}#c2", action="reject", seen=0)
    found = {r["ref"]: r for r in rows(hand, "claims", report=REPORT)}
    assert (found[killed]["low"], found[killed]["high"]) == ("40", "40")
    assert f"{REPORT}#c2" not in found
    assert [r["ref"] for r in rows(hand, "claims", status="rejected")] == [f"{REPORT}#c2"]
    last = f"{SAMPLES[2].report.id}#c1"  # the publisher's latest word, so the one that counts
    hand.post("/decide", target=last, action="change", after={"low": 50, "high": 50}, seen=0)
    assert [i["killed"]["best"] for i in lines(hand, "incidents") if i["killed"]] == [50]


def test_an_undone_review_leaves_the_same_bytes(hand: Hand) -> None:
    def export() -> list[bytes]:
        return [hand.get("/export/file", what=w, format="jsonl").content for w in ("incidents", "readings")]

    before = export()
    hand.post("/decide", target=f"{REPORT}#c1", action="reject", seen=0)
    assert export() != before
    hand.post("/undo")
    assert export() == before


def test_where_it_comes_from_is_told(hand: Hand) -> None:
    meta = hand.json("/export/file", what="claims", format="csv", meta="1", harm="killed")
    assert meta["dateline"]["query"] == {"harm": "killed"}
    assert meta["dateline"]["run"]["n"] == 1


def test_a_sensitive_report_names_nobody(house: House) -> None:
    from dataclasses import replace

    from dateline.record import Actor, Source
    from dateline.text import Span

    rui = house.hire("Rui", "reviewer")
    text = "Miriam Dosso of Dürsa said that shells killed four. DOSSO fled. The town of Dürsa burned."
    old = SAMPLES[1]
    report = replace(
        old.report, id="b2:secret", text=text, title="What Miriam saw", authors=("Ken Obi",), url="https://x.example/1"
    )

    def at(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words), words)

    made = Reading(
        report,
        actors=(Actor("a1", "Miriam Dosso", "person", None, None, (), (at("Miriam Dosso"),)),),
        places=(replace(old.places[0], mentions=(at("Dürsa"),), within=None),),
        times=(replace(old.times[0], span=at("four")),),
        sources=(Source("s1", "Miriam Dosso", "a1", "witness", True, (at("Miriam Dosso"),)),),
        attributions=(replace(old.attributions[0], cue=at("said"), content=at("shells killed four"), chain=("s1",)),),
        events=(replace(old.events[0], trigger=at("shells"), evidence=at("shells killed four"), actors=(), recipients=(), weapons=(), size=None),),
        casualties=(replace(old.casualties[0], quote=at("four"), evidence=at("shells killed four"), perpetrators=(), victims=replace(old.casualties[0].victims, actor=None, quote=None)),),
        fingerprint="hand",
    )  # fmt: skip
    house.record.add(made)
    everything = [(o.what, o.format) for o in offers() if o.format not in ("parquet", "report")]

    def leaves(word: str) -> bool:
        return any(word in rui.get("/export/file", what=w, format=f).text for w, f in everything)

    assert leaves("Dosso")
    assert rui.post("/sensitive", report="b2:secret", sensitive="1", comment="she fled").status_code == 200
    assert [w for w in ("Dosso", "DOSSO", "Miriam", "Obi", "x.example") if leaves(w)] == []
    reading = next(r for r in lines(rui, "readings") if r["report"]["id"] == "b2:secret")
    found = Reading.from_json(reading)
    assert all(found.report.text[s.start : s.end] == s.text for s in found.spans())
    assert len(found.report.text) == len(text)
    assert "Dürsa" not in json.dumps(reading, ensure_ascii=False)
    place = found.places[0]
    assert (place.name, place.lat, place.lon, place.geonames, place.where_prec) == ("Ombe", 7.75, 36.25, None, 4)
    others = [r for r in lines(rui, "readings") if r["report"]["id"] != "b2:secret"]
    assert all("Dürsa" in json.dumps(r, ensure_ascii=False) for r in others)  # what others say is theirs
    incidents = [i for i in lines(rui, "incidents") if "b2:secret" in i["reports"]]
    assert incidents
    assert all(i["place"] is None or i["place"]["where_prec"] >= 4 for i in incidents)
    rui.post("/sensitive", report="b2:secret", sensitive="0")
    assert leaves("Dosso")
