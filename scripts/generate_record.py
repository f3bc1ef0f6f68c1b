"""Fill a record with readings that no parser has made, for tests of size: `--incidents 100000 --record URL`.

The same seed gives the same record. Each incident is told by one to three reports of its day and the days after, with
an attack, its dead and wounded by a named source, a running total now and then, and a truce with terms in one report of
fifty. Places are points near real towns; who did what to whom is made up. Each province is cut into districts with
groups and villages of their own, so that as in life most incidents of a day have little in common: a hundred thousand
of them have five hundred groups and fifteen thousand places. Two coders have decided on some of the claims, a reviewer
has signed some off, and some claims are of their own.
"""

from __future__ import annotations

import argparse
import datetime
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import batched, islice

from dateline.record import (
    Actor,
    Agreement,
    Attribution,
    Casualty,
    Event,
    Harm,
    Place,
    Qualifier,
    Reading,
    Report,
    Source,
    SourceKind,
    Term,
    Time,
    Victims,
    VictimStatus,
)
from dateline.store import ClaimFilter, Record
from dateline.store.judging import Action
from dateline.store.reviewing import Queue
from dateline.text import Span

# country | admin-1 | town latitude longitude, … | the two sides
FIELDS = """
YEM|Ta'izz|Taiz 13.58 44.02, Mocha 13.32 43.25, Dhubab 12.94 43.41|northern movement, government forces
SYR|Idlib|Idlib 35.93 36.63, Saraqib 35.86 36.81, Kafranbel 35.61 36.57|Syrian army, Banner Front
UKR|Kharkivska oblast|Kharkiv 49.99 36.23, Izium 49.21 37.26, Kupiansk 49.71 37.61|Russian forces, Ukrainian forces
SDN|Northern Darfur|Kutum 14.2 24.66, Tawila 13.5 24.9, Mellit 14.13 25.55|paramilitary force, Sudanese army
COL|Cauca|Toribío 2.95 -76.27, Caloto 3.03 -76.41, Argelia 2.26 -77.25|Mountain Column, Colombian troops
NGA|Borno|Maiduguri 11.85 13.16, Gwoza 11.08 13.69, Monguno 12.67 13.61|insurgents, Nigerian troops
MMR|Sagaing|Monywa 22.11 95.14, Kalay 23.19 94.03, Katha 24.18 96.33|military council, People's Column
COD|Nord-Kivu|Goma -1.67 29.22, Beni 0.49 29.47, Rutshuru -1.19 29.45|Lake Brigade, Congolese army
IRQ|Anbar|Ramadi 33.42 43.3, Fallujah 33.35 43.78, Hit 33.64 42.83|Desert Column, Iraqi army
MLI|Mopti|Mopti 14.49 -4.19, Douentza 15.0 -2.95, Bandiagara 14.35 -3.61|Plateau Front, Malian army
"""
SPEAKERS: tuple[tuple[str, SourceKind], ...] = (
    ("hospital official", "medical"), ("army spokesman", "military"), ("district governor", "official"),
    ("witnesses", "witness"), ("rights monitor", "organization"), ("police chief", "police"),
)  # fmt: skip
DEEDS = (
    ("shelled", "heavy-weapons", "Shelling/artillery/missile attack"),
    ("ambushed", "firearms", "Armed clash"),
    ("bombed", "explosives", "Remote explosive/landmine/IED"),
    ("raided", None, "Attack"),
)
VICTIMS: tuple[tuple[str, VictimStatus], ...] = (
    ("civilians", "civilian"),
    ("soldiers", "combatant"),
    ("people", "unknown"),
)
AGENCY = "Lake Agency"
DISTRICTS, VILLAGES = 25, 20  # of each province, of each town in a district
WIDE = 0.7  # degrees from a district to the next
DECIDED = 20  # one figure of the killed in so many has been decided on
CODERS = ("ana", "bo")
ACTIONS: tuple[Action, ...] = ("accept", "accept", "accept", "reject", "unsure", "change")
OUTLETS = ("Lake Agency", "Harbour Post", "Plain Dispatch", "Valley Radio", "Morning Wire")
FIRST, DAYS = datetime.date(2011, 1, 1), 5000


@dataclass(frozen=True)
class Told:
    """What one incident is, before anyone reports it."""

    n: int
    day: datetime.date
    country: str
    admin1: str
    town: str
    lat: float
    lon: float
    sides: tuple[str, str]
    deed: tuple[str, str | None, str]
    victims: tuple[str, VictimStatus]
    dead: int


class Written:
    """A text that grows, and the spans of what was written."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, words: str) -> Span:
        """Write words, and say where they stand."""
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text), words)


def readings(incidents: int, seed: int) -> Iterator[Reading]:
    """The readings of so many incidents, in order of day."""
    dice = random.Random(seed)
    fields = [line.split("|") for line in FIELDS.strip().splitlines()]
    days = sorted(dice.randrange(DAYS) for _ in range(incidents))
    for n, day in enumerate(days):
        country, admin1, towns, sides = dice.choice(fields)
        town, lat, lon = dice.choice(towns.split(", ")).rsplit(" ", 2)
        district, village = dice.randrange(DISTRICTS), dice.randrange(VILLAGES)
        by, against = (f"{side}, unit {district}" if district else side for side in sides.split(", "))
        town = f"{town} Village {district * VILLAGES + village}" if district or village else town
        told = Told(
            n, FIRST + datetime.timedelta(days=day), country, admin1, town, _beside(lat, district // 5, dice),
            _beside(lon, district % 5, dice), (by, against) if n % 3 else (against, by), dice.choice(DEEDS),
            dice.choice(VICTIMS), min(400, int(dice.paretovariate(1.1)) + dice.randrange(3)),
        )  # fmt: skip
        for nth in range(1 + (dice.random() < 0.25) + (dice.random() < 0.08)):
            yield reading(told, nth, told.dead + (nth and dice.randrange(3)), dice)


def _beside(degrees: str, districts: int, dice: random.Random) -> float:
    """A coordinate of some place in the district so many districts away from a town."""
    return round(float(degrees) + districts * WIDE + dice.gauss(0, 0.15), 3)


def reading(told: Told, nth: int, dead: int, dice: random.Random) -> Reading:
    """The nth report of an incident."""
    w = Written()
    speaker, kind = dice.choice(SPEAKERS)
    speaker = speaker if dice.random() < 0.4 else f"{speaker} in {told.town}"
    carried = dice.random() < 0.2
    w.add(f"Dispatch {told.n}.{nth}. ")
    start = len(w.text)
    doer, _, trigger, _ = w.add(told.sides[0]), w.add(" "), w.add(told.deed[0]), w.add(" ")
    where, _, when = w.add(told.town), w.add(" on "), w.add(f"{told.day:%-d %B %Y}")
    w.add(", killing ")
    many, _, who = w.add(f"at least {dead}" if told.n % 4 == 0 else str(dead)), w.add(" "), w.add(told.victims[0])
    w.add(" and wounding ")
    hurt, _, said, cue, _ = w.add(str(dead * 2)), w.add(", a "), w.add(speaker), w.add(" said"), w.add(" to ")
    agency, _ = w.add(AGENCY if carried else "reporters"), w.add(".")
    evidence = Span(start, len(w.text), w.text[start:])
    figures = [
        _figure("c1", "killed", dead, None if told.n % 4 == 0 else dead, many, evidence, told, who),
        _figure("c2", "wounded", dead * 2, dead * 2, hurt, evidence, told, who),
    ]
    times = [Time("t1", when, told.day.isoformat(), told.day.isoformat(), 1, "date")]
    if told.n % 40 == 0:
        _total(w, told, times, figures)
    pacts = _truce(w, told) if told.n % 50 == 0 else ()
    rebels, troops = ("armed_group", "REB"), ("force", "MIL")
    first, second = (rebels, troops) if told.n % 3 else (troops, rebels)
    report = Report.of(
        w.text, title=f"{told.deed[0].capitalize()} in {told.town}: {dead} dead", publisher=dice.choice(OUTLETS),
        published=(told.day + datetime.timedelta(days=1 + nth)).isoformat(),
    )  # fmt: skip
    return Reading(
        report,
        (Actor("a1", told.sides[0], first[0], first[1], told.country, (), (doer,)),  # type: ignore[arg-type]
         Actor("a2", told.victims[0], "population", "CVL" if told.victims[1] == "civilian" else None, None, (), (who,)),
         Actor("a3", told.sides[1], second[0], second[1], told.country, (), (doer,))),  # type: ignore[arg-type]
        (Place("p1", told.town, (where,), None, told.lat, told.lon, told.country, told.admin1, 1, "p2"),
         Place("p2", told.admin1, (), None, None, None, told.country, told.admin1, 4)),
        tuple(times),
        (Source("s1", speaker, None, kind, False, (said,)),
         *([Source("s2", AGENCY, None, "news_agency", True, (agency,))] if carried else [])),
        (Attribution("q1", "indirect", cue, evidence, ("s1", "s2") if carried else ("s1",)),),
        (Event("e1", "ASSAULT", told.deed[1], told.deed[2], trigger, evidence, ("a1",), ("a2",), "p1", "t1", (), None,
               "happened", "stated", "q1", 0.9),),
        tuple(figures), pacts, (), f"generated:{report.id}",
    )  # fmt: skip


def _figure(
    ident: str, harm: Harm, low: int, high: int | None, quote: Span, evidence: Span, told: Told, who: Span
) -> Casualty:
    victims = Victims("a2", told.victims[1], who)
    qualifier: Qualifier = "exact" if high is not None else "at_least"
    return Casualty(ident, harm, low, high, qualifier, quote, evidence, victims, ("a1",), "incident", ("e1",), None,
                    "p1", "t1", "stated", "q1", 0.9)  # fmt: skip


def _total(w: Written, told: Told, times: list[Time], figures: list[Casualty]) -> None:
    w.add(" Since January ")
    many = w.add(str(told.dead * 30))
    over = w.add(" people have been killed.")
    n, nobody = told.dead * 30, Victims(None, "unknown", None)
    times.append(Time("t2", over, f"{told.day.year}-01-01", told.day.isoformat(), 5, "interval"))
    figures.append(
        Casualty(
            "c3", "killed", n, n, "exact", many, over, nobody, (), "period", (), "t2", "p2", None, "stated", None, 0.7
        )
    )


def _truce(w: Written, told: Told) -> tuple[Agreement, ...]:
    w.add(" ")
    evidence = w.add(f"The two sides agreed to truce number {told.n} and to let aid through.")
    terms = (
        Term("g1.1", ("a1", "a3"), (), "cease_fire", "must", None, "p1", None, None, evidence, ()),
        Term("g1.2", ("a1",), ("a2",), "grant_access", "must", None, "p1", None, None, evidence, ()),
    )
    return (Agreement("g1", "truce", None, ("a1", "a3"), (), "p1", "t1", "declared", evidence, None, terms),)


def fill(url: str, incidents: int, seed: int = 1) -> None:
    """Fill the record at `url` and make its incidents, then let people decide on some of its claims."""
    with Record.open(url, who="generator") as record:
        for chunk in batched(readings(incidents, seed), 2000):
            record.add_many(chunk)
        record.refresh_incidents()
        decide(record, random.Random(seed))
        record.refresh_incidents()


def decide(record: Record, dice: random.Random) -> None:
    """Two coders decide on the same claims, a reviewer signs some off, and each of them adds a few."""
    queue, killed = Queue(record), record.claims(ClaimFilter(kind="casualty", harm="killed"))
    for n, row in enumerate(list(islice(killed, 0, None, DECIDED))):
        for who in CODERS[: 1 + n % 2]:
            action: Action = dice.choice(ACTIONS)
            after = {"low": n % 50 + 1, "high": n % 50 + 1} if action == "change" else None
            record.judge(row.ref, action, who=who, after=after)
        if n % 5 == 0:
            queue.sign(row.ref, who="cem")
        if n % 20 == 0:
            mine = {"kind": "casualty", "start": row.start, "end": row.end, "harm": "missing", "low": n % 7 + 1}
            record.judge(row.report, "add", who="ana", after={**mine, "high": None}, comment="the last one but one")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", required=True)
    given = parser.parse_args()
    begun = time.perf_counter()
    fill(given.record, given.incidents, given.seed)
    print(f"{given.incidents} incidents into {given.record} in {time.perf_counter() - begun:.0f} s")
