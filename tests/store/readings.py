"""Readings of our own making, with every kind of claim, for tests that need no parser."""

from __future__ import annotations

from dateline.record import (
    Actor,
    Agreement,
    Attribution,
    Casualty,
    Conduct,
    Event,
    Place,
    Reading,
    Report,
    Size,
    Source,
    Term,
    Time,
    Unplaced,
    Victims,
)
from dateline.text import Span

TEXT = (
    "Report {n}. Rebels of the Kafa Front shelled Dürsa in Ombe province on 4 May, killing at least {dead} civilians, a "
    "doctor told the Lake Agency. The army and the Kafa Front agreed to a truce: the Front must leave Dürsa by 9 May. "
    "Some people fled."
)


def span(text: str, words: str) -> Span:
    """The first place where the words stand."""
    at = text.index(words)
    return Span(at, at + len(words), words)


def sample(n: int = 1, dead: int = 12, fingerprint: str | None = None, **head: str | None) -> Reading:
    """A reading of report `n`, with all that it says."""
    text = TEXT.format(n=n, dead=dead)
    report = Report.of(
        text,
        title=head.get("title"),
        publisher=head.get("publisher"),
        published=head.get("published"),
        url=head.get("url"),
    )
    whole = span(text, text[text.index("Rebels") : text.index(" The army")])
    deal = span(text, "The army and the Kafa Front agreed to a truce: the Front must leave Dürsa by 9 May.")

    def s(words: str) -> Span:
        return span(text, words)

    return Reading(
        report,
        actors=(
            Actor("a1", "Kafa Front", "armed_group", "REB", None, (), (s("Kafa Front"),)),
            Actor("a2", "civilians", "population", "CVL", None, (), (s("civilians"),)),
            Actor("a3", "army", "force", "MIL", "ETH", (), (s("army"),)),
        ),
        places=(
            Place("p1", "Dürsa", (s("Dürsa"),), 7, 7.5, 36.25, "ETH", "Ombe", 1, "p2", "in"),
            Place("p2", "Ombe", (s("Ombe province"),), country="ETH", where_prec=4),
        ),
        times=(
            Time("t1", s("4 May"), "2021-05-04", "2021-05-04", 1, "date"),
            Time("t2", s("9 May"), None, "2021-05-09", 1, "date"),
        ),
        sources=(
            Source("s1", "Lake Agency", None, "news_agency", True, (s("Lake Agency"),)),
            Source("s2", "a doctor", None, "medical", False, (s("doctor"),)),
        ),
        attributions=(Attribution("q1", "indirect", s("told"), whole, ("s2", "s1")),),
        events=(
            Event("e1", "ASSAULT", "heavy-weapons", None, s("shelled"), whole, ("a1",), ("a2",), "p1", "t1", (s("shelled"),),
                  Size(3, None, "a1", s("Rebels")), "happened", "stated", "q1", 0.75),
            Event("e2", "AGREE", None, None, s("agreed"), deal, ("a1", "a3"), (), None, None, (), None, "happened",
                  "stated", None, 0.5),
        ),
        casualties=(
            Casualty("c1", "killed", dead, None, "at_least", s(f"at least {dead}"), whole,
                     Victims("a2", "civilian", s("civilians")), ("a1",), "incident", ("e1",), None, "p1", "t1", "stated",
                     "q1", 0.9),
            Casualty("c2", "displaced", 3, 9, "some", s("Some people"), s("Some people fled."),
                     Victims(None, "unknown", None), (), "period", (), "t2", None, None, "hedged", None, 0.3),
        ),
        agreements=(
            Agreement("g1", "truce", None, ("a1", "a3"), (), "p1", None, "declared", deal, None, (
                Term("g1.1", ("a1",), (), "withdraw", "must", s("Dürsa"), "p1", "t2", None, deal,
                     (Conduct("e1", "breaches", whole),)),
                Term("g1.2", ("a3",), ("a1",), "cease_fire", "must", None, None, None, None, deal, ()),
            )),
        ),
        unplaced=(Unplaced("some people fled", "no place", s("Some people")), Unplaced("x", "y", None)),
        fingerprint=fingerprint or f"run:{report.id}",
    )  # fmt: skip
