"""The network of actors: who did what to whom, over all incidents wanted; GraphML, or CSV of its edges.

A node is an actor by name, an edge runs from one who did it to one who came to harm. Incidents and people are counted
on each edge that they belong to: an incident with two doers stands on two edges, so edges are not to be added up.
Where the graph comes from stands in a graph attribute `dateline` of the GraphML. Memory grows with actors and pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import IO, Any, TextIO

from dateline.export.cases import Case, Party
from dateline.export.columns import Cell, Column
from dateline.export.csv import write_rows
from dateline.export.exporter import Exporter
from dateline.export.material import Material
from dateline.export.meta import Field

HARMS = ("killed", "wounded", "captured")


@dataclass(slots=True)
class _Tie:
    """What binds a doer to a sufferer."""

    incidents: int = 0
    killed_low: int = 0
    killed_best: int = 0
    killed_high: int = 0
    killed_open: int = 0
    wounded_low: int = 0
    wounded_best: int = 0
    wounded_high: int = 0
    captured_low: int = 0
    captured_best: int = 0
    captured_high: int = 0
    first: str = ""
    last: str = ""
    types: set[str] = field(default_factory=set)
    ids: list[str] = field(default_factory=list)

    def add(self, case: Case) -> None:
        """Count one more incident."""
        i = case.incident
        self.incidents += 1
        for harm in HARMS:
            count = getattr(i, harm)
            if count is not None:
                for bound in ("low", "best", "high"):
                    before = getattr(self, f"{harm}_{bound}")
                    setattr(self, f"{harm}_{bound}", before + (getattr(count, bound) or count.best))
        self.killed_open += i.killed is not None and i.killed.high is None
        if i.start:
            self.first = min(self.first or i.start, i.start)
        if i.end:
            self.last = max(self.last, i.end)
        self.types.add(i.acled or i.mode or i.type)
        self.ids.append(i.id)


_Network = tuple[dict[str, Party], dict[tuple[str, str], _Tie]]
_LISTS = ("types", "ids")
_DATES = ("first", "last")
EDGE_COLUMNS = (
    Column("source", says="who did it"),
    Column("target", says="who came to harm"),
    *(
        Column(f.name, "date" if f.name in _DATES else "string" if f.name in _LISTS else "integer", f.name in _LISTS)
        for f in fields(_Tie)
    ),
)


def network(cases: Iterable[Case]) -> _Network:
    """Actors by name, and ties by doer and sufferer."""
    nodes: dict[str, Party] = {}
    ties: dict[tuple[str, str], _Tie] = {}
    for case in cases:
        for party in (*case.doers, *case.sufferers):
            if party.name not in nodes or nodes[party.name].side is None:
                nodes[party.name] = party
        for doer in case.doers:
            for sufferer in case.sufferers:
                ties.setdefault((doer.name, sufferer.name), _Tie()).add(case)
    return nodes, ties


def write_graph(material: Material, sink: IO[bytes]) -> int:
    """Write GraphML; gives how many edges."""
    import networkx

    nodes, ties = network(material.cases())
    graph = networkx.DiGraph(dateline=material.meta.text())
    for name in sorted(nodes):
        party = nodes[name]
        known = {"kind": party.kind, "sector": party.sector, "country": party.country, "side": party.side}
        graph.add_node(_clean(name), label=_clean(name), **{k: v for k, v in known.items() if v is not None})
    for (doer, sufferer), tie in sorted(ties.items()):
        graph.add_edge(_clean(doer), _clean(sufferer), **_attributes(tie))
    networkx.write_graphml_xml(graph, sink, encoding="utf-8", prettyprint=True)
    return len(ties)


def _attributes(tie: _Tie) -> dict[str, Any]:
    found = {f.name: getattr(tie, f.name) for f in fields(tie)}
    lists = {"types": "; ".join(sorted(tie.types)), "ids": " ".join(tie.ids)}
    return {k: v for k, v in (found | lists).items() if v != ""}


def _clean(name: str) -> str:
    """A name without the control characters that XML cannot hold."""
    return "".join(c if c.isprintable() or c == " " else " " for c in name)


def write_edges(material: Material, sink: TextIO) -> int:
    """Write the edges as rows under a header; gives how many."""
    _, ties = network(material.cases())
    return write_rows([c.name for c in EDGE_COLUMNS], _rows(ties), sink)


def _rows(ties: dict[tuple[str, str], _Tie]) -> Iterator[Sequence[Cell]]:
    for (doer, sufferer), tie in sorted(ties.items()):
        row = {f.name: getattr(tie, f.name) or None for f in fields(tie)} | {
            "types": tuple(sorted(tie.types)), "ids": tuple(tie.ids)
        }  # fmt: skip
        counts = {c.name: row[c.name] or 0 for c in EDGE_COLUMNS if c.datatype == "integer"}
        cells = row | counts | {"source": doer, "target": sufferer}
        yield [cells[c.name] for c in EDGE_COLUMNS]


def edge_fields(_: str) -> Sequence[Field]:
    """The columns of the edges."""
    return [Field(c.name, c.datatype, c.says) for c in EDGE_COLUMNS]


GRAPHML = Exporter("graphml", ".graphml", write_graph, binary=True, carries=True, media="application/graphml+xml")
EDGES = Exporter("edges", ".csv", write_edges, fields=edge_fields)
