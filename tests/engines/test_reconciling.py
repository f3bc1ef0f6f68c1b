"""An archive's incidents, made out of core, are those that the same readings give in memory."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import dateline.engines.reconciling as reconciling
from dateline import incidents
from dateline.engines import read_archive, reconcile_archive
from dateline.engines.manifest import Manifest
from dateline.engines.shards import TABLES, write
from dateline.errors import UsageError
from dateline.record import Reading
from store.test_incremental import DAYS, TOWNS, report


def archived(folder: Path, readings: list[Reading], shard: int) -> Path:
    """An archive of readings that no engine has made."""
    for table in TABLES:
        (folder / table).mkdir(parents=True)
    with Manifest.open(folder, versions="made by hand") as manifest:
        for n, at in enumerate(range(0, len(readings), shard), 1):
            some = readings[at : at + shard]
            manifest.commit(n, write(folder, n, some, {}), [r.report.id for r in some])
    return folder


def many(count: int, seed: int = 1) -> list[Reading]:
    chance = random.Random(seed)
    found = (
        report(
            n, chance.choice(sorted(TOWNS)), chance.choice([*DAYS, None]), chance.randint(1, 12), chance.random() < 0.3
        )
        for n in range(count)
    )
    return list({r.report.id: r for r in found}.values())


@pytest.mark.parametrize("policy", ["ibc", "acled"])
@pytest.mark.parametrize("batch", [5, 2000])
def test_the_same_incidents_as_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, policy: str, batch: int
) -> None:
    monkeypatch.setattr(reconciling, "BATCH", batch)
    readings = many(90)
    folder = archived(tmp_path / "out", readings, shard=25)
    assert list(read_archive(folder)) == readings
    assert list(reconcile_archive(folder, policy, memory="100MB")) == list(incidents(readings, policy=policy))
    assert not list(folder.glob("reconcile-*"))


def test_an_archive_of_nothing_has_no_incident(tmp_path: Path) -> None:
    assert list(reconcile_archive(archived(tmp_path / "out", [], shard=1))) == []


def test_what_is_no_archive_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no archive there"):
        list(reconcile_archive(tmp_path))
