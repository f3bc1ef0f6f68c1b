"""An archive's incidents, made out of core, are those that the same readings give in memory."""

from __future__ import annotations

import importlib.util
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

import dateline.engines.reconciling as reconciling
from dateline import incidents
from dateline.engines import read_archive, reconcile_archive
from dateline.engines.accounts import PAIRS, TABLES, look_at
from dateline.errors import UsageError
from dateline.reconcile.blocking import keys
from dateline.reconcile.claims import Book
from dateline.reconcile.grouping import accounts_of
from dateline.reconcile.pairs import pairs
from dateline.reconcile.profile import profiles_of
from dateline.reconcile.weights import APART, compare
from dateline.record import Reading
from reconcile.build import Maker
from store.test_incremental import DAYS, TOWNS, report

SCRIPTS = Path(__file__).parents[2] / "scripts"


def _made_claims() -> Any:
    """`scripts/made_claims.py` as a module."""
    spec = importlib.util.spec_from_file_location("made_claims", SCRIPTS / "made_claims.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


made_claims = _made_claims()


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
    folder = made_claims.archived(tmp_path / "out", readings, shard=25)
    assert list(read_archive(folder)) == readings
    assert list(reconcile_archive(folder, policy, memory="100MB")) == list(incidents(readings, policy=policy))
    assert not list(folder.glob("reconcile-*"))


def test_a_key_that_many_share_is_passed_over_as_in_memory(tmp_path: Path) -> None:
    """Sixty reports of one town, a fortnight apart, in the same words: the town is all that would bring two together,
    and too many share it."""
    readings = []
    for n in range(60):
        day = date(2031, 1, 6) + timedelta(days=14 * n)
        words = "the northern granary burned through noon while ferries carried wounded millers towards distant piers"
        said = " ".join(random.Random(n).sample(words.split(), len(words.split())))
        maker = Maker(f"Shelling killed 9 people. {said}. Dispatch {n} came on {day}.", str(day), f"Paper {n % 7}")
        where, when = maker.place("people", -1.67, 29.22, country="COD"), maker.time(str(day), str(day))
        event = maker.event("Shelling", mode="heavy-weapons", time=when, place=where)
        maker.figure("9", 9, events=(event,), time=when, place=where)
        readings.append(maker.reading)
    folder = made_claims.archived(tmp_path / "out", readings)
    found = list(reconcile_archive(folder, memory="100MB"))
    assert found == list(incidents(readings))
    assert len(found) == 60


WHERE = {  # name, latitude, longitude, country, province, precision
    "on the map": ("Goma", -1.67, 29.22, "COD", "North Kivu", 1), "far away": ("Bunia", 1.56, 30.25, "COD", "Ituri", 1),
    "abroad": ("Aden", 12.8, 45.0, "YEM", "Aden", 1), "off the map": ("Kasika", None, None, "UGA", None, 1),
    "nameless": ("Marka", None, None, None, None, 1), "province": ("Ituri", 1.6, 29.4, "COD", "Ituri", 4),
    "country": ("Congo", -4.0, 22.0, "COD", None, 6), "unknown": None,
}  # fmt: skip


@pytest.mark.parametrize("one", WHERE)
@pytest.mark.parametrize("other", WHERE)
def test_what_is_left_out_before_pairs_are_compared_is_vetoed(tmp_path: Path, one: str, other: str) -> None:
    readings = []
    for n, name in enumerate((one, other)):
        at = WHERE[name]
        place = at[0] if at else "the hills"
        maker = Maker(f"Shelling of {place} killed 9 people on Monday. Sent {n}.", "2031-05-07", f"Paper {n}")
        where = maker.place(at[0], at[1], at[2], country=at[3], admin1=at[4], where_prec=at[5]) if at else None
        when = maker.time("Monday", "2031-05-05")
        event = maker.event("Shelling", mode="heavy-weapons", time=when, place=where)
        maker.figure("9", 9, events=(event,), time=when, place=where)
        readings.append(maker.reading)
    profiles = [p for r in readings for p in profiles_of(accounts_of(Book(r)))]
    folder = made_claims.archived(tmp_path / "out", readings)
    assert bool(_pairs(folder, 1)) == (compare(*profiles) > APART)


def test_processes_give_what_one_gives(tmp_path: Path) -> None:
    folder = made_claims.archived(tmp_path / "out", many(60), shard=15)
    assert list(reconcile_archive(folder, workers=2)) == list(reconcile_archive(folder))


def _pairs(folder: Path, shards: int) -> set[tuple[str, str]]:
    """The pairs that are compared, each by its two accounts."""
    with duckdb.connect() as db:
        tables = {name: [schema.empty_table()] for name, schema in TABLES.items()}
        start = 0
        for shard in range(1, shards + 1):
            found = look_at(folder, shard)
            for name, table in found.numbered_from(start).items():
                tables[name].append(table)
            start += found.count
        for name, parts in tables.items():
            db.register(name, pa.concat_tables(parts))
        db.execute(PAIRS)
        query = "SELECT least(p.ident, q.ident), greatest(p.ident, q.ident) FROM pairs JOIN accounts p ON p.n = a JOIN accounts q ON q.n = b"
        return set(db.execute(query).fetchall())


def test_no_pair_is_passed_over_that_could_be_one(tmp_path: Path) -> None:
    """What SQL leaves out before pairs are compared is what comparing would veto, and nothing else."""
    world = made_claims.World(days=9)
    readings = [world.reading(n) for n in range(300)]
    folder = made_claims.archived(tmp_path / "out", readings, shard=50)
    profiles = sorted((p for r in readings for p in profiles_of(accounts_of(Book(r)))), key=lambda p: p.ident)
    compared = pairs(profiles, [keys(p) for p in profiles])
    expected = {(profiles[i].ident, profiles[j].ident) for i, j in compared if
                compare(profiles[i], profiles[j]) > APART}  # fmt: skip
    given = _pairs(folder, 6)
    assert expected <= given
    assert len(given) < 2 * len(expected) + 10


def test_an_archive_of_nothing_has_no_incident(tmp_path: Path) -> None:
    assert list(reconcile_archive(made_claims.archived(tmp_path / "out", [], shard=1))) == []


def test_what_is_no_archive_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no archive there"):
        list(reconcile_archive(tmp_path))
