"""Reading an archive: the same reading over many reports, in this process, in processes, or on a Ray cluster."""

from dateline.engines.archive import ArchiveSummary, archive
from dateline.engines.engine import Engine, Work
from dateline.engines.reconciling import reconcile_archive
from dateline.engines.shards import read_archive
from dateline.engines.table import engine, engines

__all__ = ["ArchiveSummary", "Engine", "Work", "archive", "engine", "engines", "read_archive", "reconcile_archive"]
