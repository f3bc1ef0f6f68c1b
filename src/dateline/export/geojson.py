"""GeoJSON (RFC 7946): one feature an incident, a point where it has coordinates, a null geometry where it has none.

Properties are flat, the columns of the incidents table, so that any GIS shows them; lists stay lists. Where the file
comes from stands in the foreign member `dateline` (RFC 7946, 6.1).
"""

from __future__ import annotations

import json
from typing import Any, TextIO

from dateline.export.exporter import Exporter
from dateline.export.material import Material
from dateline.export.rows import INCIDENTS
from dateline.reconcile.incident import Incident


def feature(incident: Incident) -> dict[str, Any]:
    """The feature of one incident."""
    place = incident.place
    geometry = None
    if place is not None and place.lat is not None and place.lon is not None:
        geometry = {"type": "Point", "coordinates": [place.lon, place.lat]}
    cells = {c.name: get(incident) for c, get in INCIDENTS.items()}
    return {"type": "Feature", "id": cells.pop("id"), "geometry": geometry, "properties": cells}


def write(material: Material, sink: TextIO) -> int:
    """Write incidents as one FeatureCollection, as a stream; gives how many."""
    sink.write(f'{{"type":"FeatureCollection","dateline":{material.meta.text()},"features":[')
    count = 0
    for incident in material.incidents():
        sink.write(",\n" if count else "\n")
        sink.write(json.dumps(feature(incident), ensure_ascii=False, separators=(",", ":")))
        count += 1
    sink.write("\n]}\n")
    return count


EXPORTER = Exporter("geojson", ".geojson", write, carries=True, media="application/geo+json")
