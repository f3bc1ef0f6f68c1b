"""Made-up claims for tests of size: a world whose years grow with the claims, so that each year and country holds as
many at every size.

Readings are made directly, nothing is parsed; the same number gives the same report in every run. One report in four
tells again of an incident of another.
"""

from __future__ import annotations

import datetime
import random
import shutil
from collections.abc import Iterable
from dataclasses import replace
from itertools import batched
from pathlib import Path
from typing import Any

from dateline.engines.manifest import Manifest
from dateline.engines.shards import TABLES, write
from dateline.record import Actor, Attribution, Casualty, Event, Place, Reading, Report, Source, Time, Victims
from dateline.text import Span

A_REPORT, COUNTRIES, TOWNS, WORDS = 3, 40, 50, 60  # claims of a report; of the world; words of a text beside its claims
FIRST, DAYS, ERA = (
    datetime.date(1, 1, 1),
    500,
    3332,
)  # days of an era, and the reports that stand in them: 10 000 claims
SYLLABLES = ("ka", "ro", "mi", "ten", "sul", "ba", "dor", "fi", "nash", "gu", "lem", "ari", "zo", "pet", "vu", "han")
DEEDS = (("shelled", "heavy-weapons"), ("ambushed", "firearms"), ("bombed", "explosives"), ("raided", None))
OUTLETS = ("Lake Agency", "Harbour Post", "Plain Dispatch", "Valley Radio", "Morning Wire")


class World:
    """Reports by number.

    Args:
        seed: of names and places.
        days: days in which all reports stand, however many there are; by default a year more for every 7 000 claims or
            so.
    """

    def __init__(self, seed: int = 1, days: int | None = None) -> None:
        chance = random.Random(seed)
        self._days = days
        self.words = ["".join(chance.choices(SYLLABLES, k=chance.randrange(2, 5))) for _ in range(6000)]
        self.fields = [self._field(chance, n) for n in range(COUNTRIES)]

    def _field(self, chance: random.Random, n: int) -> tuple[str, list[Place]]:
        south, west = chance.uniform(-30, 50), chance.uniform(-100, 130)
        names = ["".join(chance.choices(SYLLABLES, k=3)).capitalize() for _ in range(TOWNS)]
        return f"{n:03}", [
            Place(
                "p1", t, (), 100 * n + i, south + chance.uniform(0, 8), west + chance.uniform(0, 8), f"{n:03}", f"P{n}"
            )
            for i, t in enumerate(names)
        ]

    def reading(self, report: int) -> Reading:
        """The report of this number."""
        incident, told = divmod(report, 4)
        incident, told = (incident * 3 + told, 0) if told < 3 else (incident * 3, 1)
        chance = random.Random(incident)
        country, towns = chance.choice(self.fields)
        town = towns[min(TOWNS - 1, int(chance.paretovariate(0.7)) - 1)]
        deed, day = chance.choice(DEEDS), self._day(report, chance)
        dead = min(400, int(chance.paretovariate(1.1)) + chance.randrange(3)) + told
        own = chance.choices(self.words, k=8)  # names and things of this incident
        rest = random.Random(-report - 1).choices(self.words[:1500], k=WORDS)
        said = f"Front {country} {deed[0]} {town.name} on {day}, killing {dead} people and wounding {dead * 2}"
        text = f"{said}, witnesses said. {' '.join([*own, *rest])}. Dispatch {report}."
        return _reading(text, said, town, deed, day, dead, OUTLETS[report % len(OUTLETS)], told)

    def _day(self, report: int, chance: random.Random) -> datetime.date:
        if self._days is not None:
            return FIRST + datetime.timedelta(days=730_000 + chance.randrange(self._days))
        return FIRST + datetime.timedelta(days=report // ERA * DAYS + chance.randrange(DAYS))


def _reading(
    text: str, said: str, town: Place, deed: tuple[str, str | None], day: datetime.date, dead: int, outlet: str,
    told: int,
) -> Reading:  # fmt: skip
    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words), words)

    evidence, when, hurt = span(said), span(day.isoformat()), 2 * dead
    people = Victims("a2", "unknown", span("people"))
    common: tuple[Any, ...] = (people, ("a1",), "incident", ("e1",), None, "p1", "t1", "stated", "q1", 0.9)
    report = Report.of(text, publisher=outlet, published=(day + datetime.timedelta(days=1 + told)).isoformat())
    front = said.split(f" {deed[0]} ")[0]
    return Reading(
        report,
        actors=(
            Actor("a1", front, "armed_group", "REB", None, (), (span(front),)),
            Actor("a2", "people", "population", "CVL", None, (), (span("people"),)),
        ),
        places=(replace(town, mentions=(span(town.name),)),),
        times=(Time("t1", when, when.text, when.text, 1, "date"),),
        sources=(Source("s1", "witnesses", None, "witness", False, (span("witnesses"),)),),
        attributions=(Attribution("q1", "indirect", None, evidence, ("s1",)),),
        events=(
            Event("e1", "ASSAULT", deed[1], "Attack", span(deed[0]), evidence, ("a1",), ("a2",), "p1", "t1", (), None,
                  "happened", "stated", "q1", 0.9),
        ),
        casualties=(
            Casualty("c1", "killed", dead, dead, "exact", span(f"killing {dead}"), evidence, *common),
            Casualty("c2", "wounded", hurt, hurt, "exact", span(f"wounding {hurt}"), evidence, *common),
        ),
        fingerprint=f"made:{report.id}",
    )  # fmt: skip


def archived(folder: Path, readings: Iterable[Reading], shard: int = 1000) -> Path:
    """An archive of readings that no engine has made; what was in the folder is gone."""
    shutil.rmtree(folder, ignore_errors=True)
    for table in TABLES:
        (folder / table).mkdir(parents=True)
    with Manifest.open(folder, versions="made") as manifest:
        for n, some in enumerate(batched(readings, shard), 1):
            manifest.commit(n, write(folder, n, some, {}), [r.report.id for r in some])
    return folder
