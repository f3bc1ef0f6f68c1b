"""Builders of input files. Every text is our own."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from dateline.errors import InputError
from dateline.ingest import ingest
from dateline.record import Report

PAGE = """<!doctype html><html lang="en"><head><meta charset="{charset}"><title>{title} | The Harbour Post</title>
<meta name="author" content="Ida Moreau"><meta property="article:published_time" content="2019-04-05T22:30:00Z">
<meta property="og:site_name" content="The Harbour Post"><meta property="og:title" content="{title}">
<link rel="canonical" href="https://harbour.example/world/17"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>{title}</h1>
<p>At least six people were killed when shells struck the fish market of Tarrasa on Thursday, a doctor at the town’s
only hospital said.</p>
<p>The army denied that it had fired. “No gun of ours fired on that town,” its spokesman said in a statement sent to
reporters on Friday morning.</p>
<p>Talks between the two sides are due to resume in the capital next week, officials said, although both doubt that they
will bring a result.</p></article><footer>All rights reserved. Cookies. Contact us.</footer></body></html>"""


def got(*inputs: Any, **options: Any) -> tuple[list[Report], list[InputError]]:
    """What `ingest` gives, reports and errors apart."""
    items = list(ingest(inputs, **options))
    return [i for i in items if isinstance(i, Report)], [i for i in items if isinstance(i, InputError)]


def one(*inputs: Any, **options: Any) -> Report:
    """The single report of an input that has no error."""
    reports, errors = got(*inputs, **options)
    assert not errors, [str(e) for e in errors]
    assert len(reports) == 1
    return reports[0]


def fault(*inputs: Any, **options: Any) -> str:
    """The single error of an input that has no report: one line."""
    reports, errors = got(*inputs, **options)
    assert not reports
    assert len(errors) == 1
    assert "\n" not in str(errors[0])
    return str(errors[0])


def pdf(path: Path, pages: list[list[str]], **facts: str) -> Path:
    """A PDF with these lines on its pages."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    canvas.setTitle(facts.get("title", "untitled"))
    canvas.setAuthor(facts.get("author", "anonymous"))
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(60, 780 - 16 * number, line)
        canvas.showPage()
    canvas.save()
    return path


def warc(path: Path, pages: list[tuple[str, str, str]], gzip: bool) -> Path:
    """A WARC with a response for each `(address, content type, body)`."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=gzip)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "test"}))
        for url, kind, body in pages:
            headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.0")
            payload = io.BytesIO(body.encode())
            writer.write_record(writer.create_warc_record(url, "response", payload=payload, http_headers=headers))
    return path
