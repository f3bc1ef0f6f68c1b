"""Heads of many layouts, of outlets that no list knows: what each prints is read, and no sentence of the body is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

import pytest

from dateline.reading.head import HeadStage
from dateline.reading.layers import Layers
from dateline.record import Report

if TYPE_CHECKING:
    from spacy.tokens import Doc

BODY = "Gunmen opened fire on a convoy near the river crossing on Tuesday and killed six people, the mayor said."
MORE = "Residents said that the road had been closed since dawn and that the wounded could not be moved."


class Layout(NamedTuple):
    """A head, and what must be read from it. `kinds`: zones before the body."""

    name: str
    head: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    day: str | None = None
    place: str | None = None
    body: str = BODY


LAYOUTS = [
    Layout("outlet under by-line", "Shells hit the harbour\n\nBy Omar Diallo\nSavannah Ledger\n4 March 2031",
           "Shells hit the harbour", ("Omar Diallo",), "Savannah Ledger", "2031-03-04"),
    Layout("outlet and date alone", "Truce ends in Pibor\n\nThe Equator Courier\n4 March 2031",
           "Truce ends in Pibor", (), "The Equator Courier", "2031-03-04"),
    Layout("a blank line between each", "Truce ends in Pibor\n\nBy Mary Lado\n\nUpper Nile Today\n\n4 March 2031",
           "Truce ends in Pibor", ("Mary Lado",), "Upper Nile Today", "2031-03-04"),
    Layout("bars on one line", "Mine kills two in Donbas\nBy Iryna Koval | Steppe Review | 9 June 2029",
           "Mine kills two in Donbas", ("Iryna Koval",), "Steppe Review", "2029-06-09"),
    Layout("comma, then a bar", "Mine kills two in Donbas\nBy Iryna Koval, Steppe Review | 9 June 2029",
           "Mine kills two in Donbas", ("Iryna Koval",), "Steppe Review", "2029-06-09"),
    Layout("dots between", "Blast in Quetta bazaar\nFrontier Mirror · 9 June 2029 · 3 min read",
           "Blast in Quetta bazaar", (), "Frontier Mirror", "2029-06-09"),
    Layout("dashes between", "Blast in Quetta bazaar\nFrontier Mirror - June 9, 2029",
           "Blast in Quetta bazaar", (), "Frontier Mirror", "2029-06-09"),
    Layout("capitals and a dash", "Blast in Quetta bazaar\nFRONTIER MIRROR - 9 June 2029",
           "Blast in Quetta bazaar", (), "FRONTIER MIRROR", "2029-06-09"),
    Layout("by X for Y", "Farmers flee Zamfara raids\n\nBy Sani Bello for Northern Digest\nSaturday, June 9, 2029",
           "Farmers flee Zamfara raids", ("Sani Bello",), "Northern Digest", "2029-06-09"),
    Layout("by X in Z", "Farmers flee Zamfara raids\n\nBy Sani Bello in Gusau\nNorthern Digest\n9 June 2029",
           "Farmers flee Zamfara raids", ("Sani Bello",), "Northern Digest", "2029-06-09"),
    Layout("by X and Y in Z for W", "Army retakes Cabo port\nBy Ana Reis and Tom Hale in Pemba for The Coast Witness\n"
           "2029-06-09", "Army retakes Cabo port", ("Ana Reis", "Tom Hale"), "The Coast Witness", "2029-06-09"),
    Layout("staff writer", "Bus ambushed in Cauca\nBy Luis Pardo, Staff Writer\nPublished: 9 June 2029, 14:20 GMT",
           "Bus ambushed in Cauca", ("Luis Pardo",), None, "2029-06-09"),
    Layout("outlet first", "Meridian Wire\n26 August 2029\n\nMortar rounds strike crowd in Taiz",
           "Mortar rounds strike crowd in Taiz", (), "Meridian Wire", "2029-08-26"),
    Layout("outlet above the by-line", "Hill Country Gazette\n\nPolice post burned in Imphal\n\nBy Tomba Singh\n2 May 2029",
           "Police post burned in Imphal", ("Tomba Singh",), "Hill Country Gazette", "2029-05-02"),
    Layout("section label", "World\nGarrison falls in Rakhine\n9 June 2029 14.20 BST", "Garrison falls in Rakhine", (), None,
           "2029-06-09"),
    Layout("section and time", "Middle East\n\nDrone hits depot in Erbil\n\nPublished 12:45 PM EST, Sat June 9, 2029",
           "Drone hits depot in Erbil", (), None, "2029-06-09"),
    Layout("updated beside published", "Drone hits depot in Erbil\nUpdated 10 June 2029\nPublished 9 June 2029",
           "Drone hits depot in Erbil", (), None, "2029-06-09"),
    Layout("updated alone", "Drone hits depot in Erbil\nBy Rawa Aziz\nUpdated: 10 June 2029, 8:05 a.m.",
           "Drone hits depot in Erbil", ("Rawa Aziz",), None, "2029-06-10"),
    Layout("both on one line", "Drone hits depot in Erbil\nBy Rawa Aziz Published June 9, 2029 Updated June 10, 2029",
           "Drone hits depot in Erbil", ("Rawa Aziz",), None, "2029-06-09"),
    Layout("ISO time stamp", "Drone hits depot in Erbil\n2029-06-09T14:20:00Z", "Drone hits depot in Erbil", (), None,
           "2029-06-09"),
    Layout("numeric, one reading", "Curfew in Port-au-Prince\n25/06/2029", "Curfew in Port-au-Prince", (), None, "2029-06-25"),
    Layout("numeric, two readings", "Curfew in Port-au-Prince\n05/06/2029", "Curfew in Port-au-Prince"),
    Layout("numeric, the same both ways", "Curfew in Port-au-Prince\n06/06/2029", "Curfew in Port-au-Prince", (), None,
           "2029-06-06"),
    Layout("place and date", "Ceasefire talks open\nGENEVA, 9 June 2029", "Ceasefire talks open", (), None, "2029-06-09",
           "GENEVA"),
    Layout("place on its own line", "Ceasefire talks open\nBy Eva Stein\nNairobi, Kenya\n9 June 2029", "Ceasefire talks open",
           ("Eva Stein",), None, "2029-06-09", "Nairobi, Kenya"),
    Layout("name and outlet without By", "Clinic shelled in Marawi\n\nJoy Ramos\nIsland Observer\n9 June 2029",
           "Clinic shelled in Marawi", ("Joy Ramos",), "Island Observer", "2029-06-09"),
    Layout("second headline", "Clinic shelled in Marawi\nTwo nurses among the dead as fighting spreads\nBy Joy Ramos\n"
           "9 June 2029", "Clinic shelled in Marawi", ("Joy Ramos",), None, "2029-06-09"),
    Layout("sentence under the headline", "Clinic shelled in Marawi\nTwo nurses are among the dead, an official says.\n\n"
           "By Joy Ramos\nIsland Observer\n9 June 2029", "Clinic shelled in Marawi", ("Joy Ramos",), "Island Observer",
           "2029-06-09"),
    Layout("dateline names the agency", "Clinic shelled in Marawi\n\nHarbour Times\n9 June 2029", "Clinic shelled in Marawi",
           (), "Harbour Times", "2029-06-09", "MARAWI, Philippines", f"MARAWI, Philippines (Pearl Wire) — {BODY}"),
    Layout("dateline alone names it", "Clinic shelled in Marawi", "Clinic shelled in Marawi", (), "Pearl Wire", None,
           "MARAWI, Philippines", f"MARAWI, Philippines (Pearl Wire) — {BODY}"),
    Layout("no head, a dateline", "", None, (), None, None, "BAMAKO, Mali", f"BAMAKO, Mali — {BODY}"),
    Layout("no head", ""),
    Layout("e-mail", "From: Press Desk <desk@example.org>\nTo: all subscribers\nDate: Sat, 9 Jun 2029 14:20:00 +0300\n"
           "Subject: Shelling in Abyei kills nine", "Shelling in Abyei kills nine", (), None, "2029-06-09"),
    Layout("archive fields", "Headline: Shelling in Abyei kills nine\nByline: Deng Malual\nSource: Sudd Tribune\n"
           "Date: 9 June 2029\nSection: News", "Shelling in Abyei kills nine", ("Deng Malual",), "Sudd Tribune", "2029-06-09"),
    Layout("Markdown", "# Raid on Jenin camp\n\n*By Dana Saleh*\n\n**Olive Press** | _9 June 2029_", "Raid on Jenin camp",
           ("Dana Saleh",), "Olive Press", "2029-06-09"),
    Layout("Markdown by-line with outlet", "# Raid on Jenin camp\n\n*By [Dana Saleh](https://x.example/dana), Olive Press, "
           "9 June 2029*", "Raid on Jenin camp", ("Dana Saleh",), "Olive Press", "2029-06-09"),
    Layout("front matter", "---\ntitle: \"Raid on Jenin camp\"\nauthor: Dana Saleh\ndate: 2029-06-09\ntags: raid, camp\n---",
           "Raid on Jenin camp", ("Dana Saleh",), None, "2029-06-09"),
    Layout("press release", "FOR IMMEDIATE RELEASE\nMinistry of Defence\nPress Release No. 45/2029\n9 June 2029\n\n"
           "Border post retaken after night battle", "Border post retaken after night battle", (), "Ministry of Defence",
           "2029-06-09"),
    Layout("situation report", "SITUATION REPORT No. 12, 4 May 2029", "SITUATION REPORT No. 12, 4 May 2029", (), None,
           "2029-05-04"),
    Layout("situation report under a title", "Kivu displacement crisis\nSituation Report No. 3 (as of 4 May 2029)",
           "Kivu displacement crisis", (), None, "2029-05-04"),
    Layout("flash update", "Tigray: Flash Update #7 | 4 May 2029", "Tigray: Flash Update #7 | 4 May 2029", (), None,
           "2029-05-04"),
    Layout("time stamp of a post", "Idlib Rescuers\n@idlibrescuers\n4:58 PM · Jun 9, 2029", None, ("Idlib Rescuers",), None, "2029-06-09"),
    Layout("web page labels", "Home\nNews\nShare\nPrison break in Ituri\nPublished On 9 Jun 2029\n9 Jun 2029\nSave",
           "Prison break in Ituri", (), None, "2029-06-09"),
    Layout("web page, staff", "Prison break in Ituri\nBy Great Lakes Monitor Staff | Published: 9 Jun 2029",
           "Prison break in Ituri", (), "Great Lakes Monitor", "2029-06-09"),
    Layout("our correspondent", "Prison break in Ituri\nBy Our Correspondent\nJune 9, 2029", "Prison break in Ituri", (), None,
           "2029-06-09"),
    Layout("date above the title", "Saturday, 9 June 2029\n\nPrison break in Ituri\n\nBy Paul Kato", "Prison break in Ituri",
           ("Paul Kato",), None, "2029-06-09"),
    Layout("title in title case", "Rebels Storm Police Post\n\nBy Jane Doe\n9 June 2029", "Rebels Storm Police Post",
           ("Jane Doe",), None, "2029-06-09"),
    Layout("date with an ordinal", "Prison break in Ituri\n9th June 2029", "Prison break in Ituri", (), None, "2029-06-09"),
    Layout("date with dots", "Prison break in Ituri\n09.06.2029, 11:20 CEST", "Prison break in Ituri", (), None, "2029-06-09"),
    Layout("agency and place", "Bus shot up in Sibi\nAFP, LAHORE\n09 June, 2029, 10:20 am", "Bus shot up in Sibi", (), "AFP",
           "2029-06-09"),
    Layout("date before by-line", "Blast in Kano mosque\n\nJune 9, 2029 By Musa Ali\n\nLeave a Comment", "Blast in Kano mosque",
           ("Musa Ali",), None, "2029-06-09"),
    Layout("name and place without By", "Blast in Kano mosque\nMusa Ali in Lagos\nSat Jun 9 2029", "Blast in Kano mosque",
           ("Musa Ali",), None, "2029-06-09"),
    Layout("capitals throughout", "BLAST IN KANO KILLS NINE\nBY MUSA ALI\nDELTA COURIER\nJUNE 9, 2029",
           "BLAST IN KANO KILLS NINE", ("MUSA ALI",), "DELTA COURIER", "2029-06-09"),
    Layout("telegram", "TELEGRAM\n\nFROM: GARRISON FORT HOPE\nTO: HEADQUARTERS\nDATE: 9 JUNE 1918", None, (), None,
           "1918-06-09"),
    Layout("volume and number", "Vol. 12 No. 34 Saturday June 9, 2029\nBlast in Kano mosque", "Blast in Kano mosque", (), None,
           "2029-06-09"),
    Layout("slashes and a stale mark", "JUNE 9, 2029 / 10:20 AM / UPDATED 2 YEARS AGO\nBlast in Kano mosque\nBy Jo Ade",
           "Blast in Kano mosque", ("Jo Ade",), None, "2029-06-09"),
]  # fmt: skip


@pytest.mark.parametrize("row", LAYOUTS, ids=[r.name for r in LAYOUTS])
def test_a_head_is_read(row: Layout) -> None:
    layers = HeadStage()(Layers(Report.of(f"{row.head}\n\n{row.body}\n\n{MORE}".strip()), cast("Doc", None)))
    report = layers.report
    assert (report.title or "").startswith(row.title or "")
    assert (report.authors, report.publisher, report.published) == (row.authors, row.publisher, row.day)
    assert report.dateline == row.place
    content = [report.text[z.start : z.end] for z in layers.zones if z.kind == "body"]
    assert content[-2:] == [row.body, MORE]
    assert all(text.endswith(".") for text in content)


ENDS = [
    ("(Reporting by Ana Reis in Pemba; Editing by Tom Hale)", ("Ana Reis",)),
    ("Reporting by Ana Reis and Joy Ramos", ("Ana Reis", "Joy Ramos")),
    ("— Reporting by Ana Reis", ("Ana Reis",)),
]


@pytest.mark.parametrize(("end", "authors"), ENDS)
def test_a_credit_ends_the_report(end: str, authors: tuple[str, ...]) -> None:
    layers = HeadStage()(Layers(Report.of(f"{BODY}\n\n{MORE}\n\n{end}"), cast("Doc", None)))
    assert (layers.report.authors, [z.kind for z in layers.zones]) == (authors, ["body", "body", "byline"])


BODIES = [
    "By dawn the army had taken the bridge.",
    "By March in Aleppo the bread queues had grown long.",
    "On 9 June 2029 the garrison gave up.",
    "Source of the shells: the hills, said the mayor.",
    "Q: When did they come?\n\nA: They came on Tuesday night and took the cattle.",
    "Update: two more people have died of their wounds, the hospital says.",
    "Date palms burned for two days after the raid, farmers said.",
    "The Harbour was closed.\n\nThe Market was burned on 4 March 2029.",
]


@pytest.mark.parametrize("text", BODIES)
def test_sentences_are_never_head_matter(text: str) -> None:
    layers = HeadStage()(Layers(Report.of(f"{text}\n\n{BODY}\n\n{MORE}"), cast("Doc", None)))
    assert {z.kind for z in layers.zones} == {"body"}
    assert layers.report.published is None
