"""Export of exactly what the filter shows."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from starlette.responses import JSONResponse, Response, StreamingResponse

from dateline.export.exporter import AgreementExporter, Exporter
from dateline.export.material import Material
from dateline.export.meta import sidecar
from dateline.record import plain
from dateline.store.at_risk import guarded
from dateline.workbench import exporting, work
from dateline.workbench.page import Ask, Page
from dateline.workbench.views.asked import incidents_asked

_BLOCK = 1 << 16


def form(ask: Ask) -> Page:
    """What can be exported of what the filter shows, and how much that is."""
    record, query = ask.bench.record, ask.query
    _, incidents = record.incident_page(incidents_asked(query), query.policy, limit=1)
    progress = work.progress(ask.bench.queue.progress(work.queue_asked(query)))
    data = {
        "incidents": incidents, "claims": progress, "filter": query.given, "sensitive": len(guarded(record)[0]),
        "offers": [plain(o) for o in exporting.offers()],
    }  # fmt: skip
    return Page("export.html", "Export", data)


def file(ask: Ask) -> Response:
    """The file: `?what=`, `?format=`, and the filter. With `?meta=1`, the description of where it comes from."""
    said = ask.request.query_params
    what, name = said.get("what", "incidents"), said.get("format", "")
    to = exporting.chosen(what, name)
    record = ask.bench.record
    day = datetime.now(UTC).date().isoformat()
    file_name = f"dateline-{what}-{day}{to.suffix}" if to.suffix else f"dateline-{what}-{day}"
    if isinstance(to, AgreementExporter):
        found = exporting.pacts(record, ask.query)
        text = io.StringIO(newline="")
        to.write(found, text)
        return _sent(
            io.BytesIO(text.getvalue().encode()), file_name, "text/csv" if to.suffix == ".csv" else "text/plain"
        )
    material = exporting.material(record, ask.query, what, to)
    if said.get("meta") == "1":
        described = sidecar(Path(file_name), material.meta, to.fields(what), to.media)
        return JSONResponse(described, headers=_named(f"{file_name}.meta.json"))
    return _sent(_written(to, material), file_name, to.media)


def _written(to: Exporter, material: Material) -> IO[bytes]:
    """The whole file, in memory while it is small: an error in the middle must not look like the end of it."""
    sink = tempfile.SpooledTemporaryFile(max_size=8 << 20)  # noqa: SIM115 (closed when it is sent)
    if to.binary:
        to.write(material, sink)
    else:
        text = io.TextIOWrapper(sink, encoding="utf-8", newline="", write_through=True)
        to.write(material, text)
        text.flush()
        text.detach()
    sink.seek(0)
    return sink


def _sent(source: IO[bytes], name: str, media: str) -> Response:
    def blocks() -> Iterator[bytes]:
        with source:
            while block := source.read(_BLOCK):
                yield block

    return StreamingResponse(blocks(), media_type=media, headers=_named(name))


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
