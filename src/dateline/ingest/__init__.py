"""From files, pages, feeds and archives to reports: one small file a format."""

from dateline.ingest.source import DEFAULT, FIELDS, Format, Input, Limits, Options
from dateline.ingest.stream import ingest
from dateline.ingest.table import formats

__all__ = ["DEFAULT", "FIELDS", "Format", "Input", "Limits", "Options", "formats", "ingest"]
