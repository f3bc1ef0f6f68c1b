"""The same archive from a Ray cluster of two nodes, one of whose actors is killed on the way."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from dateline.engines import archive
from dateline.errors import UsageError

from .test_archive import rows, written
from .trouble import QuickReader

ray = pytest.importorskip("ray")
TESTS = str(Path(__file__).parents[1])


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    """A real cluster on this machine: two nodes of one CPU, each with its own processes."""
    from ray.cluster_utils import Cluster

    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"USAGE_STATS_ENABLED": "0", "AUTH_MODE": "disabled"}.items():
            patch.setenv(f"RAY_{name}", value)
        patch.setenv("PYTHONPATH", TESTS)
        nodes = _started(Cluster)
        ray.init(address=nodes.address, log_to_driver=False, logging_level="error")
        yield
        ray.shutdown()
        nodes.shutdown()


def _started(cluster: Any) -> Any:
    """Two nodes; Ray gives each half a minute to start, too little on a machine that is busy."""
    for _ in range(3):
        nodes = cluster()
        try:
            for _ in range(2):
                nodes.add_node(num_cpus=1, include_dashboard=False)
        except Exception as error:  # noqa: BLE001 (Ray has no class for it)
            late = error
            nodes.shutdown()
        else:
            return nodes
    pytest.fail(f"Ray's nodes did not start: {late}")


def test_the_cluster_gives_what_this_process_gives_though_a_worker_is_killed(cluster: None, tmp_path: Path) -> None:
    files = [written(tmp_path, *(f"Word{f}x{n} fell" for n in range(60)), name=f"{f}.jsonl") for f in range(4)]
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{\n", encoding="utf-8")
    slow = QuickReader(pause=0.03)
    killed: list[int] = []
    watch = threading.Thread(target=_kill_one, args=(killed,), daemon=True)
    watch.start()
    done = archive([*files, str(bad)], tmp_path / "ray", engine="ray", workers=2, reader=slow, shard=50)
    watch.join()
    archive([*files, str(bad)], tmp_path / "local", engine="local", reader=slow, shard=50)
    assert killed, "no worker was killed: the test did not test"
    assert (done.read, done.failed) == (240, 1)
    assert rows(tmp_path / "ray") == rows(tmp_path / "local")
    again = archive(files, tmp_path / "ray", engine="ray", workers=2, reader=slow)
    assert again.read == 0


def _kill_one(killed: list[int]) -> None:
    """Kill the first process that reads, once it has had time to begin."""
    until = time.monotonic() + 300  # processes start slowly on a machine that is busy
    while time.monotonic() < until:
        found = [
            p for p in psutil.process_iter(["name", "cmdline"]) if "MapWorker" in " ".join(p.info["cmdline"] or ())
        ]
        if found:
            time.sleep(1.5)
            os.kill(found[0].pid, signal.SIGKILL)
            killed.append(found[0].pid)
            return
        time.sleep(0.05)


def test_what_a_cluster_cannot_do_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="limits for a report"):
        archive(["x"], tmp_path / "a", engine="ray", reader=QuickReader(), time_limit=1)
    with pytest.raises(UsageError, match="standard input"):
        archive(["-"], tmp_path / "b", engine="ray", reader=QuickReader())
