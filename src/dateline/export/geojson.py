"""GeoJSON (RFC 7946): one feature an incident, a point where it has coordinates, a null geometry where it has none."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO

from dateline.export.exporter import Exporter
from dateline.reconcile.incident import Incident


def feature(incident: Incident) -> dict[str, Any]:
    """The feature of one incident; its properties are the incident's own fields."""
    place = incident.place
    geometry = None
    if place is not None and place.lat is not None and place.lon is not None:
        geometry = {"type": "Point", "coordinates": [place.lon, place.lat]}
    properties = incident.to_json()
    return {"type": "Feature", "id": properties.pop("id"), "geometry": geometry, "properties": properties}


def write(incidents: Iterable[Incident], sink: TextIO) -> int:
    """Write incidents as one FeatureCollection, as a stream; gives how many."""
    sink.write('{"type":"FeatureCollection","features":[')
    count = 0
    for incident in incidents:
        sink.write(",\n" if count else "\n")
        sink.write(json.dumps(feature(incident), ensure_ascii=False, separators=(",", ":")))
        count += 1
    sink.write("\n]}\n")
    return count


EXPORTER = Exporter("geojson", ".geojson", write)
