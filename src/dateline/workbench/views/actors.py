"""Actors: who acts and who comes to harm, and the links between them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from dateline.knowledge.gazetteer.fold import fold
from dateline.store.overview import Link, Network, Overview
from dateline.store.who_says import people
from dateline.workbench.page import Ask, Page
from dateline.workbench.query import PAGE_SIZE
from dateline.workbench.views.asked import incidents_asked, paged, row

SIDE = 10  # rows and columns of the matrix
NOBODY = "not named"


def listing(ask: Ask) -> Page:
    """Actors under the filter, those in most incidents first, and who acted against whom."""
    query, record = ask.query, ask.bench.record
    network = Overview(record, query.policy).network(incidents_asked(query))
    links, rows = network.links, _actors(network)
    first = (query.page - 1) * PAGE_SIZE
    shown = rows[first : first + PAGE_SIZE]
    known = people(record, [r["name"] for r in shown])
    for r in shown:
        person = known.get(r["name"])
        r |= {"kind": person.kind if person else None, "country": person.country if person else None}
    data = {"policy": query.policy, **paged(query, len(rows)), "rows": shown, "matrix": _matrix(network),
            "links": [_link(k) for k in links[:PAGE_SIZE]], "links_total": len(links)}  # fmt: skip
    return Page("actors.html", "Actors", data)


def one(ask: Ask) -> Page:
    """One actor: its links both ways, and its incidents."""
    name, query, record = ask.request.path_params["actor"], ask.query, ask.bench.record
    wanted = incidents_asked(replace(query, actor=name))
    links = Overview(record, query.policy).links(wanted)
    rows, total = record.incident_page(
        wanted, query.policy, offset=(query.page - 1) * PAGE_SIZE, limit=PAGE_SIZE, order="-date"
    )
    mine = fold(name)
    person = people(record, [name]).get(name)
    data = {
        "policy": query.policy, "name": name, "kind": person.kind if person else None,
        "country": person.country if person else None, "reports": person.reports if person else 0,
        "against": [_link(k) for k in links if fold(k.actor) == mine],
        "by": [_link(k) for k in links if fold(k.recipient) == mine],
        **paged(query, total), "rows": [row(r) for r in rows],
    }  # fmt: skip
    return Page("actor.html", name, data)


def _actors(network: Network) -> list[dict[str, Any]]:
    """Each actor with the incidents in which it acts, and those in which it comes to harm."""
    both = network.acts + network.hit
    names = sorted(both.keys() - {NOBODY}, key=lambda name: (-both[name], name))
    return [{"name": n, "acts": network.acts[n], "harmed": network.hit[n]} for n in names]


def _link(k: Link) -> dict[str, Any]:
    return {"actor": k.actor, "recipient": k.recipient, "incidents": k.incidents, "killed": k.killed._asdict()}


def _matrix(network: Network) -> dict[str, Any]:
    """Those who act most by those who are hit most of them, with the incidents of each pair."""
    links, hit = network.links, Counter[str]()
    actors = sorted(network.acts, key=lambda n: (-network.acts[n], n))[:SIDE]
    for k in links:
        if k.actor in actors:
            hit[k.recipient] += k.incidents
    recipients = sorted(hit, key=lambda n: (-hit[n], n))[:SIDE]
    pairs = {(k.actor, k.recipient): k for k in links}
    cells = [[_link(pairs[a, r]) if (a, r) in pairs else None for r in recipients] for a in actors]
    return {"actors": actors, "recipients": recipients, "cells": cells,
            "most": max((k.incidents for k in links), default=0)}  # fmt: skip
