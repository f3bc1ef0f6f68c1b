"""Readings and incidents of our own making for exports: a battle, an attack on civilians, a fight of two groups, a
protest, one with nothing known; names that a spreadsheet or a browser would run."""

from __future__ import annotations

from dataclasses import replace

from dateline.export.material import Material, Shelf
from dateline.export.meta import Meta, RunNote
from dateline.reconcile.incident import Bounds, Count, Disagreement, Incident, IncidentSource, Location, Value
from dateline.record import Actor, Attribution, Casualty, Event, Place, Reading, Report, Source, Time, Victims
from dateline.text import Span, span_of

BATTLE = (
    "Soldiers of the Malian army fought the Aïr Front near Gao on 9 May. The fight killed 4 soldiers and 7 rebels, a "
    "hospital said."
)
EVIL = '<script>alert("x")</script>'


def span(text: str, words: str) -> Span:
    """The first place where the words stand."""
    at = text.index(words)
    return span_of(text, at, at + len(words))


def battle() -> Reading:
    """A battle between a state's army and rebels, with the dead of each side."""
    report = Report.of(BATTLE, published="2031-05-10", title="Fight; near Gao, Mali", publisher="Reuters")

    def s(words: str) -> Span:
        return span(report.text, words)

    evidence = s("The fight killed 4 soldiers and 7 rebels, a hospital said.")

    def dead(ident: str, n: int, words: str, actor: str) -> Casualty:
        return Casualty(
            ident, "killed", n, n, "exact", s(words), evidence, Victims(actor, "combatant", s(words)), (), "incident",
            ("e1",), None, "p1", "t1", "stated", "q1", 0.9,
        )  # fmt: skip

    return Reading(
        report,
        actors=(
            Actor("a1", "Malian army", "force", "MIL", "MLI", (), (s("Malian army"),)),
            Actor("a2", "Aïr Front", "armed_group", "REB", None, (), (s("Aïr Front"),)),
        ),
        places=(Place("p1", "Gao", (s("Gao"),), 2457161, 16.2666, -0.05, "MLI", "Gao", 2, None, "near", None),),
        times=(Time("t1", s("9 May"), "2031-05-09", "2031-05-09", 1, "date"),),
        sources=(Source("s1", "hospital", None, "medical", False, (s("hospital"),)),),
        attributions=(Attribution("q1", "indirect", s("said"), evidence, ("s1",)),),
        events=(
            Event("e1", "ASSAULT", "firearms", "Armed clash", s("fought"), s(BATTLE[:67]), ("a1",), ("a2",), "p1", "t1",
                  (), None, "happened", "stated", None, 0.9),
        ),
        casualties=(dead("c1", 4, "4 soldiers", "a1"), dead("c2", 7, "7 rebels", "a2")),
        fingerprint="f1",
    )  # fmt: skip


def count(low: int, best: int, high: int | None, civilian: int = 0, combatant: int = 0) -> Count:
    """A count whose civilians and combatants are known exactly."""
    rest = best - civilian - combatant
    return Count(
        low, best, high, Bounds(civilian, civilian, civilian), Bounds(combatant, combatant, combatant),
        Bounds(0, rest, None if high is None else rest),
    )  # fmt: skip


REPORT = battle().report.id
BASE = Incident(
    id="i:battle", policy="ucdp/1", type="ASSAULT", mode="firearms", acled="Armed clash", violence="state",
    start="2031-05-09", end="2031-05-09", date_prec=1, place=Location("Gao", 2457161, 16.2666, -0.05, "MLI", "Gao", 2),
    actors=("Malian army",), recipients=("Aïr Front",), killed=count(11, 11, 12, combatant=11), wounded=None,
    captured=None, missing=None, displaced=None,
    sources=(IncidentSource("Reuters", "media", "o1"), IncidentSource("hospital", "medical", "o1")), origins=1,
    certainty="stated",
    disagreements=(Disagreement("killed", (Value(11, 11, (f"{REPORT}#c1",)), Value(12, None, ())), "kept"),),
    claims=(f"{REPORT}#c1", f"{REPORT}#c2", f"{REPORT}#e1"), reports=(REPORT,), status="machine",
    explanation=("4 + 7 = 11",),
)  # fmt: skip
ATTACK = replace(
    BASE, id="i:attack", acled="Attack", violence="one_sided", start="2031-05-01", end="2031-05-07", date_prec=3,
    place=Location("Gaza", None, 31.5, 34.47, "PSE", None, 4), actors=("=cmd()",), recipients=(EVIL,),
    killed=count(3, 5, None, civilian=5), disagreements=(), claims=(), reports=(), sources=(),
)  # fmt: skip
BARE = replace(
    BASE, id="i:bare", mode=None, acled=None, violence=None, start=None, end=None, date_prec=None, place=None,
    actors=(), recipients=(), killed=None, sources=(), origins=0, disagreements=(), claims=(), reports=(),
)  # fmt: skip
NO_DEATH = replace(BASE, id="i:none", killed=count(0, 0, 0), acled="Peaceful protest", type="PROTEST")
INCIDENTS = (BASE, ATTACK, BARE, NO_DEATH)


def material(*incidents: Incident, what: str = "incidents", hxl: bool = False, **query: object) -> Material:
    """Material of incidents, all of them by default, over the one reading."""
    from dateline.export.query import Query

    asked = Query(**query)  # type: ignore[arg-type]
    meta = Meta(what, "ucdp/1", asked.given(), RunNote(3, "2031-06-01T00:00:00.000Z", "m;events/1"), "0.0")
    return Material(incidents or INCIDENTS, Shelf([battle()]), meta, asked, hxl=hxl)
