"""Incidents in the formats of others: one small file a format, one table, entry points for outsiders."""

from __future__ import annotations

from dateline.export.table import EXPORTERS, exporter, exporters

__all__ = ["EXPORTERS", "exporter", "exporters"]
