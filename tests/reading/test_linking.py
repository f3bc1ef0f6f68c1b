"""Times and places belong to the claim whose clause says them, and every link says why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from dateline.reading.layers import Layers, Zone
from dateline.reading.linking import Linker
from dateline.reading.parser import load_model, parse, sentences
from dateline.record import Attribution, Place, Reading, Report, Time
from dateline.text import paragraphs, span_of


def layered(text: str, times: str = "", places: str = "", dateline: str | None = None) -> Layers:
    """Layers of a text whose times and places are the words given, separated by commas."""
    (doc, _), *_ = parse([(text, None)], load_model())
    zones = tuple(Zone("body", s, e) for s, e in paragraphs(text))
    dated = [
        Time(f"t:{w}", span_of(text, text.index(w), text.index(w) + len(w)), "2031-05-08", "2031-05-08", 1, "date")
        for w in filter(None, times.split(","))
    ]
    placed = [
        Place(f"p:{w}", w, (span_of(text, text.index(w), text.index(w) + len(w)),), where_prec=1)
        for w in filter(None, places.split(","))
    ]
    report = replace(Report.of(text), dateline=dateline)
    return Layers(report, doc, zones, sentences(doc, zones), tuple(dated), tuple(placed))


def linked(layers: Layers, word: str) -> tuple[str | None, str | None]:
    token = next(t for t in layers.doc if t.text == word)
    linker = Linker(layers)
    (time, why), (place, where) = linker.time_for(token), linker.place_for(token)
    assert why
    assert where
    return time and time[2:], place and place[2:]


ONE_SENTENCE = [
    ("Gunmen shot two farmers on Thursday in Baidoa.", "Thursday", "Baidoa", "shot", "Thursday", "Baidoa"),
    (
        "A mine killed three on Monday in Taiz and rebels shelled a market on Friday in Marib.",
        "Monday,Friday", "Taiz,Marib", "killed", "Monday", "Taiz",
    ),
    (
        "A mine killed three on Monday in Taiz and rebels shelled a market on Friday in Marib.",
        "Monday,Friday", "Taiz,Marib", "shelled", "Friday", "Marib",
    ),
    ("Police said on Sunday that a bomb killed a guard.", "Sunday", "", "killed", None, None),
    ("Police said on Sunday that a bomb killed a guard on Saturday.", "Sunday,Saturday", "", "killed", "Saturday", None),
    ("On Tuesday, soldiers raided the camp, killing five people.", "Tuesday", "", "killing", "Tuesday", None),
    ("Soldiers stormed the village on Tuesday and burned forty houses.", "Tuesday", "", "burned", "Tuesday", None),
    ("Wednesday's attack wounded nine pilgrims.", "Wednesday", "", "wounded", "Wednesday", None),
    ("He was charged on Monday with killing a trader.", "Monday", "", "killing", None, None),
    ("The man will appear in court on Monday over the shooting.", "Monday", "", "shooting", None, None),
    (
        "The general, who was wounded in 2029, escaped when a bomb exploded on Friday.",
        "2029,Friday", "", "exploded", "Friday", None,
    ),
    ("Two men from Kitwe were shot in Ndola.", "", "Kitwe,Ndola", "shot", None, "Ndola"),
    ("On Sunday, nine people were reported killed in Azaz.", "Sunday", "Azaz", "killed", "Sunday", "Azaz"),
    ("Detectives are investigating a robbery in Kisumu on Friday.", "Friday", "Kisumu", "robbery", "Friday", "Kisumu"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "times", "places", "word", "time", "place"), ONE_SENTENCE)
def test_a_clause_keeps_its_own_time_and_place(
    text: str, times: str, places: str, word: str, time: str | None, place: str | None
) -> None:
    assert linked(layered(text, times, places), word) == (time, place)


def test_time_and_place_run_on_in_the_paragraph_and_no_further() -> None:
    text = "A convoy was ambushed near Sevare on Monday. Six soldiers died.\n\nElsewhere a trader was shot."
    layers = layered(text, "Monday", "Sevare")
    assert linked(layers, "died") == ("Monday", "Sevare")
    assert linked(layers, "shot")[0] is None


def test_the_one_day_that_a_report_tells_of_is_the_day_of_its_news() -> None:
    text = "Gunmen shot two guards near Sevare.\n\nOfficers searched the road on Monday. They have arrested a man."
    layers = layered(text, "Monday")
    assert linked(layers, "shot")[0] == "Monday"
    assert linked(layers, "arrested")[0] is None, "what has come about by now has no running day"


def test_of_two_days_neither_is_the_day_of_the_news() -> None:
    text = "Gunmen shot two guards near Sevare.\n\nOfficers searched the road on Monday.\n\nA shop burned on Friday."
    layers = layered(text, "Monday,Friday")
    first, second = layers.times
    apart = replace(layers, times=(first, replace(second, start="2031-05-04", end="2031-05-04")))
    assert linked(layers, "shot")[0] == "Monday"
    assert linked(apart, "shot")[0] is None


def test_a_hospital_is_no_place_of_what_befell_those_brought_to_it() -> None:
    text = "A mine wounded three soldiers. They were flown to Karanja Hospital. The mine went off at six."
    assert linked(layered(text, "", "Karanja Hospital"), "wounded")[1] is None


def test_a_time_of_speech_does_not_run_on() -> None:
    layers = layered("The governor said on Monday that calm had returned. Six soldiers died.", "Monday")
    assert linked(layers, "died")[0] is None


def test_what_went_before_does_not_take_the_running_time() -> None:
    layers = layered("A market was hit on Monday. Rockets had killed ten people there.", "Monday")
    assert linked(layers, "killed")[0] is None


def test_the_next_sentence_may_say_when_it_happened() -> None:
    layers = layered("Two men were shot at a bus stop. It happened on Sunday near the depot.", "Sunday")
    assert linked(layers, "shot")[0] == "Sunday"


def test_a_verb_of_speech_in_the_present_owns_no_past_time() -> None:
    layers = layered("Police say on Sunday two men robbed a trader. The trader was shot.", "Sunday")
    assert linked(layers, "shot")[0] == "Sunday"


def test_a_dateline_in_the_first_sentence_dates_and_places_nothing() -> None:
    text = "KANO, Nigeria (May 3) - Raiders killed a farmer in Zamfara on Monday."
    layers = layered(text, "May 3,Monday", "KANO,Zamfara", "KANO, Nigeria")
    assert linked(layers, "killed") == ("Monday", "Zamfara")


def test_the_one_place_of_a_report_holds_in_later_paragraphs() -> None:
    layers = layered("Shells fell on Avdiivka.\n\nFour people were killed.", "", "Avdiivka")
    assert linked(layers, "killed")[1] == "Avdiivka"


def test_two_places_are_no_place() -> None:
    layers = layered("Shells fell on Avdiivka and Marinka.\n\nFour people were killed.", "", "Avdiivka,Marinka")
    assert linked(layers, "killed")[1] is None


def test_a_dateline_is_a_place_only_where_there_is_no_other() -> None:
    alone = layered("BANGUI: Four people were killed.\n\nTwo others died later.", "", "BANGUI", "BANGUI")
    assert linked(alone, "died")[1] == "BANGUI"
    other = layered("BANGUI: Four people were killed in Bria.\n\nTwo others died later.", "", "BANGUI,Bria", "BANGUI")
    assert linked(other, "died")[1] == "Bria"


def test_the_narrowest_attribution_holds() -> None:
    text = "The paper said the ministry had said that ten died."
    layers = layered(text)
    wide = Attribution("q1", "indirect", None, span_of(text, 15, len(text)), ("s1",))
    narrow = Attribution("q2", "indirect", None, span_of(text, text.index("ten"), len(text)), ("s2",))
    from dataclasses import replace

    linker = Linker(replace(layers, attributions=(wide, narrow)))
    assert linker.attribution_for(span_of(text, text.index("ten"), text.index("ten") + 3)) == narrow
    assert linker.attribution_for(span_of(text, 0, 9)) is None


def test_a_day_after_since_dates_nothing_told_before_it() -> None:
    text = "A strike in Dera killed three. Deaths rose to 24 since the war began on Monday."
    layers = layered(text, times="Monday", places="Dera")
    assert linked(layers, "killed")[0] is None


OF_ANOTHER_CLAUSE = [
    ("Snipers shot a nurse in Taiz; in Marib, gunmen seized a bus.", "Taiz,Marib", "shot", "Taiz"),
    ("Snipers shot a nurse in Taiz; in Marib, gunmen seized a bus.", "Taiz,Marib", "seized", "Marib"),
    ("Troops shelled the road to Gao, while rebels burned a mill in Kidal.", "Gao,Kidal", "burned", "Kidal"),
    ("Soldiers arrested a trader, while rebels burned a mill in Kidal.", "Kidal", "arrested", None),
    ("Five were hurt in Kirkuk. The minister flew to Ankara. Gunmen killed a guard.", "Kirkuk,Ankara", "killed", "Kirkuk"),
    ("A shell hit a camp in Jenin under a truce brokered by Egypt.", "Jenin,Egypt", "truce", "Jenin"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "places", "word", "place"), OF_ANOTHER_CLAUSE)
def test_a_place_of_another_clause_is_not_taken(text: str, places: str, word: str, place: str | None) -> None:
    assert linked(layered(text, places=places), word)[1] == place


def test_a_village_is_not_the_town_that_it_is_measured_from() -> None:
    layers = layered("Raiders burned Garwa, 90 km east of Maiduguri.", "", "Garwa,Maiduguri")
    garwa, town = layers.places
    far = replace(garwa, where_prec=4, relation="east_of", distance_km=90.0, country="NGA", within=None)
    linker = Linker(replace(layers, places=(far, replace(town, country="NGA", within=far.id))))
    assert linker.place_for(next(t for t in layers.doc if t.text == "burned"))[0] == far.id


def test_a_deadline_and_a_day_to_come_do_not_run_on() -> None:
    due = layered("The army is to leave by Monday. Gunmen shot two guards.", "Monday")
    assert linked(due, "shot")[0] is None
    ahead = layered("The envoy is expected on Monday. Gunmen shot two guards.", "Monday")
    told = Linker(replace(ahead, report=replace(ahead.report, published="2031-05-07")))
    assert told.time_for(next(t for t in ahead.doc if t.text == "shot"))[0] is None


def test_what_is_said_or_to_come_is_only_where_and_when_its_sentence_says() -> None:
    layers = layered("A market was hit in Zinder on Monday. Gunmen will burn the town.", "Monday", "Zinder")
    linker, token = Linker(layers), next(t for t in layers.doc if t.text == "burn")
    assert linker.place_for(token, told_there=False)[0] is None
    assert linker.time_for(token, came_about=False)[0] is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Militants stormed the village of Ngamdu, 97 km west of the state capital Maiduguri, on Sunday.", "Ngamdu"),
        ("The Liberation Tigers of Tamil Eelam stormed a base in Kilinochchi.", "Kilinochchi"),
        ("The Liberation Tigers of Tamil Eelam stormed a base.", None),
    ],
)
def test_the_place_of_a_deed(read: Callable[..., Reading], text: str, place: str | None) -> None:
    got = read(text, published="2015-02-10")
    names = {p.id: p.name for p in got.places}
    assert [names.get(e.place or "") for e in got.events] == [place]


def test_what_is_yet_to_be_done_and_when_a_paper_took_force_place_and_date_nothing_else(
    read: Callable[..., Reading],
) -> None:
    text = (
        "Israeli tank fire hit six areas near the border. Under the deal, which came into force on Wednesday, "
        "Hezbollah must move its fighters north of the Litani river."
    )
    fire = next(e for e in read(text, published="2024-11-28").events if e.trigger.text == "fire")
    assert (fire.place, fire.time) == (None, None)
