"""People at risk: their names leave by no view, no JSON twin and no export for those who may not see them."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pyarrow.parquet
import pytest

from dateline.record import Actor, Reading, Source
from dateline.store.at_risk import lift_at_risk, mark_at_risk
from dateline.store.flat import flat
from dateline.store.marks import mark_sensitive
from dateline.text import Span, canonical, text_id
from dateline.workbench.exporting import offers
from dateline.workbench.routes import ADDRESSES

from .conftest import SAMPLES, Hand, House
from .test_access import path_of

FIRST, LAST = "Zoltan", "Quill-Ábrany"
NAME = f"{FIRST} {LAST}"
WORDS = ("zoltan", "quill", "abrany")
TEXT = (
    "{NAME} of Dürsa, a teacher, was among four killed by shells of the Kafa Front on 4 May. {UP} had told the Lake "
    "Agency of threats. Friends of {last}'s say he never left. “I saw it,” {first} wrote, {name_nfd} by his full name."
)


def report_of(name: str) -> Reading:
    """A reading that names a person wherever a reading can."""
    first, _, last = name.partition(" ")
    text = canonical(TEXT.format(NAME=name, UP=name.upper(), last=last or first, first=first, name_nfd=name))
    old = SAMPLES[1]

    def at(words: str) -> Span:
        start = text.index(canonical(words))
        return Span(start, start + len(canonical(words)), canonical(words))

    report = replace(
        old.report, id=text_id(text), text=text, title=f"What {name} saw", authors=(f"{name} and others",),
        publisher=f"Letters of {name}", url=f"https://x.example/{name.replace(' ', '%20')}",
    )  # fmt: skip
    return Reading(
        report,
        actors=(
            Actor("a1", name, "person", None, None, (), (at(name),)),
            Actor("a2", "Kafa Front", "armed_group", "REB", None, (), (at("Kafa Front"),)),
        ),
        places=(replace(old.places[0], mentions=(at("Dürsa"),), within=None),),
        times=(replace(old.times[0], span=at("4 May")),),
        sources=(Source("s1", name, "a1", "witness", True, (at(name),)),),
        attributions=(replace(old.attributions[0], cue=at("told"), content=at("was among four killed"), chain=("s1",)),),
        events=(
            replace(
                old.events[0], trigger=at("shells"), evidence=at(text[: text.index(".")]), actors=("a2",),
                recipients=("a1",), weapons=(), size=None,
            ),
        ),
        casualties=(
            replace(
                old.casualties[0], quote=at("four"), evidence=at(text[: text.index(".")]), perpetrators=("a2",),
                victims=replace(old.casualties[0].victims, actor="a1", quote=None),
            ),
        ),
        fingerprint="hand",
    )  # fmt: skip


@pytest.fixture
def told(house: House) -> House:
    """A house in whose record somebody is named, in a report and in what people said of it."""
    reading = report_of(NAME)
    house.record.add(reading)
    rui = house.hire("Rui", "reviewer")
    target = f"{reading.report.id}#c1"
    rui.post("/decide", target=target, action="change", after={"low": 5}, comment=f"{NAME} is one of five", seen=0)
    rui.post("/decide", target=f"{reading.report.id}#e1", action="comment", comment=f"ask {LAST}, not {FIRST.upper()}")
    house.record.refresh_incidents()
    return house


def every_address(house: House, reading: Reading) -> list[str]:
    """Every GET address, filled in with the parts of this report, and its twin."""
    report = reading.report.id
    incident = house.record.incident_of(f"{report}#c1") or ""
    paths = []
    for address in ADDRESSES:
        if address.method != "GET" or address.path in ("/export/file", "/login"):
            continue
        filled = path_of(house, address).replace(SAMPLES[0].report.id, report)
        if address.path == "/incidents/{incident}":
            filled = f"/incidents/{incident}"
        paths += [filled, f"{filled}.json"]
    words = ["shells", "killed", "teacher", "five", "ask"]
    asked = [f"/search?q={w}" for w in words] + [f"/sensitive?report={report}", f"/presence?report={report}"]
    asked += [f"/decide?target={report}%23{c}" for c in ("c1", "e1")] + [
        f"/queue?report={report}",
        "/audit?action=judge",
    ]
    asked += ["/audit?action=mark", f"/reports/{report}/claims/e1", f"/incident-of?claim={report}%23c1"]
    return paths + [a for q in asked for a in (q, q.replace("?", ".json?", 1) if "?" in q else f"{q}.json")]


def said(hand: Hand, path: str) -> str:
    answer = hand.client.get(path, follow_redirects=False)
    assert answer.status_code in (200, 303, 404, 422, 403), (path, answer.text)
    return flat(unquote(answer.text) + str(answer.headers))


def telling_of(hand: Hand, paths: list[str]) -> set[str]:
    """The addresses whose answers hold a word of the name."""
    found = set()
    for path in paths:
        answer = said(hand, path)
        found |= {path for w in WORDS if w in answer}
    return found


def exported(hand: Hand, **asked: Any) -> dict[str, str]:
    """All that is exported, as text."""
    found = {}
    for offer in offers():
        for meta in ("", "1"):
            answer = hand.get("/export/file", what=offer.what, format=offer.format, meta=meta, **asked)
            assert answer.status_code == 200, answer.text
            if offer.format == "parquet" and not meta:
                read = pyarrow.parquet.read_table(io.BytesIO(answer.content))
                text = str(read.to_pylist()) + str(read.schema.metadata)
            else:
                text = answer.text
            found[f"{offer.what}-{offer.format}-{meta}"] = flat(unquote(text))
    return found


def test_no_view_says_the_name_to_a_reader(told: House) -> None:
    reading = report_of(NAME)
    reader, coder = told.hire("Lea", "reader"), told.hire("Cy", "coder")
    paths = every_address(told, reading)
    telling = telling_of(reader, paths)
    assert len(telling) > 30  # without the mark it stands in most of them
    mark_at_risk(told.record, NAME, "person", who="Rui", why="asked for it")
    assert telling_of(reader, paths) == set()
    assert telling_of(coder, sorted(telling)[::4]) == set(sorted(telling)[::4])
    lift_at_risk(told.record, NAME, who="Rui")
    assert telling_of(reader, ["/reports.json"]) == {"/reports.json"}


def test_the_text_keeps_its_offsets(told: House) -> None:
    reading = report_of(NAME)
    reader = told.hire("Lea", "reader")
    mark_at_risk(told.record, NAME, "person", who="Rui")
    data = reader.json(f"/reports/{reading.report.id}.json")
    text = data["report"]["text"]
    assert len(text) == len(reading.report.text)
    assert "a teacher, was among four killed" in text
    claim = reader.json(f"/reports/{reading.report.id}/claims/c1.json")
    start, end = claim["anchor"]
    assert text[start:end] == claim["words"] == "four"


def test_no_export_holds_the_name_and_counts_stay(told: House) -> None:
    rui = told.hire("Ana", "admin")
    before = exported(rui)
    assert all(any(w in text for w in WORDS) for key, text in before.items() if key == "readings-jsonl-")
    figures = rui.json("/export.json")
    mark_at_risk(told.record, NAME, "person", who="Rui")
    after = exported(rui)
    assert [k for k, text in after.items() if any(w in text for w in WORDS)] == []
    assert NAME not in rui.get("/export/file", what="claims", format="csv", meta="1", actor=NAME).text
    assert len(after["claims-csv-"].splitlines()) == len(before["claims-csv-"].splitlines())
    assert {k: v for k, v in rui.json("/export.json").items() if k != "sensitive"} == {
        k: v for k, v in figures.items() if k != "sensitive"
    }
    readings = rui.get("/export/file", what="readings", format="jsonl").text
    here = next(line for line in readings.splitlines() if report_of(NAME).report.id in line)
    assert "Dürsa" not in here  # its place is coarse, too


def test_a_reader_cannot_ask_for_the_name(told: House) -> None:
    """What is hidden is as what never was: no search, filter or address tells that it is there, whole or in part."""
    reader = told.hire("Lea", "reader")
    mark_at_risk(told.record, NAME, "person", who="Rui")

    def total(path: str, **asked: str) -> int:
        found: int = reader.json(path, **asked)["total"]
        return found

    for word in (FIRST, LAST, NAME, f'"{NAME}"', "zolt*", "quil*", "QUILL", f"teacher {FIRST}", "zol"):
        assert total("/search.json", q=word) == 0, word
        assert total("/incidents.json", q=word) == 0, word
        assert total("/reports.json", q=word) in (0, None), word
        for field in ("actor", "source"):
            assert total("/incidents.json", **{field: word.strip('"*')}) == 0, (field, word)
    assert total("/search.json", q="teacher") == total("/search.json", q=f"teacher -{FIRST}") == 1
    assert total("/search.json", q=f'teacher -"{NAME}"') == 1
    assert total("/incidents.json", actor="Kafa Front") > 0
    for path in (f"/actors/{NAME}", f"/sources/{NAME}", f"/actors/{LAST.lower()}"):
        assert reader.get(path).status_code == 404
    nobody = reader.json("/actors/zolta.json")
    assert (nobody["total"], nobody["against"], nobody["by"]) == (0, [], [])
    assert reader.json("/sources/uill.json")["total"] == 0


def test_names_of_a_sensitive_report_are_hidden_from_readers(told: House) -> None:
    reader = told.hire("Lea", "reader")
    reading = report_of(NAME)
    mark_sensitive(told.record, reading.report.id, True, who="Rui")
    paths = every_address(told, reading)
    assert telling_of(reader, paths) == set()


def test_a_source_is_hidden_as_a_whole(told: House) -> None:
    reader = told.hire("Lea", "reader")
    mark_at_risk(told.record, "Lake Agency", "source", who="Rui")
    text = reader.json(f"/reports/{SAMPLES[0].report.id}.json")["report"]["text"]
    assert "Lake Agency" not in text
    assert reader.json("/reports.json")["rows"][0]["publisher"] == "Lake Post"
    assert "lake agency" not in said(reader, "/sources.json")


def test_marks_are_set_and_lifted_from_the_workbench_and_logged(told: House) -> None:
    rui, coder, reader = told.hire("Ro", "reviewer"), told.hire("Cy", "coder"), told.hire("Lea", "reader")
    assert coder.form("/at-risk", act="mark", name=NAME).status_code == 403
    assert reader.get("/at-risk").status_code == 403
    assert rui.form("/at-risk", act="mark", name=f" {NAME} ", kind="person", comment="threats").status_code == 303
    assert rui.form("/at-risk", act="mark", name=NAME.upper()).status_code == 422  # there already
    for bad in ({"act": "mark", "name": "--"}, {"act": "mark", "name": "x" * 300}, {"act": "lift", "name": "Nobody"},
                {"act": "mark", "name": "X", "kind": "ghost"}):  # fmt: skip
        assert rui.form("/at-risk", **bad).status_code == 422, bad
    assert [p["name"] for p in coder.json("/at-risk.json")["people"]] == [NAME]
    entry = rui.json("/audit.json", action="mark")["rows"][0]
    assert (entry["who"], entry["what"], entry["to"], entry["why"]) == ("Ro", "person", NAME, "threats")
    assert NAME not in str(reader.json("/audit.json", action="mark"))
    assert rui.post("/at-risk", act="lift", name=NAME).status_code == 200
    assert told.record.audit_break() is None


def test_a_mark_and_its_entry_are_one(told: House, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("dateline.store.at_risk.audit.write", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            mark_at_risk(told.record, NAME, "person", who="Rui")
    assert told.hire("Cy", "coder").json("/at-risk.json")["people"] == []


def test_words_of_ours_are_no_names(told: House) -> None:
    """A person who is called as a kind or a state breaks no page."""
    reader, admin = told.hire("Lea", "reader"), told.hire("Ana", "admin")
    for name in ("Rose Media", "Event Killed", "Assault Machine", "Mark Casualty", "Report Title", "Lake Accept"):
        mark_at_risk(told.record, name, "person", who="Rui")
    for path in every_address(told, report_of(NAME)):
        assert reader.client.get(path, follow_redirects=False).status_code in (200, 303, 403, 404, 422), path
    exported(admin)
