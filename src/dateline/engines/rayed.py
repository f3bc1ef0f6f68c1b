"""Reading on a Ray cluster with Ray Data: tasks turn inputs into reports, actors hold the model and read them.

Inputs are opened where the tasks run, so every node must see them, and have dateline and its gazetteer installed.
"""

from __future__ import annotations

import logging
import os
import pickle
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from dateline.engines.engine import Outcome, Skip, Work
from dateline.errors import InputError, SetupError, UsageError
from dateline.ingest.stream import reports_of
from dateline.reading.parallel import read_each

if TYPE_CHECKING:
    import numpy as np

DIGEST = 32  # hexadecimal digits of a report's id that tell it from others: 128 bits


class _Ingest:
    """One input's reports that are not done, as rows that Arrow can carry."""

    def __init__(self, work: Work, done: Any) -> None:
        self._format, self._columns, self._published = work.format, dict(work.columns), work.published
        self._done = done  # a reference: Ray ships the digests once to a node

    def __call__(self, row: dict[str, str]) -> Iterator[dict[str, bytes]]:
        import ray

        done = ray.get(self._done)
        for item in reports_of(row["file"], self._format, self._columns, self._published):
            if isinstance(item, InputError) or not _has(done, item.id):
                yield {"item": pickle.dumps(item)}


class _Read:
    """An actor: the model is loaded once, then batches are read."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[bytes]]:
        items = [pickle.loads(bytes(i)) for i in batch["item"]]
        read: list[Outcome] = [i for i in items if isinstance(i, InputError)]
        read += read_each(self._reader, [i for i in items if not isinstance(i, InputError)])
        return {"outcome": [pickle.dumps(r) for r in read]}


class Rayed:
    """Ray Data over the inputs; an actor that dies is started anew and its batch read again."""

    name = "ray"

    def read(self, work: Work, skip: Skip) -> Iterator[Outcome]:
        """See `Engine.read`."""
        if work.time_limit is not None or work.memory is not None:
            raise UsageError("limits for a report need --engine processes")
        if "-" in work.files:
            raise UsageError("a cluster cannot read this machine's standard input: name a file")
        ray = _ray(work.address)
        cpus = float(ray.cluster_resources().get("CPU", 1))
        share, ingest_share = shares(cpus, work.workers)
        done = ray.put(_digests(skip.known()))
        inputs = ray.data.from_items([{"file": f} for f in work.files], override_num_blocks=len(work.files) or 1)
        rows = inputs.flat_map(_Ingest(work, done), num_cpus=ingest_share).map_batches(
            _Read, fn_constructor_args=(work.reader,), batch_size=work.batch, num_cpus=share,
            compute=ray.data.ActorPoolStrategy(size=work.workers),
        )  # fmt: skip
        for row in rows.iter_rows():
            yield pickle.loads(row["outcome"])


def shares(cpus: float, workers: int) -> tuple[float, float]:
    """CPUs that an actor and an ingesting task ask for, so that a task always finds room beside the actors.

    Actors that took every CPU would leave none for the tasks that feed them, and the run would wait for ever.
    """
    return min(1.0, max(cpus - 1, cpus / 2) / workers), min(1.0, cpus / 4)


def _ray(address: str | None) -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is sent anywhere
    os.environ.setdefault("RAY_DATA_DISABLE_PROGRESS_BARS", "1")
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise SetupError("the ray engine is not installed: pip install 'dateline[ray]'") from error
    own: dict[str, Any] = {} if address else {"include_dashboard": False}  # of a cluster that is started here
    for last in (bool(address), True):  # Ray gives a node half a minute to start, too little on a machine that is busy
        if ray.is_initialized():
            break
        try:
            ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **own)
        except Exception as error:  # a node that is late raises no class of its own
            ray.shutdown()
            if last:
                raise SetupError(f"no Ray cluster answers at {address or 'this machine'}: {error}") from error
    ray.data.DataContext.get_current().enable_progress_bars = False
    return ray


def _digests(ids: Iterable[str]) -> np.ndarray[Any, Any]:
    """Sorted digests of reports, 16 bytes each."""
    import numpy as np

    return np.sort(np.array([_digest(i) for i in ids], dtype="S16"))


def _digest(report: str) -> bytes:
    return bytes.fromhex(report.partition(":")[2][:DIGEST])


def _has(done: np.ndarray[Any, Any], report: str) -> bool:
    import numpy as np

    digest = np.bytes_(_digest(report))
    at = int(np.searchsorted(done, digest))
    return at < len(done) and bool(done[at] == digest)


ENGINE = Rayed()
