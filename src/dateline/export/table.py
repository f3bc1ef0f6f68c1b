"""The table of exporters. Others add theirs by an entry point in the group `dateline.exporters`."""

from __future__ import annotations

from importlib.metadata import entry_points

from dateline.errors import SetupError, UsageError
from dateline.export import acled, csv, ged, geojson, hapi, jsonl, network, pam, parquet, plover, report
from dateline.export.exporter import AgreementExporter, Exporter

GROUP = "dateline.exporters"
_OURS = (
    jsonl.EXPORTER, csv.EXPORTER, parquet.EXPORTER, geojson.EXPORTER, ged.EXPORTER, acled.EXPORTER, hapi.EXPORTER,
    plover.EXPORTER, network.GRAPHML, network.EDGES, report.EXPORTER,
)  # fmt: skip
EXPORTERS: dict[str, Exporter] = {e.name: e for e in _OURS}
AGREEMENT_EXPORTERS: dict[str, AgreementExporter] = {"pam": pam.EXPORTER, "csv": pam.EXPORTER, "jsonl": pam.LINES}


def exporters() -> dict[str, Exporter]:
    """Our own exporters and those of installed packages, by name; ours are not replaced.

    Raises:
        SetupError: an entry point does not load or gives no `Exporter`.
    """
    return {**{p.name: _load(p.name) for p in entry_points(group=GROUP)}, **EXPORTERS}


def exporter(name: str) -> Exporter:
    """The exporter called `name`.

    Raises:
        UsageError: there is none of that name.
        SetupError: an installed exporter does not load.
    """
    if name in EXPORTERS:
        return EXPORTERS[name]
    found = exporters()
    if name not in found:
        raise UsageError(f"no format {name!r}; choose one of {', '.join(sorted(found))}")
    return found[name]


def agreement_exporter(name: str) -> AgreementExporter:
    """The exporter of agreements called `name`.

    Raises:
        UsageError: agreements are not written so.
    """
    if name not in AGREEMENT_EXPORTERS:
        raise UsageError(f"agreements are written as {', '.join(sorted(AGREEMENT_EXPORTERS))}, not as {name}")
    return AGREEMENT_EXPORTERS[name]


def _load(name: str) -> Exporter:
    point = next(iter(entry_points(group=GROUP, name=name)))
    try:
        loaded = point.load()
    except (ImportError, AttributeError) as error:
        raise SetupError(f"exporter {name!r} ({point.value}) does not load: {error}; reinstall its package") from error
    if not isinstance(loaded, Exporter):
        raise SetupError(f"exporter {name!r} ({point.value}) is no dateline.export.exporter.Exporter")
    return loaded
