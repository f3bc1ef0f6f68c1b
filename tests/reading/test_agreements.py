"""Agreements: kind, parties, terms, and what bears on them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.record import Agreement, Reading, Term


def terms_of(reading: Reading) -> list[Term]:
    return [t for g in reading.agreements for t in g.terms]


def names(reading: Reading, ids: tuple[str, ...]) -> str:
    return " | ".join(m.text.lower() for a in reading.actors if a.id in ids for m in a.mentions)


KINDS = [
    ("The army and the rebels signed a ceasefire in Juba on Monday.", "ceasefire", "signed"),
    ("A truce was declared in Homs on Sunday.", "truce", "declared"),
    ("The mediators proposed a prisoner exchange to both governments.", "prisoner_exchange", "proposed"),
    ("The two sides reached a peace agreement in Havana.", "peace_plan", "signed"),
    ("The ceasefire collapsed within hours as shelling resumed around Stepanakert.", "ceasefire", "collapsed"),
    ("A humanitarian corridor was opened out of Mariupol.", "corridor", None),
]


@pytest.mark.parametrize(("text", "kind", "status"), KINDS)
def test_kind_and_status(read: Callable[..., Reading], text: str, kind: str, status: str | None) -> None:
    found = [g for g in read(text, published="2022-03-08").agreements if g.kind == kind]
    assert found
    assert status is None or found[0].status == status


NONE = [
    "The company agreed a deal to buy its rival for two billion dollars.",
    "The coach said the plan was to defend deep and counter-attack.",
    "There was no ceasefire, and none was in sight.",
    "The ministry and the airline agreed to suspend flights to Goma.",
    "The treaty of 1648 is taught in every school.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_agreement_of_a_conflict_gives_no_terms(read: Callable[..., Reading], text: str) -> None:
    assert not terms_of(read(text))


TERMS = [
    ("Under the truce, government forces must withdraw from the port of Hodeidah.", "withdraw", "must", "forces"),
    ("Under the deal to end the siege, the militia has to hand over its weapons to the police.", "disarm", "must", "militia"),
    ("The army and the rebels signed a truce in Bor on Monday under which the rebels must leave the town.", "withdraw", "must", "rebels"),
    ("The army and the militia agreed to a deal that obliges the militia to hand over its rifles.", "disarm", "must", "militia"),
    ("Sudan's army and the Rapid Support Forces agreed to exchange 80 prisoners.", "release", "must", "rapid support forces"),
    ("The peace plan requires the government to release all prisoners.", "release", "must", "government"),
    ("The government offered the rebels an amnesty, provided that they surrender their guns.", "grant_amnesty", "offers", "government"),
    ("Under the ceasefire agreement, both armies may not shell towns; the army shall allow aid convoys into the city.", "grant_access", "must", "army"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "duty", "modality", "obligor"), TERMS)
def test_a_term_has_its_duty_modality_and_obligor(
    read: Callable[..., Reading], text: str, duty: str, modality: str, obligor: str
) -> None:
    reading = read(text, published="2018-12-14")
    found = [t for t in terms_of(reading) if t.duty == duty]
    assert found, [t.duty for t in terms_of(reading)]
    assert found[0].modality == modality
    assert obligor in names(reading, found[0].obligors)


def test_a_condition_is_kept_with_its_words(read: Callable[..., Reading]) -> None:
    reading = read("The government offered the rebels an amnesty, provided that they surrender their guns.")
    amnesty = next(t for t in terms_of(reading) if t.duty == "grant_amnesty")
    assert amnesty.condition is not None
    assert "surrender their guns" in amnesty.condition.text


def test_a_demand_is_no_term(read: Callable[..., Reading]) -> None:
    assert not terms_of(
        read("The president demanded that the rebels withdraw from the city before any talks on a truce.")
    )


def test_conduct_begins_and_contradicts(read: Callable[..., Reading]) -> None:
    reading = read(
        "The government and the Harakat militia agreed on a truce in Taiz on 3 May 2022. Under the truce, Harakat fighters "
        "must hand in their weapons.\n\nDozens of Harakat fighters handed in their weapons on 4 May 2022. "
        "Many Harakat fighters hid their rifles.",
        published="2022-05-05",
    )
    term = next(t for t in terms_of(reading) if t.duty == "disarm")
    assert {c.bearing for c in term.conduct} == {"begins", "contradicts"} or {c.bearing for c in term.conduct} == {
        "fulfils",
        "contradicts",
    }


def test_two_truces_of_two_times_are_two_agreements(read: Callable[..., Reading]) -> None:
    reading = read(
        "A truce was declared in Najaf on Thursday. It was unlike the truce signed in Basra in April.",
        published="2004-08-28",
    )
    assert len([g for g in reading.agreements if isinstance(g, Agreement)]) == 2


def test_items_of_a_list_share_who_owes_them(read: Callable[..., Reading]) -> None:
    reading = read(
        "Under the truce signed in Bangui, the rebels will:\n\n- release all prisoners;\n- withdraw from the town of Bria.\n\n"
        "The weather was fair."
    )
    found = [(t.duty, t.modality) for t in terms_of(reading)]
    assert found == [("release", "must"), ("withdraw", "must")]
    assert all("rebels" in names(reading, t.obligors) for t in terms_of(reading))


def test_a_ceasefire_is_the_duty_of_those_who_agreed_to_it(read: Callable[..., Reading]) -> None:
    reading = read(
        "Chad's army and the FACT rebels signed a ceasefire in Doha on 8 August 2022.", published="2022-08-09"
    )
    (term,) = terms_of(reading)
    assert (term.duty, term.modality) == ("cease_fire", "must")


NO_TERMS = [
    "The mediators proposed a ceasefire to Chad's army and the rebels.",
    "The rebels refused to sign a ceasefire with the army.",
    "A truce was agreed in Goma. The minister has to explain the delay to parliament.",
    "A ceasefire was declared in Kidal. The army had no plan other than to wait.",
]


@pytest.mark.parametrize("text", NO_TERMS)
def test_proposals_and_talk_are_no_terms(read: Callable[..., Reading], text: str) -> None:
    assert not terms_of(read(text))


EXTENT = [
    ("Hamas must release 50 hostages", "Hamas released 13 hostages on 24 November 2023.", ["begins"]),
    ("Hamas must release 50 hostages", "Hamas released 50 hostages on 24 November 2023.", ["fulfils"]),
    ("Hamas must release 50 hostages", "Hamas met Egyptian mediators on 24 November 2023.", []),
]


@pytest.mark.parametrize(("term", "deed", "bearings"), EXTENT)
def test_numbers_tell_a_part_from_the_whole(
    read: Callable[..., Reading], term: str, deed: str, bearings: list[str]
) -> None:
    text = f"Israel and Hamas agreed on a truce on 22 November 2023. Under the truce, {term}.\n\n{deed}"
    reading = read(text, published="2023-11-25")
    assert [c.bearing for t in terms_of(reading) if t.duty == "release" for c in t.conduct] == bearings


def test_charges_are_not_withdrawn_as_troops_are(read: Callable[..., Reading]) -> None:
    text = "Under the peace deal, the government will withdraw the charges against rebel leaders. Troops may not move."
    assert "withdraw" not in {t.duty for t in terms_of(read(text))}


def test_an_amnesty_that_a_deal_lays_down_is_its_term(read: Callable[..., Reading]) -> None:
    reading = read(
        "Chad's government and the rebels agreed on a ceasefire on Friday. Under the accord, the rebels will disarm and "
        "the government will grant an amnesty to fighters."
    )
    (deal,) = reading.agreements
    assert {t.duty for t in deal.terms} >= {"disarm", "grant_amnesty"}


def test_a_deadline_is_when_the_duty_falls_due(read: Callable[..., Reading]) -> None:
    dated = [
        ("The rebels agreed on Tuesday to withdraw from Kidal by Friday under a ceasefire deal.", "2031-05-09"),
        ("The rebels agreed on Tuesday to withdraw from Kidal under a ceasefire deal.", None),
        ("Under the ceasefire, both armies must withdraw to where they stood before the war began on 3 May.", None),
        ("Under the ceasefire, which took effect on Monday, Mali must withdraw its troops by 20 May.", "2031-05-20"),
    ]
    for text, due in dated:
        got = read(text, published="2031-05-08")
        times = {t.id: t.start for t in got.times}
        terms = [t for g in got.agreements for t in g.terms if t.duty == "withdraw"]
        assert [times.get(t.deadline or "") for t in terms] == [due], text


def test_a_day_of_a_duty_is_not_the_day_of_the_agreement(read: Callable[..., Reading]) -> None:
    text = "On 3 May Chad and Sudan agreed to a ceasefire under which both were to withdraw their troops by 20 May."
    got = read(text, published="2031-05-08")
    times = {t.id: t.start for t in got.times}
    assert [times.get(g.time or "") for g in got.agreements] == ["2031-05-03"]


@pytest.mark.parametrize(
    ("text", "status", "parties"),
    [
        ("The army declared the end of a week-long ceasefire brokered by Oman.", "ended", ()),
        ("Shelling resumed after the collapse of the truce between Chad and Sudan.", "collapsed", ("Chad", "Sudan")),
        ("A truce between Chad and Sudan went into effect on Monday.", "in_force", ("Chad", "Sudan")),
    ],
)
def test_how_an_agreement_stands_is_what_is_said_of_it(
    read: Callable[..., Reading], text: str, status: str, parties: tuple[str, ...]
) -> None:
    got = read(text, published="2031-05-08")
    names = {a.id: a.name for a in got.actors}
    assert [(g.status, tuple(names[p] for p in g.parties)) for g in got.agreements] == [(status, parties)]


def test_who_urges_the_sides_to_keep_a_truce_is_no_party_of_it(read: Callable[..., Reading]) -> None:
    got = read("The African Union urged Chad and Sudan to respect the truce signed in Tripoli.")
    names = {a.id: a.name for a in got.actors}
    assert all("African Union" not in names[p] for g in got.agreements for p in g.parties)


def test_who_brokers_is_no_place(read: Callable[..., Reading]) -> None:
    got = read("Rebels in Kidal agreed to a ceasefire brokered by Algeria and Niger.")
    assert {p.name for p in got.places} == {"Kidal"}


def test_a_deal_of_which_more_is_told_is_the_one_told_of(read: Callable[..., Reading]) -> None:
    text = (
        "Chad and Sudan signed an agreement on Monday to end a month of fighting. "
        "Under the deal, which took effect at midnight, Chad must withdraw from Adre by 20 May."
    )
    assert len(read(text, published="2031-05-08").agreements) == 1
