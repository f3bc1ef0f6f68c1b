"""Reading a stream of reports into the record: what is done is skipped, what is acknowledged is on the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import batched
from typing import TYPE_CHECKING

from dateline.errors import InputError
from dateline.record import Reading, Report
from dateline.store.expunge_tables import expunged_in

if TYPE_CHECKING:
    from dateline.reading.pipeline import Reader
    from dateline.store.adds import Outcome
    from dateline.store.base import Record

BATCH = 32  # readings in one transaction


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run has done so far: counts of reports that are on the disk, and of inputs that could not be read.

    Attributes:
        added: new reports.
        updated: reports whose claims or head matter changed.
        unchanged: reports that were there already, whether or not they had to be read to see it.
        failed: inputs that could not be read, or whose reading failed.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0

    @property
    def seen(self) -> int:
        """Inputs dealt with."""
        return self.added + self.updated + self.unchanged + self.failed


def add_all(
    record: Record,
    reports: Iterable[Report | InputError],
    reader: Reader,
    workers: int = 1,
    on_progress: Callable[[Summary], None] | None = None,
    on_failure: Callable[[InputError], None] | None = None,
    batch: int = BATCH,
    time_limit: float | None = None,
    memory: int | None = None,
) -> Summary:
    """Read reports and store them; memory holds a few batches.

    A report that is stored with the same fingerprint (same text, head matter, model and stage versions) is not read
    again, so a run that was killed goes on where it stopped.

    Args:
        record: an open record.
        reports: what `dateline.ingest.ingest` gives.
        reader: reads them; with its own stages in every worker process.
        workers: processes; 1 reads in this one.
        on_progress: called after each commit with the counts so far.
        on_failure: called with each input that cannot be read, in the order met.
        batch: reports in one transaction.
        time_limit: seconds for one report, after which it has failed; it is read in a process of its own then, even
            with one worker, since nothing else can be stopped.
        memory: MB that a process that reads may take (Linux); with a process of its own, as for `time_limit`.

    Raises:
        RecordError: the record refuses; batches committed before stay.
        SetupError: the model or the gazetteer is missing.
    """
    counter = _Counter(on_progress, on_failure)
    run = record.start_run(reader.versions, provenance(reader))
    todo = _new(record, reports, reader, counter, batch)
    for readings in batched(counter.split(_read(todo, reader, workers, batch, time_limit, memory)), batch):
        counter.count(record.add_many(readings, run))
    counter.report()
    end = counter.summary
    record.refresh_incidents()
    record.finish_run(run, added=end.added, updated=end.updated, unchanged=end.unchanged, failed=end.failed)
    return end


def provenance(reader: Reader) -> dict[str, str]:
    """`name/version` of the stage that gives each list of a reading, or of all that do: `events/1+agreements/1`."""
    found: dict[str, str] = {}
    for stage in reader.stages:
        for layer in sorted(stage.assigns):
            found[layer] = "+".join(filter(None, (found.get(layer), f"{stage.name}/{stage.version}")))
    return found


class _Counter:
    """Counts what is done, and tells the callers."""

    def __init__(
        self, on_progress: Callable[[Summary], None] | None, on_failure: Callable[[InputError], None] | None
    ) -> None:
        self.summary = Summary()
        self._on_progress = on_progress
        self._on_failure = on_failure

    def fail(self, error: InputError) -> None:
        self.summary = replace(self.summary, failed=self.summary.failed + 1)
        if self._on_failure:
            self._on_failure(error)

    def skip(self, count: int) -> None:
        if count:
            self.summary = replace(self.summary, unchanged=self.summary.unchanged + count)
            self.report()

    def count(self, outcomes: list[Outcome]) -> None:
        now = self.summary
        self.summary = replace(
            now,
            added=now.added + outcomes.count("added"),
            updated=now.updated + outcomes.count("updated"),
            unchanged=now.unchanged + outcomes.count("unchanged"),
        )
        self.report()

    def report(self) -> None:
        if self._on_progress:
            self._on_progress(self.summary)

    def split(self, items: Iterable[Reading | InputError]) -> Iterator[Reading]:
        """The readings; each failure is counted on the way."""
        for item in items:
            if isinstance(item, InputError):
                self.fail(item)
            else:
                yield item


def _new(
    record: Record, items: Iterable[Report | InputError], reader: Reader, counter: _Counter, batch: int
) -> Iterator[Report]:
    """The reports that must be read."""
    for some in batched(items, batch):
        reports = [i for i in some if isinstance(i, Report)]
        for item in some:
            if isinstance(item, InputError):
                counter.fail(item)
        done = record.fingerprints({r.id for r in reports}) if reports else {}
        with record._reading() as db:
            gone = expunged_in(db, {r.id for r in reports})
        todo = [r for r in reports if r.id not in gone and reader.fingerprint(r) not in done[r.id]]
        counter.skip(len(reports) - len(todo))
        yield from todo


def _read(
    reports: Iterable[Report],
    reader: Reader,
    workers: int,
    batch: int,
    time_limit: float | None,
    memory: int | None,
) -> Iterator[Reading | InputError]:
    from dateline.reading.parallel import MEMORY, read_each, read_each_parallel

    if workers <= 1 and time_limit is None and memory is None:
        for some in batched(reports, batch):
            yield from read_each(reader, some)
    else:
        yield from read_each_parallel(reports, reader, workers, batch, time_limit, memory or MEMORY)
