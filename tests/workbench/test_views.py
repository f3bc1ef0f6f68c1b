"""Every view as JSON and as a page, on SQLite and on PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from starlette.testclient import TestClient

from dateline.record import Casualty, Reading, Victims
from dateline.store import Record
from dateline.workbench import Settings, create_app
from store.readings import sample

HOSTILE = "</script><script>alert(1)</script>"
LISTS = ("incidents", "map", "timeline", "charts", "agreements", "sources", "actors", "tolls", "coders")


def moved(reading: Reading, place: str, lat: float, lon: float, day: str) -> Reading:
    """The same report of another place and day."""
    there = replace(reading.places[0], name=place, lat=lat, lon=lon, geonames=None)
    then = replace(reading.times[0], start=day, end=day)
    return replace(reading, places=(there, *reading.places[1:]), times=(then, *reading.times[1:]))


def total(reading: Reading) -> Reading:
    """The report with a running total of the killed, from 1 May on."""
    time = replace(reading.times[1], id="t3", start="2021-05-01", end="2021-05-31", type="interval")
    words = reading.casualties[0]
    toll = Casualty("c3", "killed", 40, 40, "exact", words.quote, words.evidence, Victims(None, "unknown", None), (),
                    "period", (), "t3", "p2", None, "stated", None, 0.5)  # fmt: skip
    return replace(reading, times=(*reading.times, time), casualties=(*reading.casualties, toll))


def readings() -> list[Reading]:
    """Four reports of three incidents: two of one shelling, one elsewhere, one at a place with a hostile name."""
    first = sample(1, 12, publisher="Harbour Post", published="2021-05-05", title="Shelling in Dürsa")
    second = sample(2, 15, publisher="Plain Dispatch", published="2021-05-06", title="Fifteen dead in Dürsa")
    return [
        total(first),
        second,
        moved(sample(3, 3, publisher="Valley Radio", published="2021-07-02"), "Tomo", 9.0, 40.0, "2021-07-01"),
        moved(
            sample(4, 2, publisher=HOSTILE, published="2020-01-03", title=HOSTILE), HOSTILE, -4.0, -70.0, "2020-01-02"
        ),
    ]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A browser without a screen on a record that tests only look at, on each database in turn."""
    where = f"sqlite:///{tmp_path_factory.mktemp('views') / 'record.db'}"
    if request.param == "postgresql":
        server: str = request.getfixturevalue("postgres")
        with psycopg.connect(server, autocommit=True) as db:
            db.execute("DROP DATABASE IF EXISTS views WITH (FORCE)")
            db.execute("CREATE DATABASE views")
        where = server.replace("/postgres?", "/views?")
    with Record.open(where) as record:
        record.add_many(readings())
    with TestClient(create_app(Settings(where)), base_url="http://127.0.0.1:8600") as opened:
        yield opened


@pytest.fixture
def record(url: str) -> Iterator[Record]:
    """A record of its own for a test that decides, open beside the workbench."""
    with Record.open(url, who="tester") as opened:
        opened.add_many(readings())
        yield opened


@pytest.fixture
def client(url: str, record: Record) -> Iterator[TestClient]:
    """A browser without a screen on it."""
    with TestClient(create_app(Settings(url)), base_url="http://127.0.0.1:8600") as opened:
        yield opened


def data(client: TestClient, address: str) -> Any:
    """The JSON twin of a page, having seen that the page is well."""
    page = client.get(address)
    assert page.status_code == 200, page.text
    path, _, query = address.partition("?")
    twin = client.get(f"{path}.json?{query}")
    assert twin.status_code == 200
    return twin.json()


def post(client: TestClient, **fields: Any) -> Any:
    """Decide as a form of a page does."""
    token = re.search(r'name="csrf" content="([^"]+)"', client.get("/incidents").text)
    assert token
    answer = client.post("/decide", data={"csrf": token[1], **fields}, follow_redirects=False)
    assert answer.status_code in (200, 303), answer.text
    return answer


def ids(found: dict[str, Any]) -> dict[str, str]:
    """Place -> id of the incidents of a list."""
    return {r["place"]["name"]: r["id"] for r in found["rows"] if r["place"]}


def test_every_view_is_a_page_and_its_json_twin(shared: TestClient) -> None:
    for name in LISTS:
        found = data(shared, f"/{name}")
        assert isinstance(found, dict), name


def test_hostile_text_is_inert_on_every_page(shared: TestClient) -> None:
    one = ids(data(shared, "/incidents"))[HOSTILE]
    for address in (*(f"/{n}" for n in LISTS), f"/incidents/{one}", f"/sources/{quote(HOSTILE)}"):
        assert "<script>alert" not in shared.get(address).text, address


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("", {"Dürsa", "Tomo", HOSTILE}),
        ("place=dursa", {"Dürsa"}),
        ("q=tomo", {"Tomo"}),
        ("since=2021-06-01", {"Tomo"}),
        ("until=2020-12-31", {HOSTILE}),
        ("min_killed=10", {"Dürsa"}),
        ("harm=killed", {"Dürsa", "Tomo", HOSTILE}),
        ("harm=missing", set()),
        ("source=medical", {"Dürsa", "Tomo", HOSTILE}),
        ("source=lake+agency", {"Dürsa", "Tomo", HOSTILE}),
        ("source=nobody+at+all", set()),
        ("actor=kafa", {"Dürsa", "Tomo", HOSTILE}),
        ("bbox=30,0,45,20", {"Dürsa", "Tomo"}),
        ("bbox=170,-10,-60,0", {HOSTILE}),
    ],
)
def test_incidents_by_the_shared_filter(shared: TestClient, query: str, places: set[str]) -> None:
    found = data(shared, f"/incidents?{query}")
    assert set(ids(found)) == places
    assert found["total"] == len(found["rows"])
    assert data(shared, f"/map?{query}")["total"] == found["total"]
    assert data(shared, f"/timeline?{query}")["total"] == found["total"]


def test_one_incident_has_its_claims_side_by_side_and_every_policy(shared: TestClient) -> None:
    found = data(shared, f"/incidents/{ids(data(shared, '/incidents'))['Dürsa']}")
    killed = [c for c in found["figures"] if c["harm"] == "killed"]
    assert {(c["low"], c["publisher"]) for c in killed} == {(12, "Harbour Post"), (15, "Plain Dispatch")}
    assert all(c["sources"] == ["a doctor", "Lake Agency"] for c in killed)
    by_policy = {p["policy"]: p["counts"]["killed"] for p in found["policies"]}
    assert set(by_policy) >= {"ibc", "ucdp", "airwars", "acled"}
    assert all(b["low"] <= b["best"] <= (b["high"] or b["best"]) for b in by_policy.values())
    assert [h["day"] for h in found["history"]] == ["2021-05-05", "2021-05-06"]
    assert found["history"][0]["counts"]["killed"]["low"] == 12
    assert found["incident"]["explanation"]


def test_an_incident_that_is_not_there_is_not_found(shared: TestClient) -> None:
    assert shared.get("/incidents/i:nothing").status_code == 404
    assert shared.get("/agreements/b2:nothing/g1").status_code == 404
    assert shared.get("/tolls/b2:nothing/c1").status_code == 404


def test_a_figure_is_pinned_and_the_reason_is_told(client: TestClient) -> None:
    one = ids(data(client, "/incidents"))["Tomo"]
    post(
        client, target=one, action="pin", harm="killed", low="4", best="5", high="6", seen="0", comment="seen the list"
    )
    found = data(client, f"/incidents/{one}")
    assert [found["incident"]["killed"][k] for k in ("low", "best", "high")] == [4, 5, 6]
    assert found["judgements"][0]["comment"] == "seen the list"


def test_incidents_are_merged_and_their_claims_lead_to_the_new_one(client: TestClient, record: Record) -> None:
    before = ids(data(client, "/incidents"))
    claim = data(client, f"/incidents/{before['Tomo']}")["incident"]["claims"][0]
    post(client, target=before["Tomo"], action="merge", after=f'"{before["Dürsa"]}"', seen="0")
    home = client.get(f"/incident-of?claim={quote(claim)}", follow_redirects=False)
    merged = client.get(home.headers["location"] + ".json").json()["incident"]
    assert len(merged["reports"]) == 3
    record.undo(next(record.judgements()).n)
    assert ids(data(client, "/incidents")) == before


def test_claims_leave_an_incident(client: TestClient) -> None:
    one = ids(data(client, "/incidents"))["Dürsa"]
    figures = data(client, f"/incidents/{one}")
    leave = [c["ref"] for c in figures["figures"] + figures["events"] if c["publisher"] == "Plain Dispatch"]
    post(client, target=one, action="split", others=leave, seen="0")
    after = data(client, "/incidents?place=Dürsa")
    assert after["total"] == 2
    assert sorted(r["counts"]["killed"]["low"] for r in after["rows"]) == [12, 15]


def test_the_map_counts_what_it_draws(shared: TestClient) -> None:
    found = data(shared, "/map")
    assert sum(c["incidents"] for c in found["cells"]) == found["placed"] == found["total"] - found["unplaced"]
    near = data(shared, "/map?bbox=36,7,37,8")
    assert [c["place"] for c in near["cells"]] == ["Dürsa"]
    assert near["elsewhere"] == 2
    assert shared.get("/map?bbox=1,2,3").status_code == 400
    assert shared.get("/map?bbox=0,-100,3,4").status_code == 400


@pytest.mark.parametrize("step", ["day", "week", "month", "year"])
def test_the_series_add_up_in_every_step(shared: TestClient, step: str) -> None:
    found = data(shared, f"/timeline?by={step}")
    assert found["by"] == step
    assert sum(p["incidents"] for p in found["series"]) == found["total"] - found["undated"]
    assert all(p["start"] <= p["end"] and p["low"] <= p["best"] for p in found["series"])
    charts = data(shared, f"/charts?by={step}&split=source_kind")
    assert sum(p["best"] for p in charts["series"]) == sum(p["best"] for p in found["series"])
    assert {r["name"] for r in charts["parts"]["rows"]} == {"medical"}


def test_an_agreement_has_its_terms_and_conduct(shared: TestClient) -> None:
    rows = data(shared, "/agreements")["rows"]
    assert {t["duty"] for r in rows for t in r["terms"]} == {"withdraw", "cease_fire"}
    lead = rows[0]["lead"]
    found = data(shared, f"/agreements/{lead['report']}/{lead['claim']}")
    assert lead["report"] in found["agreement"]["reports"]
    assert [d["start"] or "9999" for d in found["timeline"]] == sorted(d["start"] or "9999" for d in found["timeline"])


def test_sources_by_name_and_kind(shared: TestClient) -> None:
    found = data(shared, "/sources")
    named = {r["name"]: r for r in found["rows"]}
    assert named["a doctor"]["kind"] == "medical"
    assert named["Lake Agency"]["kind"] == "carrier"
    assert found["chains"][0]["names"] == ["a doctor", "Lake Agency"]
    one = data(shared, "/sources/a%20doctor")
    assert {f["low"] for f in one["figures"] if f["harm"] == "killed"} == {12, 15, 3, 2}
    assert one["incidents"][0]["origins"]


def test_actors_and_their_links(shared: TestClient) -> None:
    found = data(shared, "/actors")
    kafa = next(r for r in found["rows"] if r["name"] == "Kafa Front")
    assert kafa["acts"] == 3
    assert kafa["kind"] == "armed_group"
    one = data(shared, "/actors/Kafa%20Front")
    assert one["against"][0]["recipient"] == "civilians"
    assert one["against"][0]["incidents"] == 3


def test_an_incident_counts_once_for_who_acts_however_many_are_hit(client: TestClient, record: Record) -> None:
    one = moved(sample(5, 4, publisher="Coast Wire", published="2021-09-02"), "Bira", 1.0, 30.0, "2021-09-01")
    hit = replace(one.actors[0], id="a9", name="market traders")
    events = tuple(replace(e, recipients=(*e.recipients, "a9")) for e in one.events)
    record.add(replace(one, actors=(*one.actors, hit), events=events))
    found = {r["name"]: r["acts"] for r in data(client, "/actors")["rows"]}
    assert found["Kafa Front"] == 4
    assert found["market traders"] == 0


def test_a_running_total_beside_its_incidents_step_by_step(shared: TestClient) -> None:
    rows = [r for r in data(shared, "/tolls")["rows"] if r["harm"] == "killed"]
    assert [(r["low"], r["compared"]["verdict"], r["compared"]["parts"]) for r in rows] == [(40, "fewer", 1)]
    found = data(shared, f"/tolls/{rows[0]['report']}/{rows[0]['claim']}")
    assert found["toll"]["steps"][-1].startswith("= ")


def test_two_coders_agree_and_differ(client: TestClient, record: Record) -> None:
    refs = [c.ref for c in record.claims() if c.kind == "casualty" and c.id == "c1"]
    for who in ("Amal", "Boris"):
        for ref in refs[:2]:
            record.judge(ref, "accept", who=who)
    record.judge(refs[2], "accept", who="Amal")
    record.judge(refs[2], "change", who="Boris", after={"low": 9})
    record.judge(refs[3], "reject", who="Amal")
    record.judge(refs[3], "accept", who="Boris")
    found = data(client, "/coders?a=Amal&b=Boris")
    fields = {f["field"]: f for f in found["fields"]}
    assert (fields["decision"]["units"], fields["decision"]["equal"]) == (4, 0.5)
    assert fields["low"]["differ"] == 1
    assert fields["low"]["level"] == "interval"
    assert fields["harm"]["alpha"] is None  # all the same: chance cannot be told apart
    assert {r["target"] for r in found["rows"]} == set(refs[2:])
    assert all(r["settled"] is None for r in found["rows"])
    record.judge(refs[3], "reject", who="Clara")
    settled = {r["target"]: r["settled"] for r in data(client, "/coders?a=Amal&b=Boris")["rows"]}
    assert settled[refs[3]] == {"who": "Clara", "action": "reject"}


def test_links_of_a_page_keep_the_filter(shared: TestClient) -> None:
    page = shared.get("/timeline?place=Tomo&policy=ucdp").text
    assert "place=Tomo&amp;policy=ucdp&amp;by=week" in page
    assert 'href="/timeline.json?place=Tomo&amp;policy=ucdp' in page
