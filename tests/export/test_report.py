"""The situation report: what it says, that it loads and runs nothing, and its map and chart."""

from __future__ import annotations

import base64
import datetime
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import html

from dateline.export import summary, svg_map
from dateline.export.material import Material
from dateline.export.outlines import Frame, clipped, outlines
from dateline.export.svg_chart import Range, chart_of, step_of
from dateline.export.svg_map import Spot, map_of
from dateline.reconcile.incident import Location, Shared

from .samples import ATTACK, BARE, BASE, EVIL, count, material

Written = Callable[[str, Material], Path]
DAY = datetime.date(2031, 5, 9)


def page(written: Written, made: Material) -> str:
    return written("report", made).read_text(encoding="utf-8")


def words(text: str) -> str:
    return " ".join(html.fromstring(text).text_content().split())


def test_it_says_how_many_by_which_rule_and_who_says_so(written: Written) -> None:
    said = words(page(written, material(country="Mali")))
    for expected in (
        "Mali", "9 May 2031", "11killed11 to 12", "2incidents", "counting rule ucdp/1", "by Malian army · against Aïr Front",
        "The fight killed 4 soldiers and 7 rebels", "Reuters", "country Mali", "run 3, 2031-06-01", "dateline 0.0",
        "Reports differ on killed: 11 (Reuters); 12 or more",
    ):  # fmt: skip
        assert expected in said, expected


def test_a_joint_figure_is_told_and_added_to_none(written: Written) -> None:
    joint = Shared("killed", 74, 80, (), ("i:battle", "i:2"))
    alone = Shared("wounded", 9, None, (), ("i:battle",))
    said = words(page(written, material(replace(BASE, shared=(joint, alone)))))
    assert "Also told: 74–80 killed in this and 1 other together; added to none" in said
    assert "9 or more wounded in this and others that are not told apart together" in said
    assert "11killed11 to 12" in said


def test_what_has_no_place_or_day_is_said_to_be_left_out_of_map_and_chart(written: Written) -> None:
    said = words(page(written, material()))
    assert "1 incident is not on the map" in said
    assert "1 incident is left out: no day is known" in said
    assert "killedat least 14" in said  # one of them is open above


def test_it_runs_nothing_loads_nothing_and_markup_stays_text(written: Written) -> None:
    text = page(written, material())
    assert EVIL not in text
    found = html.fromstring(text)
    assert not found.xpath(
        "//script | //link | //img | //iframe | //*[@style] | //@onload | //@onclick | //@src | //@href"
    )
    (policy,) = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = found.xpath("//style/text()")
    hashed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'"
    assert not re.search(r"url\(|@import|https?:", style)


def test_its_drawings_are_well_formed(written: Written) -> None:
    for drawing in re.findall(r"<svg.*?</svg>\s*(?=<figcaption)", page(written, material()), re.S):
        assert ElementTree.fromstring(drawing).find("title") is not None


def test_a_record_without_an_answer_says_so(written: Written) -> None:
    assert "No incident in the record answers" in words(page(written, material(country="FJI")))


def test_only_the_deadliest_are_listed_and_all_are_counted(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary, "LISTED", 3)
    many = [replace(BASE, id=f"i:{n}", killed=count(n, n, n)) for n in range(1, 11)]
    said = words(page(written, material(*many)))
    assert "55killed" in said
    assert "The 3 deadliest of 10" in said


def spot(lat: float, lon: float, killed: int = 5, **more: object) -> Spot:
    values = {"number": 1, "name": "Gao", "country": "MLI", "where_prec": 1} | more
    return Spot(lat=lat, lon=lon, killed=killed, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "spots",
    [
        [spot(16.3, -0.05)],
        [spot(90, 180), spot(-90, -180, 0)],
        [spot(0, 0, 0)],
        [spot(12, 30 + n / 10, n, number=n) for n in range(60)],
        [spot(15, 30, 10**6), spot(15, 31, 0, where_prec=4)],
    ],
)
def test_maps_of_all_sizes_are_drawn(spots: list[Spot]) -> None:
    drawn = ElementTree.fromstring(map_of(spots) or "")
    circles = list(drawn.iter("circle"))
    assert 0 < len(circles) <= len(spots)
    assert all(0 < float(c.attrib["r"]) <= 30 for c in circles)
    assert all(-1 <= float(c.attrib["cx"]) <= 721 and -1 <= float(c.attrib["cy"]) <= 431 for c in circles)


def test_area_is_in_proportion_to_the_killed_and_an_area_is_dashed() -> None:
    drawn = ElementTree.fromstring(map_of([spot(15, 30, 400), spot(15, 34, 100, where_prec=4)]) or "")
    one, other = drawn.iter("circle")
    assert float(one.attrib["r"]) == pytest.approx(2 * float(other.attrib["r"]), abs=0.2)
    assert (one.attrib["class"], other.attrib["class"]) == ("spot", "spot coarse")


def test_a_country_is_named_inside_its_own_borders() -> None:
    spots = [spot(33.3, 44.4, 3, name="Baghdad", country="IRQ"), spot(32.0, 44.4, 27, name="Kufa", country="IRQ")]
    drawn = ElementTree.fromstring(map_of(spots) or "")
    lefts = {e.text: float(e.attrib["x"]) for e in drawn.iter("text") if e.attrib["class"].startswith("country")}
    assert {"Iraq", "Iran"} <= lefts.keys()
    ring = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (90.0, 100.0), (90.0, 10.0), (0.0, 10.0)]  # an angle
    (x, y, wide), *_ = svg_map._rows(ring)
    assert (x, wide) == (95.0, 10.0)
    assert 10 < y < 100


def test_no_point_no_map() -> None:
    assert map_of([]) is None


def test_outlines_are_cut_to_the_frame() -> None:
    frame = Frame(-2, 15, 2, 18)
    found = list(outlines("countries", frame))
    assert "MLI" in {o.country for o in found}
    for area in found:
        for ring in area.rings:
            assert all(-2 <= x <= 2 and 15 <= y <= 18 for x, y in ring)


def test_a_ring_outside_a_frame_is_nothing_and_one_around_it_is_the_frame() -> None:
    square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    assert clipped(square, Frame(20, 20, 30, 30)) == []
    assert set(clipped(square, Frame(2, 2, 3, 3))) == {(2, 2), (3, 2), (3, 3), (2, 3)}


@pytest.mark.parametrize(
    ("last", "step"), [((2031, 6, 1), "day"), ((2031, 12, 1), "week"), ((2034, 1, 1), "month"), ((2050, 1, 1), "year")]
)
def test_a_longer_period_is_drawn_in_longer_steps(last: tuple[int, int, int], step: str) -> None:
    assert step_of(DAY, datetime.date(*last)) == step
    drawn = ElementTree.fromstring(chart_of({DAY: Range(1, 2, 3)}, DAY, datetime.date(*last)) or "")
    assert len([e for e in drawn.iter("rect") if e.attrib["class"] == "solid"]) == 1


def test_an_open_bound_is_an_arrow_and_no_deaths_no_chart() -> None:
    drawn = ElementTree.fromstring(chart_of({DAY: Range(4, 4, None)}, DAY, DAY) or "")
    assert [e for e in drawn.iter("path") if e.attrib["class"] == "open"]
    assert chart_of({DAY: Range(0, 0, 0)}, DAY, DAY) is None
    assert chart_of({}, DAY, DAY) is None


def test_sums_stay_open_where_one_is() -> None:
    assert Range(1, 2, 3).plus(1, 1, None) == Range(2, 3, None)


def test_groups_beyond_a_dozen_are_one_row(written: Written) -> None:
    places = [replace(BASE, id=f"i:{n}", place=Location("x", None, 1, n, "MLI", f"Unit {n}", 1)) for n in range(20)]
    said = words(page(written, material(*places, BARE, ATTACK)))
    assert "others" in said
