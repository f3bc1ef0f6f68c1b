"""Adding in the background: one task at a time, with its progress; what is acknowledged is on the disk."""

from __future__ import annotations

import logging
import queue
import secrets
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Literal

from dateline.errors import DatelineError, InputError
from dateline.ingest import ingest
from dateline.reading.pipeline import Reader
from dateline.record import Report
from dateline.store import Record, Run, Summary, add_all
from dateline.workbench.apart import Apart
from dateline.workbench.problems import Problem

_LOG = logging.getLogger("dateline.workbench")
WAITING = 20  # tasks that may wait
KEPT = 200  # finished tasks whose result can still be looked at
BATCH = 4  # reports in one transaction: progress is seen, and pages that write wait little
State = Literal["waiting", "reading", "done", "failed"]


@dataclass(frozen=True, slots=True)
class Task:
    """One addition.

    Attributes:
        id: in its address.
        who: who added.
        names: what was given, as they call it.
        state: how far it is.
        summary: what is done so far.
        run: number of its run in the record, `None` before it begins.
        reports: ids of the reports met, in order, the first hundred.
        errors: what could not be read, a line each.
    """

    id: str
    who: str
    names: tuple[str, ...]
    state: State = "waiting"
    summary: Summary = field(default_factory=Summary)
    run: int | None = None
    reports: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "failed")


@dataclass(frozen=True, slots=True)
class Given:
    """What is to be added.

    Attributes:
        folder: where its files lie, with their own names; removed when it is read. `None`: none.
        files: names of the files in it.
        reports: pasted texts.
        published: day of publication of reports that give none, ISO 8601.
    """

    folder: Path | None
    files: tuple[str, ...]
    reports: tuple[Report, ...]
    published: str | None


class _Sign(Enum):
    """What the thread is told beside additions."""

    WARM = "make the reader ready"
    END = "stop"


class _Stopped(Exception):  # noqa: N818 (no error: the workbench is closing)
    """The workbench is closing."""


class _Adding(Record):
    """A record in which a person adds, that tells the run's number."""

    on_run: Callable[[int], None]

    def start_run(self, versions: str, stages: Mapping[str, str] | None = None) -> Run:
        run = super().start_run(versions, stages)
        self.on_run(run.n)
        return run


class Tasks:
    """The additions of an open workbench.

    Args:
        url: address of the record.
        reader: makes the reader.
        apart: read in a process of its own.
    """

    def __init__(self, url: str, reader: Callable[[], Reader], *, apart: bool = True) -> None:
        self._url, self._make, self._apart = url, reader, apart
        self._reader: Reader | None = None
        self._tasks: dict[str, Task] = {}
        self._todo: queue.Queue[tuple[str, Given] | _Sign] = queue.Queue()
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    def submit(self, who: str, given: Given) -> Task:
        """Take an addition; it is begun when those before it are done.

        Raises:
            Problem: 503, too many wait.
        """
        names = (*given.files, *(r.title or "pasted text" for r in given.reports))
        task = Task(secrets.token_urlsafe(9), who, names)
        with self._lock:
            if sum(not t.over for t in self._tasks.values()) >= WAITING or self._closing.is_set():
                raise Problem(503, "Too much is waiting to be read. Wait for some of it to be done.")
            self._tasks[task.id] = task
            for old in [t.id for t in self._tasks.values() if t.over][:-KEPT]:
                del self._tasks[old]
            self._begin()
        self._todo.put((task.id, given))
        return task

    def warm(self) -> None:
        """Make the reader ready, since somebody is about to add."""
        with self._lock:
            if self._thread is None and self._apart and not self._closing.is_set():
                self._begin()
                self._todo.put(_Sign.WARM)

    def _begin(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="dateline-add", daemon=True)
            self._thread.start()

    def get(self, ident: str, who: str | None = None) -> Task:
        """The task as it stands; of one person or all.

        Raises:
            Problem: 404, there is none, or it is somebody else's; tasks are forgotten when the workbench is closed.
        """
        with self._lock:
            found = self._tasks.get(ident)
        if found is None or who not in (None, found.who):
            raise Problem(404, "There is no such task. What was read before the workbench was closed is in the record.")
        return found

    def of(self, who: str | None = None) -> list[Task]:
        """Tasks, latest first; of one person or all."""
        with self._lock:
            return [t for t in reversed(self._tasks.values()) if who is None or t.who == who]

    def close(self) -> None:
        """Stop after the transaction under way; what waits is not begun."""
        self._closing.set()
        self._todo.put(_Sign.END)
        if isinstance(self._reader, Apart):
            self._reader.close()
        if self._thread is not None:
            self._thread.join(5)

    def _work(self) -> None:
        while (item := self._todo.get()) is not _Sign.END and not self._closing.is_set():
            if item is _Sign.WARM:
                with suppress(Exception):  # whatever is wrong is told to whoever adds
                    self._ready()
                continue
            ident, given = item
            try:
                self._add(ident, given)
            except _Stopped:
                return
            except DatelineError as error:
                self._change(ident, state="failed", error=str(error))
            except Exception:  # noqa: BLE001 (one addition must not end those that wait)
                _LOG.exception("adding failed")
                self._change(ident, state="failed", error="This is our mistake; the server's log says what happened.")
            finally:
                if given.folder is not None:
                    shutil.rmtree(given.folder, ignore_errors=True)

    def _add(self, ident: str, given: Given) -> None:
        reader = self._ready()

        def step(so_far: Summary) -> None:
            self._change(ident, summary=so_far)
            if self._closing.is_set():
                raise _Stopped

        def failed(error: InputError) -> None:
            self._change(ident, error=str(error))

        self._change(ident, state="reading")
        with _Adding.open(self._url, who=self.get(ident).who) as record:
            record.on_run = lambda n: self._change(ident, run=n)
            reports = self._seen(ident, _reports(given))
            end = add_all(record, reports, reader, on_progress=step, on_failure=failed, batch=BATCH)
        self._change(ident, state="done", summary=end)

    def _ready(self) -> Reader:
        if self._reader is None:
            made = self._make()
            self._reader = Apart(made) if self._apart else made
            if isinstance(self._reader, Apart):
                self._reader.warm()
        return self._reader

    def _seen(self, ident: str, items: Iterable[Report | InputError]) -> Iterator[Report | InputError]:
        for item in items:
            if isinstance(item, Report):
                with self._lock:
                    task = self._tasks[ident]
                    if len(task.reports) < 100 and item.id not in task.reports:
                        self._tasks[ident] = replace(task, reports=(*task.reports, item.id))
            yield item

    def _change(
        self, ident: str, *, state: State | None = None, summary: Summary | None = None, run: int | None = None,
        error: str | None = None,
    ) -> None:  # fmt: skip
        with self._lock:
            task = self._tasks[ident]
            errors = (*task.errors, error) if error and len(task.errors) < 100 else task.errors
            self._tasks[ident] = replace(
                task, state=state or task.state, summary=summary or task.summary, run=run or task.run, errors=errors
            )


def _reports(given: Given) -> Iterator[Report | InputError]:
    """What was given as reports; errors call a file by the name that the person knows."""
    yield from (_dated(r, given.published) for r in given.reports)
    if given.folder is None:
        return
    for name in given.files:
        path = given.folder / name
        for item in ingest([path]):
            if isinstance(item, InputError):
                yield InputError(item.name.replace(str(path), name), item.reason)
            else:
                yield _dated(item, given.published)


def _dated(report: Report, published: str | None) -> Report:
    return replace(report, published=published) if published and report.published is None else report


def folder() -> Path:
    """An empty folder for the files of an addition."""
    return Path(tempfile.mkdtemp(prefix="dateline-add-"))
