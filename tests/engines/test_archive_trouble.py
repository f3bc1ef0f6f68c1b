"""A disk that is full, a folder that may not be written, an archive that another run holds: a clear line, no damage."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from dateline.engines import archive, read_archive
from dateline.errors import RecordError

from .test_archive import HERE, written
from .trouble import QuickReader


def limited(size: int, *command: str) -> str:
    """What a process says that may write no file beyond so many bytes: the kernel refuses, as where a disk is full."""

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    done = subprocess.run(command, cwd=HERE.parent, preexec_fn=bound, capture_output=True, text=True)
    assert done.returncode != 0
    return done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize("size", [3_000, 9_000, 20_000, 60_000])
def test_a_disk_that_fills_up(tmp_path: Path, size: int) -> None:
    texts = [f"Word{n} fell" for n in range(120)]
    source, out = written(tmp_path, *texts), tmp_path / "out"
    said = limited(size, sys.executable, "-m", "engines.trouble", source, str(out), "local")
    assert said.startswith("dateline.errors.RecordError: "), said
    assert str(out) in said
    held = Counter(r.report.text for r in read_archive(out)) if (out / "shards").exists() else Counter[str]()
    assert all(n == 1 for n in held.values())
    archive([source], out, engine="local", reader=QuickReader(), shard=20)
    assert sorted(r.report.text for r in read_archive(out)) == sorted(texts)


def test_a_folder_that_may_not_be_written() -> None:
    with tempfile.TemporaryDirectory(prefix="dateline-") as name:
        folder = Path(name)
        source = written(folder, "Two fell")
        folder.chmod(0o555)
        os.seteuid(65534) if os.geteuid() == 0 else None  # for root no folder is read-only
        try:
            with pytest.raises(RecordError, match=r"out: cannot be made \(Permission denied\)"):
                archive([source], folder / "out", engine="local", reader=QuickReader())
        finally:
            os.seteuid(0) if os.getuid() == 0 else None
            folder.chmod(0o755)
        assert archive([source], folder / "out", engine="local", reader=QuickReader()).read == 1


def test_a_locked_manifest(tmp_path: Path) -> None:
    source, out = written(tmp_path, "Two fell"), tmp_path / "out"
    archive([source], out, engine="local", reader=QuickReader())
    with closing(sqlite3.connect(out / "manifest.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(RecordError, match="is another `dateline archive` writing there") as error:
            archive([source], out, engine="local", reader=QuickReader())
        assert "\n" not in str(error.value)
    assert archive([source], out, engine="local", reader=QuickReader()).known == 1
