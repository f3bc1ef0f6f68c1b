"""PLOVER JSON Lines, checked by a JSON Schema of the manual's fields, and the network of actors."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import get_args

import jsonschema
import networkx
import pytest

from dateline.export.material import Material, Shelf
from dateline.export.plover import QUADS
from dateline.record import EventType, Size

from .samples import ATTACK, BASE, EVIL, battle, material, span

Written = Callable[[str, Material], Path]
ACTORS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["code", "sector", "actor_text"],
        "properties": {"code": {"type": ["string", "null"], "pattern": "^[A-Z]{3}$"}, "actor_text": {"type": "string"}},
    },
}
WORDS = {"type": "array", "items": {"type": "string"}}
SCHEMA = {  # PLOVER Manual 0.8, tables of "Data Fields"
    "type": "object",
    "required": [
        "id", "date", "actor", "recipient", "event", "mode", "context", "quad_code", "event_text", "event_loc",
        "text_info", "cite_info", "size",
    ],
    "properties": {
        "id": {"type": "string"},
        "date": {"type": ["string", "null"], "format": "date"},
        "actor": ACTORS,
        "recipient": ACTORS,
        "event": {**WORDS, "minItems": 1, "items": {"enum": list(get_args(EventType))}},
        "mode": WORDS,
        "context": WORDS,
        "quad_code": {"enum": [1, 2, 3, 4]},
        "event_text": WORDS,
        "event_loc": {"type": ["object", "null"], "required": ["geonameid", "name", "latitude", "longitude"]},
        "text_info": {
            "type": "object", "required": ["start", "end"],
            "properties": {"start": {"type": "integer"}, "end": {"type": "integer"}},
        },
        "cite_info": {"type": "object", "required": ["citation", "publication", "title", "url", "language"]},
        "size": {
            "type": ["object", "null"],
            "properties": {n: {"type": "integer", "minimum": 0} for n in ("dead", "injured", "arrested")},
        },
    },
}  # fmt: skip


def records(written: Written, made: Material) -> list[dict[str, object]]:
    found = [json.loads(line) for line in written("plover", made).read_text(encoding="utf-8").splitlines()]
    checker = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    for record in found:
        checker.validate(record)
    return found


def test_a_record_is_plovers_with_our_bounds_beside(written: Written) -> None:
    (record,) = records(written, material(what="events"))
    assert record["actor"] == [
        {"code": "MLI", "sector": "MIL", "actor_text": "Malian army", "identifier_text": "Malian army"}
    ]
    assert record["date"] == "2031-05-09"
    assert record["quad_code"] == 4
    assert record["size"] == {"dead": 7, "dead_low": 7, "dead_high": 7}
    text = battle().report.text
    where = record["text_info"]
    assert isinstance(where, dict)
    assert text[where["start"] : where["end"]] == record["text"]


def test_an_open_bound_and_a_crowd_keep_their_bounds(written: Written) -> None:
    reading = battle()
    text = reading.report.text
    event = replace(
        reading.events[0], type="PROTEST", size=Size(200, None, None, span(text, "rebels")), status="planned"
    )
    figure = replace(reading.casualties[0], low=4, high=None)
    made = Material((), Shelf([replace(reading, events=(event,), casualties=(figure,))]), material(what="events").meta)
    (record,) = records(written, made)
    assert record["context"] == ["future"]
    assert record["size"] == {"dead": 4, "dead_low": 4, "dead_high": None, "people_low": 200, "people_high": None}


def test_every_event_type_has_a_quad() -> None:
    assert set(QUADS) == set(get_args(EventType))


@pytest.mark.parametrize(
    ("query", "kept"), [({"country": "MLI"}, 1), ({"since": "2031-05-10"}, 0), ({"type": "ASSAULT"}, 1)]
)
def test_events_are_filtered(query: dict[str, object], kept: int, written: Written) -> None:
    assert len(records(written, material(what="events", **query))) == kept  # type: ignore[arg-type]


def test_graphml_opens_in_networkx_with_who_did_what_to_whom(written: Written) -> None:
    graph = networkx.read_graphml(written("graphml", material()))
    assert graph.is_directed()
    assert graph.nodes["Malian army"] == {
        "label": "Malian army", "kind": "force", "sector": "MIL", "country": "MLI", "side": "state",
    }  # fmt: skip
    tie = graph.edges["Malian army", "Aïr Front"]
    assert (tie["incidents"], tie["killed_best"], tie["first"], tie["last"]) == (2, 11, "2031-05-09", "2031-05-09")
    assert tie["ids"].split() == ["i:battle", "i:none"]
    assert graph.has_edge("=cmd()", EVIL)
    assert json.loads(graph.graph["dateline"])["policy"] == "ucdp/1"


def test_a_name_with_control_characters_does_not_break_the_xml(written: Written) -> None:
    odd = replace(ATTACK, actors=("a\x00b\x1bc",), recipients=("d & <e>",))
    assert networkx.read_graphml(written("graphml", material(odd))).has_edge("a b c", "d & <e>")


def test_edges_are_the_graphs_edges(written: Written) -> None:
    graph = networkx.read_graphml(written("graphml", material()))
    with written("edges", material()).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(r["source"].lstrip("'"), r["target"]) for r in rows} == set(graph.edges)
    assert [r["killed_best"] for r in rows if r["source"] == "Malian army"] == ["11"]


def test_an_open_upper_bound_is_counted_as_open(written: Written) -> None:
    with written("edges", material(BASE, ATTACK)).open(encoding="utf-8", newline="") as file:
        opened = {r["source"]: r["killed_open"] for r in csv.DictReader(file)}
    assert opened == {"Malian army": "0", "'=cmd()": "1"}
