"""Time expressions: what they span and which days they name, against sentences of our own."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.reading.head import HeadStage
from dateline.reading.parser import ParseStage
from dateline.reading.pipeline import Reader
from dateline.reading.times import TimeStage
from dateline.reading.times.grammar import element_at, find, first_words, second_words
from dateline.reading.times.lexer import lex
from dateline.record import Report, Time

READER = Reader(stages=[HeadStage(), ParseStage(), TimeStage()])
SATURDAY = "2031-03-15"

Found = dict[str, tuple[Time, ...]]


def times_in(text: str, published: str | None = SATURDAY) -> tuple[Time, ...]:
    return READER.read(Report.of(text, published=published)).times


@pytest.fixture(scope="module")
def found() -> Found:
    """The times of every sentence of the tables, parsed in one go."""
    texts = [row[0] for row in (*ONE_DAY, *STRETCHES, *STORY, *HARD)] + NO_DATE
    reports = [Report.of(t, published=SATURDAY) for t in texts]
    return {t: reading.times for t, reading in zip(texts, READER.read_all(reports, batch_size=200), strict=True)}


def by_words(times: tuple[Time, ...]) -> dict[str, tuple[str | None, str | None]]:
    return {t.span.text: (t.start, t.end) for t in times}


def days(text: str, published: str | None = SATURDAY) -> dict[str, tuple[str | None, str | None]]:
    return by_words(times_in(text, published))


ONE_DAY = [
    # absolute
    ("Shells fell on Kharkiv on 3 May 2029.", "3 May 2029", "2029-05-03"),
    ("The garrison surrendered on May 3, 2029, officials said.", "May 3, 2029", "2029-05-03"),
    ("The garrison surrendered on the 3rd of May 2029.", "the 3rd of May 2029", "2029-05-03"),
    ("The bridge was blown up on 2029-05-03 by engineers.", "2029-05-03", "2029-05-03"),
    ("The convoy left Gao on 23 AUG 88 at first light.", "23 AUG 88", "1988-08-23"),
    ("Contact was made at 231800Z AUG 04 near the river.", "231800Z AUG 04", "2004-08-23"),
    ("The clash of 25.12.2028 left the post in ruins.", "25.12.2028", "2028-12-25"),
    ("The clash of 25/12/2028 left the post in ruins.", "25/12/2028", "2028-12-25"),
    # a missing year, a weekday, words for days
    ("Rebels entered Bunia on 9 March and looted the market.", "9 March", "2031-03-09"),
    ("Rebels entered Bunia on December 9 and looted the market.", "December 9", "2030-12-09"),
    ("The two sides will sign the accord on 2 April in Geneva.", "2 April", "2031-04-02"),
    ("Gunmen killed a judge on Thursday in Cali.", "Thursday", "2031-03-13"),
    ("Gunmen killed a judge last Thursday in Cali.", "last Thursday", "2031-03-13"),
    ("The envoy will meet the rebels on Thursday.", "Thursday", "2031-03-20"),
    ("The envoy is expected to meet the rebels next Thursday.", "next Thursday", "2031-03-20"),
    ("Two mortar bombs hit the camp yesterday.", "yesterday", "2031-03-14"),
    ("Two mortar bombs hit the camp the day before yesterday.", "the day before yesterday", "2031-03-13"),
    ("The talks resume tomorrow in Doha.", "tomorrow", "2031-03-16"),
    ("Four villages were burned three days ago.", "three days ago", "2031-03-12"),
    ("The siege was lifted 48 hours ago.", "48 hours ago", "2031-03-13"),
    # parts of the day
    ("A car bomb went off on Wednesday morning in Mogadishu.", "Wednesday morning", "2031-03-12"),
    ("A car bomb went off early Wednesday in Mogadishu.", "early Wednesday", "2031-03-12"),
    ("A car bomb went off last night in Mogadishu.", "last night", "2031-03-14"),
    ("A car bomb went off in the early hours of Friday.", "the early hours of Friday", "2031-03-14"),
    ("A car bomb went off at 10.30 p.m. on Friday.", "10.30 p.m. on Friday", "2031-03-14"),
    ("A car bomb went off at noon on 4 March.", "noon on 4 March", "2031-03-04"),
    ("The raid began on the night of 4 March.", "the night of 4 March", "2031-03-04"),
    ("Two men were held during an operation today.", "today", "2031-03-15"),
    ("Two men were held in an operation Wednesday.", "Wednesday", "2031-03-12"),
    # capitals, as old wires have them
    ("THE POLICE STATION AT TARAPOTO WAS ATTACKED ON 3 JAN 30 BY ARMED MEN.", "3 JAN 30", "2030-01-03"),
    ("THE ARMY REPORTED YESTERDAY THAT NINE GUERRILLAS WERE KILLED NEAR AYACUCHO.", "YESTERDAY", "2031-03-14"),
    ("THE MAYOR WAS KIDNAPPED ON 30 DECEMBER BY UNIDENTIFIED MEN IN TWO VEHICLES.", "30 DECEMBER", "2030-12-30"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "span", "day"), ONE_DAY, ids=[f"{s} in {t[:24]}" for t, s, _ in ONE_DAY])
def test_a_day(text: str, span: str, day: str, found: Found) -> None:
    assert by_words(found[text]).get(span) == (day, day)
    assert {t.date_prec for t in found[text] if t.span.text == span} == {1}


STRETCHES = [
    ("Fighting spread in February 2030.", "February 2030", "2030-02-01", "2030-02-28", 4),
    ("Fighting spread in November.", "November", "2030-11-01", "2030-11-30", 4),
    ("Fighting spread in late September 2030.", "late September 2030", "2030-09-21", "2030-09-30", 3),
    ("Fighting spread at the end of February.", "the end of February", "2031-02-21", "2031-02-28", 3),
    ("Fighting spread in mid-2014.", "mid-2014", "2014-05-01", "2014-08-31", 5),
    ("Fighting spread early in 2014.", "early in 2014", "2014-01-01", "2014-04-30", 5),
    ("The camps date from the 1990s.", "the 1990s", "1990-01-01", "1999-12-31", 5),
    ("The camps date from the early 1990s.", "the early 1990s", "1990-01-01", "1993-12-31", 5),
    ("The front has not moved since 2029.", "2029", "2029-01-01", "2029-12-31", 5),
    ("Nine people died this week in Kaduna.", "this week", "2031-03-10", "2031-03-16", 3),
    ("Nine people died last week in Kaduna.", "last week", "2031-03-03", "2031-03-09", 3),
    ("Nine people died last month in Kaduna.", "last month", "2031-02-01", "2031-02-28", 4),
    ("Nine people died last year in Kaduna.", "last year", "2030-01-01", "2030-12-31", 5),
    ("Nine people died over the past three weeks.", "the past three weeks", "2031-02-22", "2031-03-15", 4),
    ("Nine people died in the past 48 hours.", "the past 48 hours", "2031-03-13", "2031-03-15", 2),
    ("Nine people died between 3 and 5 May 2030.", "3 and 5 May 2030", "2030-05-03", "2030-05-05", 2),
    ("Nine people died on 12-13 March 2030.", "12-13 March 2030", "2030-03-12", "2030-03-13", 2),
    ("Nine people died from Monday to Wednesday.", "Monday to Wednesday", "2031-03-10", "2031-03-12", 2),
    ("Nine people died from 28 February to 2 March.", "28 February to 2 March", "2031-02-28", "2031-03-02", 2),
    ("The war of 1914-18 began there.", "1914-18", "1914-01-01", "1918-12-31", 5),
    ("Output fell in the third quarter of 2030.", "the third quarter of 2030", "2030-07-01", "2030-09-30", 5),
    ("The army left in the second half of 2030.", "the second half of 2030", "2030-07-01", "2030-12-31", 5),
    ("The army left in the first week of May 2030.", "the first week of May 2030", "2030-04-29", "2030-05-05", 3),
    ("The army left in June last year.", "June last year", "2030-06-01", "2030-06-30", 4),
    ("The army left in the summer of 2030.", "the summer of 2030", "2030-06-01", "2030-08-31", 5),
    ("Ramadan 2024 brought no truce.", "Ramadan 2024", "2024-03-11", "2024-04-09", 4),
    ("Jets struck the port overnight.", "overnight", "2031-03-14", "2031-03-15", 2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "span", "start", "end", "prec"), STRETCHES, ids=[r[1] for r in STRETCHES])
def test_a_stretch_of_days(text: str, span: str, start: str, end: str, prec: int, found: Found) -> None:
    assert {t.span.text: (t.start, t.end, t.date_prec) for t in found[text]}.get(span) == (start, end, prec)


STORY = [
    ("The army took Bor on 4 March. Two days later it lost it again.", "Two days later", "2031-03-06"),
    ("The army took Bor on 4 March. The next day it lost it again.", "The next day", "2031-03-05"),
    ("The army took Bor on 4 March. On the same day it lost Pibor.", "the same day", "2031-03-04"),
    ("The army took Bor on 4 March. That night it lost Pibor.", "That night", "2031-03-04"),
    ("The army took Bor on 4 March. The day before, it had lost Pibor.", "The day before", "2031-03-03"),
    ("The army took Bor on 4 March. It lost Pibor on the morning of the 7th.", "the morning of the 7th", "2031-03-07"),
    ("The army took Bor on 4 March. The following Friday it lost Pibor.", "The following Friday", "2031-03-07"),
    ("On 6 and 7 June 2030 the shelling went on.", "6", "2030-06-06"),
    ("A week after the bombing of 4 March the market opened again.", "4 March", "2031-03-04"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "span", "day"), STORY, ids=[r[1] for r in STORY])
def test_told_from_the_story(text: str, span: str, day: str, found: Found) -> None:
    assert by_words(found[text]).get(span) == (day, day)


NO_DATE = [
    "Every Friday the families gather at the gate.",
    "The patrols pass each morning and on Mondays.",
    "Amal Haddad, 63 years old, lost a 12-year-old son.",
    "The fighters may march on the capital for a second time.",
    "Theresa May and April Jones met the delegation.",
    "The 7th Division lost 1,990 men and 2,014 vehicles.",
    "Some 1990 people fled to the hills.",
    "They were attacked three times a day.",
    "Operation Ramadan was planned by the general staff.",
    "The protesters held a long march to the parliament.",
]


@pytest.mark.parametrize("text", NO_DATE)
def test_what_is_no_date(text: str, found: Found) -> None:
    assert [t.span.text for t in found[text] if t.start or t.end] == []


HARD: list[tuple[str, dict[str, str | None]]] = [
    ("Fighting resumed on Monday after a three-day lull that followed the accord of 28 February.",
     {"Monday": "2031-03-10", "28 February": "2031-02-28"}),
    ("The president, in power since 1993, declared martial law at 10 p.m. on Tuesday and lifted it six hours later.",
     {"1993": "1993-01-01", "10 p.m. on Tuesday": "2031-03-11"}),
    ("Police said the bodies found on Thursday had lain there since at least the beginning of the month.",
     {"Thursday": "2031-03-13", "the beginning of the month": "2031-03-01"}),
    ("The bombing, the third in as many days, came as officials marked the 20th anniversary of the 2011 revolution.",
     {"2011": "2011-01-01"}),
    ("In a statement dated 12 March and released on Friday, the group claimed the ambush of 9 March.",
     {"12 March": "2031-03-12", "Friday": "2031-03-14", "9 March": "2031-03-09"}),
    ("He joined the rebels at 14 in 2019, was captured the following year and released in 2028.",
     {"2019": "2019-01-01", "the following year": "2020-01-01", "2028": "2028-01-01"}),
    ("Between 8 and 10 p.m. on Wednesday the power station was hit three times.",
     {"10 p.m. on Wednesday": "2031-03-12"}),
    ("Every night since Sunday there has been shooting on the bridge.",
     {"Sunday": "2031-03-09"}),
    ("The camp was hit in November and December 2030 and twice more in the first ten days of January.",
     {"November": "2030-11-01", "December 2030": "2030-12-01"}),
    ("The Sunday market was empty on Wednesday.",
     {"Wednesday": "2031-03-12"}),
    ("Gunmen killed the judge last June, a year after they had shot his brother.",
     {"last June": "2030-06-01"}),
    ("Residents recalled how, in the spring of 1999, soldiers had come at dawn.",
     {"the spring of 1999": "1999-03-01"}),
    ("\"Last night was the worst since the start of the war,\" said a man reached by phone on Thursday.",
     {"Last night": "2031-03-12", "Thursday": "2031-03-13"}),
    ("The minister will resign at the end of this month, a spokesman said late on Thursday.",
     {"the end of this month": "2031-03-21", "late on Thursday": "2031-03-13"}),
    ("The attack on Friday evening was followed by a second on Saturday at dawn.",
     {"Friday evening": "2031-03-14", "Saturday at dawn": "2031-03-15"}),
    ("From late 2029 to early 2030 the town changed hands four times.",
     {"late 2029 to early 2030": "2029-09-01"}),
    ("It was the first raid in ten days and the deadliest since that of 11 February.",
     {"11 February": "2031-02-11"}),
    ("The truce took hold at 0600 GMT on Friday, 14 March.",
     {"0600 GMT on Friday, 14 March": "2031-03-14"}),
    ("Three days of talks ended on Thursday without a deal; the next round is set for early April.",
     {"Thursday": "2031-03-13", "early April": "2031-04-01"}),
    ("Some of the dead had been missing since 2026 or even earlier.",
     {"2026": "2026-01-01"}),
    ("The hospital, bombed in May, reopened in October, only to be bombed again this week.",
     {"May": "2030-05-01", "October": "2030-10-01", "this week": "2031-03-10"}),
    ("On Sunday, March 9, and again two days later, drones hit the refinery.",
     {"Sunday, March 9": "2031-03-09", "two days later": "2031-03-11"}),
    ("Troops fired on mourners on Monday, hours after the burial of those killed on Sunday.",
     {"Monday": "2031-03-10", "Sunday": "2031-03-09"}),
    ("He had voted in every election since 1994, the year apartheid ended.",
     {"1994": "1994-01-01"}),
    ("By the time the firing stopped on Tuesday at noon, the lower town was ash.",
     {"Tuesday at noon": "2031-03-11"}),
    ("The commission must report within 60 days, that is by 14 May.",
     {"14 May": "2031-05-14"}),
    ("The 9/11 attacks and the 7 October assault were both invoked.",
     {"7 October": "2030-10-07"}),
    ("The strike of August 1, 2030, killed 14; that of the 3rd, nine.",
     {"August 1, 2030": "2030-08-01", "the 3rd": "2030-08-03"}),
    ("The army said Wednesday's shelling was a response to Monday night's attack.",
     {"Wednesday": "2031-03-12", "Monday night": "2031-03-10"}),
    ("The village was emptied in 1948 and again in 1967.",
     {"1948": "1948-01-01", "1967": "1967-01-01"}),
    ("At 6:15 on Thursday morning a mine went off under a school bus.",
     {"6:15 on Thursday morning": "2031-03-13"}),
    ("The rebels captured the town a little over a year ago.",
     {"a year ago": "2030-01-01"}),
    ("More than 40 people were killed in the first two weeks of March.",
     {"the first two weeks of March": "2031-03-03"}),
    ("The army, which had lost the ridge on Monday and won it back the next day, withdrew from it on Friday.",
     {"Monday": "2031-03-10", "the next day": "2031-03-11", "Friday": "2031-03-14"}),
    ("\"My brother told me, 'Come on Tuesday,' and I came on Wednesday,\" a driver said on Friday.",
     {"Tuesday": "2031-03-11", "Wednesday": "2031-03-12", "Friday": "2031-03-14"}),
    ("The village, founded in 1890 and burned twice in the civil war of the 1960s, was shelled again on Thursday.",
     {"1890": "1890-01-01", "the 1960s": "1960-01-01", "Thursday": "2031-03-13"}),
    ("The governor was shot on 2 March. Since then the bazaar has stayed shut.",
     {"2 March": "2031-03-02"}),
    ("Earlier in the day, shells had hit the school, witnesses said on Thursday.",
     {"Thursday": "2031-03-13"}),
    ("Two bombs went off on Wednesday. Earlier in the day, a third had been found under a bridge.",
     {"Wednesday": "2031-03-12", "Earlier in the day": "2031-03-12"}),
    ("He was freed on Thursday, exactly six years after he was seized.",
     {"Thursday": "2031-03-13", "six years after": "2031-03-13"}),
    ("The ceasefire that expired at midnight on Sunday had been renewed in December and again in January.",
     {"midnight on Sunday": "2031-03-09", "December": "2030-12-01", "January": "2031-01-01"}),
    ("On Friday the court sentenced a colonel for a massacre in June 2004, when he was a captain, and another in August that year.",
     {"Friday": "2031-03-14", "June 2004": "2004-06-01", "August that year": "2004-08-01"}),
    ("They have until Monday to leave, the general warned on Friday.",
     {"Monday": "2031-03-17", "Friday": "2031-03-14"}),
    ("The general gave them until noon on Monday to leave.",
     {"noon on Monday": "2031-03-17"}),
    ("The curfew, imposed a week ago, will be lifted on Monday.",
     {"a week ago": "2031-03-03", "Monday": "2031-03-17"}),
    ("The rebels would free the hostages by Sunday, their spokesman said.",
     {"Sunday": "2031-03-16"}),
    ("In the three months to February, 412 civilians were killed.",
     {"February": "2031-02-01"}),
    ("The siege entered its fifth day on Saturday, with no food since Wednesday.",
     {"Saturday": "2031-03-15", "Wednesday": "2031-03-12"}),
    ("In 2024, when the first truce collapsed, he fled; he came back last spring.",
     {"2024": "2024-01-01", "last spring": "2030-03-01"}),
    ("The peace of 1999 held until last month.",
     {"1999": "1999-01-01", "last month": "2031-02-01"}),
    ("A soldier wounded in Tuesday's clash died of his wounds early on Saturday.",
     {"Tuesday": "2031-03-11", "early on Saturday": "2031-03-15"}),
    ("The convoy was attacked twice last week, on Monday and again on Thursday.",
     {"last week": "2031-03-03", "Monday": "2031-03-03", "Thursday": "2031-03-06"}),
    ("The district fell on 5 January; within a fortnight, on the 17th, it was retaken.",
     {"5 January": "2031-01-05", "the 17th": "2031-01-17"}),
    ("Nine people died in the attack late on Thursday night and a tenth on Friday morning.",
     {"late on Thursday night": "2031-03-13", "Friday morning": "2031-03-14"}),
    ("At the height of the fighting, in the winter of 2029-30, the hospital ran without power.",
     {"the winter of 2029-30": "2029-12-01"}),
    ("Elections set for next Sunday were put off to 6 April.",
     {"next Sunday": "2031-03-16", "6 April": "2031-04-06"}),
    ("The 2015 accord expired at the end of last year.",
     {"2015": "2015-01-01", "the end of last year": "2030-09-01"}),
    ("Six months ago, on 12 September, the mine was closed.",
     {"Six months ago": "2030-09-01", "12 September": "2030-09-12"}),
    ("He was last seen on the evening of Sunday 9 March near the ford.",
     {"the evening of Sunday 9 March": "2031-03-09"}),
    ("Troops entered on Sunday. On Tuesday they left, only to return two nights later.",
     {"Sunday": "2031-03-09", "Tuesday": "2031-03-11", "two nights later": "2031-03-13"}),
    ("The rebels' ultimatum runs out at 6 p.m. tomorrow.",
     {"6 p.m. tomorrow": "2031-03-16"}),
    ("On the eve of the vote, set for 20 March, gunmen killed a candidate in the 1990s stronghold of the movement.",
     {"20 March": "2031-03-20", "the 1990s": "1990-01-01"}),
    ("The latest strike comes less than 24 hours after Thursday's raid on the port.",
     {"Thursday": "2031-03-13"}),
    ("The raid came three days before the anniversary of the 8 March uprising.",
     {"8 March": "2031-03-08"}),
    ("Some 200 people have been killed so far this year, against 90 in the whole of 2030.",
     {"this year": "2031-01-01", "2030": "2030-01-01"}),
    ("Clashes on the night of Thursday to Friday left five dead.",
     {"the night of Thursday to Friday": "2031-03-13"}),
    ("The two were arrested on 1 and 3 March respectively, and charged on Monday last.",
     {"Monday last": "2031-03-10"}),
    ("In the week to 9 March the clinic treated 40 wounded.",
     {"9 March": "2031-03-09"}),
    ("The men who were seized on Monday, two days after the raid, are free.", {"two days after": "2031-03-10"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), HARD, ids=[h[0][:40] for h in HARD])
def test_harder_prose(text: str, expected: dict[str, str | None], found: Found) -> None:
    read = by_words(found[text])
    assert {words: read.get(words, (None, None))[0] for words in expected} == expected


def test_a_duration_names_no_day() -> None:
    (found,) = times_in("Artillery pounded the district for three days.")
    assert (found.span.text, found.type, found.start, found.end) == ("three days", "duration", None, None)


def test_without_a_day_of_speech_deixis_stays_open() -> None:
    assert days("Nine people died yesterday near Goma, and two on Friday.", None) == {
        "yesterday": (None, None),
        "Friday": (None, None),
    }


def test_the_day_of_publication_is_never_a_default() -> None:
    assert times_in("Nine people died near Goma when a boat sank.") == ()


CHRONICLE = """The revolt began on 3 February 1911. In March the rebels took the pass, and two days later the town.

On 9 May 1911 the president fled. In June the new cabinet met, and in 1912 it fell.

The second revolt began in October 1912. By December the capital was cut off. In January the garrison gave up.

In 1914 the port was blockaded, in 1915 it fell, and on 4 April 1916 the last fort was taken. Peace came in 1917.
"""


def test_a_chronicle_is_told_from_date_to_date() -> None:
    found = days(CHRONICLE, "2030-01-01")
    assert found["March"] == ("1911-03-01", "1911-03-31")
    assert found["June"] == ("1911-06-01", "1911-06-30")
    assert found["December"] == ("1912-12-01", "1912-12-31")
    assert found["January"] == ("1913-01-01", "1913-01-31")


def test_a_dateline_is_the_anchor_and_no_time_of_the_story() -> None:
    text = "SAN VICENTE, 3 Jan 90 (AFP) -- Guerrillas blew up two pylons yesterday, the army said."
    assert days(text, None) == {"yesterday": ("1990-01-02", "1990-01-02")}


def test_a_digest_counts_from_each_dateline() -> None:
    text = (
        "LIMA, 3 Jan 90 (AFP) -- Two mayors were shot yesterday.\n\n"
        "BOGOTA, 9 Jan 90 (EFE) -- A pipeline was blown up yesterday.\n"
    )
    assert [t.start for t in times_in(text, None)] == ["1990-01-02", "1990-01-08"]


def test_a_quotation_counts_from_its_own_day() -> None:
    found = times_in('"They came yesterday and burned the granary," an elder said on Thursday.')
    assert [(t.span.text, t.start, t.anchor) for t in found] == [
        ("yesterday", "2031-03-12", "2031-03-13"),
        ("Thursday", "2031-03-13", SATURDAY),
    ]


def test_a_named_event_is_an_anchor_once_it_is_dated() -> None:
    found = times_in("Soldiers shelled Aweil on 2 March. Three days after the shelling, aid arrived.")
    assert (found[1].start, found[1].anchor) == ("2031-03-05", "2031-03-02")
    (open_one,) = times_in("Three days after the shelling, aid arrived.")
    assert open_one.start is None


def test_what_a_time_was_counted_from_is_recorded() -> None:
    told = times_in("The army took Bor on 4 March 2031. Two days later it lost it, and on Friday it withdrew.")
    assert [(t.anchor, t.why) for t in told] == [
        (None, None),
        ("2031-03-04", "the last date told"),
        (SATURDAY, "the day of publication"),
    ]


def test_that_day_needs_a_day_told() -> None:
    assert [t.start for t in times_in("Later that day, a second convoy was hit.")] == [None]


def test_a_paragraph_of_the_past_keeps_its_year() -> None:
    found = days("In August 2014 militants took the town. In October the army returned; by December it held the north.")
    assert found["October"] == ("2014-10-01", "2014-10-31")
    assert found["December"] == ("2014-12-01", "2014-12-31")


def test_months_that_are_verbs_in_capitals() -> None:
    text = "IN MAY, THE ARMY MAY MARCH ON THE CITY. THE MARCH 1 ATTACK KILLED NINE AT THE PROTEST MARCH."
    assert list(days(text)) == ["MAY", "MARCH 1"]


@pytest.mark.parametrize("piece", ["early ", "the end of ", "first week of ", "1 pm ", "3, ", "May 3 to ", "a year "])
def test_any_length_is_read_in_proportion(piece: str) -> None:
    started = time.perf_counter()
    words = lex(piece * 2_000, 0, len(piece) * 2_000)
    assert len(find(words)) <= len(words)
    assert time.perf_counter() - started < 10


def test_a_feast_takes_the_year_printed_beside_it() -> None:
    found = days("Worshippers gathered for Ashura in 2004. Easter was on 4 April 2021.")
    assert found["Ashura in 2004"] == ("2004-03-01", "2004-03-01")
    assert found["Easter"] == ("2021-04-04", "2021-04-04")


def test_ids_follow_the_text() -> None:
    found = times_in("On Monday two died, on Tuesday three, on Wednesday none.")
    assert [t.id for t in found] == ["t1", "t2", "t3"]
    assert [t.start for t in found] == ["2031-03-10", "2031-03-11", "2031-03-12"]


PIECES = st.sampled_from(
    ["on ", "3 ", "May ", "1990", "the ", "end of ", "last ", "two ", "weeks ", "ago", "-", ", ", "between ", "and ",
     "Friday", " to ", "10:30 ", "p.m. ", "231800Z ", "AUG ", "04 ", "early ", "hours ", "'80s ", "31 ", "February ",
     "after ", "a ", "year ", "earlier", ". ", "\n\n", "\"", "quarter ", "of ", "7/8/2014 ", "Ramadan ", "9999 "]
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_words_of_time_are_read_in_order_and_in_place(text: str) -> None:
    report = Report.of(text, published=SATURDAY)
    found = READER.read(report).times
    for t in found:
        assert report.text[t.span.start : t.span.end] == t.span.text
        assert not (t.start and t.end) or t.start <= t.end
    ends = [t.span.end for t in found]
    assert all(a.span.start >= b for a, b in zip(found[1:], ends, strict=False))


WORDS = st.sampled_from([*sorted(second_words()), "of", "army", "ago", ",", "s", "7", "1998", "quarter", "th", "to"])


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(["the", "a", "an", "his", "that", "this", "its", "'"]),
    st.sampled_from(["army", "of", "ago", ",", "s", "part", "to", "and", "hundred"]),
    st.lists(WORDS, max_size=5),
)
def test_what_is_passed_over_after_an_article_begins_no_time(article: str, after: str, more: list[str]) -> None:
    assert article in first_words()
    assert after not in second_words()
    text = " ".join([article, after, *more])
    assert not element_at(lex(text, 0, len(text)), 0)


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("The rebels agreed on Tuesday to leave Kidal by Friday.", "Friday", "2031-05-09"),
        ("Troops pledged to go home before Saturday.", "Saturday", "2031-05-10"),
        ("Armenia is to return Lachin by 1 December.", "1 December", "2031-12-01"),
        ("On 3 May Chad and Sudan agreed to a truce.", "3 May", "2031-05-03"),
        ("The army had planned to leave by Friday.", "Friday", "2031-05-02"),
    ],
)
def test_a_day_by_which_something_was_pledged_lies_ahead(text: str, words: str, day: str) -> None:
    assert by_words(times_in(text, "2031-05-08"))[words][0] == day
