"""Incidents in the formats of others: one small file a format, one table, entry points for outsiders."""

from __future__ import annotations

from dateline.export.table import AGREEMENT_EXPORTERS, EXPORTERS, agreement_exporter, exporter, exporters

__all__ = ["AGREEMENT_EXPORTERS", "EXPORTERS", "agreement_exporter", "exporter", "exporters"]
