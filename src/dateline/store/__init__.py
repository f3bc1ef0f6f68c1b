"""The record: every report, claim, judgement and change, in SQLite or PostgreSQL."""

from dateline.store.adding import Summary, add_all
from dateline.store.adds import Outcome, Run
from dateline.store.audit import AuditEntry
from dateline.store.base import DEFAULT_URL, Record
from dateline.store.incidents import IncidentFilter, IncidentPoint, IncidentRow, SeriesPoint
from dateline.store.judging import Action, Judgement
from dateline.store.queries import ClaimFilter, ClaimRow, ReportFilter, StoredReport

__all__ = [
    "DEFAULT_URL",
    "Action",
    "AuditEntry",
    "ClaimFilter",
    "ClaimRow",
    "IncidentFilter",
    "IncidentPoint",
    "IncidentRow",
    "Judgement",
    "Outcome",
    "Record",
    "ReportFilter",
    "Run",
    "SeriesPoint",
    "StoredReport",
    "Summary",
    "add_all",
]
