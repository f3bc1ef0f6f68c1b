"""Reading an archive into Parquet: resumable, each text once, memory a few batches and one shard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.engines import shards
from dateline.engines.engine import Work
from dateline.engines.manifest import Manifest
from dateline.engines.table import engine as engine_named
from dateline.errors import InputError, RecordError
from dateline.ingest.tree import expanded
from dateline.reading.triage import left_out, triage
from dateline.record import Reading, Report
from dateline.store.adding import provenance

if TYPE_CHECKING:
    from dateline.reading.pipeline import Reader

SHARD = 1000  # readings in a file: some megabytes, and what a stop can cost


@dataclass(frozen=True, slots=True)
class ArchiveSummary:
    """What a run has done so far.

    Attributes:
        read: reports read by this run and on the disk.
        known: reports met that were read before, by an earlier run or under another name.
        left_out: reports that triage left out by this run; a sample of them is kept by name.
        failed: inputs and reports that could not be read; they stand in the quarantine.
    """

    read: int = 0
    known: int = 0
    left_out: int = 0
    failed: int = 0

    @property
    def seen(self) -> int:
        """Inputs dealt with."""
        return self.read + self.known + self.left_out + self.failed


def archive(
    paths: Iterable[str],
    out: str | Path,
    *,
    engine: str = "processes",
    workers: int = 2,
    address: str | None = None,
    format: str | None = None,  # noqa: A002 (the command's own word)
    columns: Mapping[str, str] | None = None,
    published: str | None = None,
    reader: Reader | None = None,
    time_limit: float | None = None,
    memory: int | None = None,
    shard: int = SHARD,
    on_progress: Callable[[ArchiveSummary], None] | None = None,
    on_failure: Callable[[InputError], None] | None = None,
) -> ArchiveSummary:
    """Read reports into the Parquet files of an archive; run it again after any stop and it goes on.

    A text that is in a finished shard is not read again, whatever its name, so each is there exactly once.

    Args:
        paths: files, folders, or `-`.
        out: the archive's folder; made where there is none.
        engine: `local`, `processes`, `ray`, or an installed one.
        workers: how many read at once.
        address: of a Ray cluster; one is started on this machine by default.
        format: ingest format of every input.
        columns: for tables, the column of a field.
        published: day for reports that give none.
        reader: reads the reports; dateline's own by default, with triage.
        time_limit: seconds to take one report apart, and as many to read it.
        memory: MB that one process may take (Linux).
        shard: readings in one file.
        on_progress: called after each shard and for each failure.
        on_failure: called with each input that could not be read.

    Raises:
        UsageError: no such engine, or the archive was read by other code.
        RecordError: the folder cannot be written, or another run writes there.
        SetupError: a part is missing.
    """
    from dateline.reading.pipeline import Reader

    reader = reader or Reader(triage=triage())
    chosen = engine_named(engine)
    files = tuple(expanded(paths))
    work = Work(files, reader, format, dict(columns or {}), published, workers, time_limit=time_limit, memory=memory,
                address=address)  # fmt: skip
    folder = Path(out)
    _prepare(folder)
    with Manifest.open(folder, versions=reader.versions) as manifest:
        _sweep(folder, manifest)
        run = _Run(folder, manifest, provenance(reader), shard, on_progress, on_failure)
        for outcome in chosen.read(work, run):
            run.take(outcome)
        run.flush()
        return run.summary


def _prepare(folder: Path) -> None:
    try:
        for table in shards.TABLES:
            (folder / table).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RecordError(f"{folder}: cannot be made ({error.strerror})") from error


def _sweep(folder: Path, manifest: Manifest) -> None:
    """Remove files of a shard that was being written when a run was stopped."""
    whole = {shards.file_of(folder, t, n) for n in manifest.shards() for t in shards.TABLES}
    for table in shards.TABLES:
        for path in (folder / table).iterdir():
            if path not in whole and path.name.startswith("part-"):
                path.unlink()


class _Run:
    """Gathers outcomes into shards; as a `Skip`, tells what is done or on its way."""

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        stages: Mapping[str, str],
        size: int,
        on_progress: Callable[[ArchiveSummary], None] | None,
        on_failure: Callable[[InputError], None] | None,
    ) -> None:
        self.summary = ArchiveSummary()
        self._folder, self._manifest, self._stages, self._size = folder, manifest, stages, size
        self._on_progress, self._on_failure = on_progress, on_failure
        self._next = max(manifest.shards(), default=0) + 1
        self._waiting: dict[str, Reading] = {}
        self._left_out: dict[str, str | None] = {}
        self._sent: set[str] = set()

    def __call__(self, report: Report) -> bool:
        """See `Skip`: a report met twice is sent once."""
        if report.id in self._sent or self._manifest.has(report.id):
            self.summary = replace(self.summary, known=self.summary.known + 1)
            return True
        self._sent.add(report.id)
        return False

    def known(self) -> Iterable[str]:
        """See `Skip`."""
        return self._manifest.reports()

    def take(self, outcome: Reading | InputError) -> None:
        if isinstance(outcome, InputError):
            self._manifest.quarantine([outcome])
            self.summary = replace(self.summary, failed=self.summary.failed + 1)
            if self._on_failure:
                self._on_failure(outcome)
            return
        key = outcome.report.id
        if key in self._waiting or key in self._left_out or self._manifest.has(key):
            self.summary = replace(self.summary, known=self.summary.known + 1)
        elif left_out(outcome):
            self._left_out[key] = outcome.report.title or outcome.report.url
        else:
            self._waiting[key] = outcome
        if len(self._waiting) + len(self._left_out) >= self._size:
            self.flush()

    def flush(self) -> None:
        """Write what waits as one shard."""
        if self._waiting or self._left_out:
            readings = list(self._waiting.values())
            try:
                counts = shards.write(self._folder, self._next, readings, self._stages) if readings else ()
            except OSError as error:
                raise RecordError(f"{self._folder}: cannot be written ({error.strerror or error})") from error
            self._manifest.commit(self._next, counts, list(self._waiting), list(self._left_out.items()))
            self._next += bool(readings)
            done = self.summary
            self.summary = replace(done, read=done.read + len(readings), left_out=done.left_out + len(self._left_out))
            for written in (self._waiting, self._left_out):
                self._sent.difference_update(written)
                written.clear()
        if self._on_progress:
            self._on_progress(self.summary)
