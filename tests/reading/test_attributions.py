"""Who says so: content, chain, stance and mode, by construction."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.record import Attribution, Reading

Read = Callable[..., Reading]

# text, words in the content, (source name, kind) of each link of the chain, mode
SAID = [
    # indirect: that-clause, zero clause, infinitive, participle, noun phrase
    ("The army said that rebels had killed nine soldiers near Gao.", "rebels had killed nine soldiers",
     [("army", "military")], "indirect"),
    ("Residents said soldiers burned forty houses in the village.", "soldiers burned forty houses",
     [("Residents", "witness")], "indirect"),
    ("The Taliban claimed responsibility for the bombing.", "responsibility for the bombing",
     [("Taliban", "armed_group")], "indirect"),
    ("The militia vowed to retake the airport.", "to retake the airport", [("militia", "armed_group")], "indirect"),
    ("Police denied shooting at the crowd.", "shooting at the crowd", [("Police", "police")], "indirect"),
    ("The governor accused the rebels of burning three schools.", "the rebels of burning three schools",
     [("governor", "official")], "indirect"),
    ("The general ordered his troops to withdraw.", "his troops to withdraw", [("general", "military")], "indirect"),
    ("The mayor called on the fighters to leave the city.", "the fighters to leave the city",
     [("mayor", "official")], "indirect"),
    # "according to", at the start, at the end
    ("According to the hospital, eleven people were wounded.", "eleven people were wounded",
     [("hospital", "medical")], "indirect"),
    ("Eleven people were wounded, according to a nurse.", "Eleven people were wounded",
     [("nurse", "medical")], "indirect"),
    # sentence-final, inside, inverted
    ("Twelve miners were abducted on Sunday, two officials said.", "Twelve miners were abducted on Sunday",
     [("Two officials", "official")], "indirect"),
    ("The convoy, witnesses said, was hit near the bridge.", "was hit near the bridge",
     [("witnesses", "witness")], "indirect"),
    ("“We buried thirty people,” said Halima Diallo, a midwife.", "We buried thirty people",
     [("Halima Diallo", "medical")], "direct"),
    # direct: before, after, colon, split
    ('The colonel said: "The road is open again."', "The road is open again", [("colonel", "military")], "direct"),
    ('"They came by boat," the fisherman said. "Then they fired on us."', "Then they fired on us",
     [("fisherman", "witness")], "direct"),
    ("'Nobody is left here,' an aid worker said.", "Nobody is left here", [("aid worker", "witness")], "direct"),
    # mixed
    ('The minister said the strike was "a grave mistake" and would be investigated.', "a grave mistake",
     [("minister", "official")], "mixed"),
    # nouns
    ("The claim by the navy that two boats sank was not confirmed.", "two boats sank", [("navy", "military")],
     "indirect"),
    ("The governor issued a statement saying that the curfew was lifted.", "the curfew was lifted",
     [("governor", "official")], "indirect"),
    # condition
    ("If the ministry's count is accurate, at least 200 rebels have died.", "at least 200 rebels have died",
     [("ministry's count", "official")], "indirect"),
    # carriers
    ("The ministry said in a statement carried by the Saba news agency that the port was hit.", "the port was hit",
     [("ministry", "official"), ("Saba", "news_agency")], "indirect"),
    ("A doctor told Reuters that six children had died.", "six children had died",
     [("doctor", "medical"), ("Reuters", "news_agency")], "indirect"),
    ("Interfax quoted an official as saying that the talks had failed.", "the talks had failed",
     [("official", "official"), ("Interfax", "news_agency")], "indirect"),
    ("The witness was quoted by Xinhua as saying that the engine failed.", "the engine failed",
     [("witness", "witness"), ("Xinhua", "news_agency")], "indirect"),
    ("AFP, citing a police officer, said four people were arrested.", "four people were arrested",
     [("police officer", "police"), ("Agence France-Presse", "news_agency")], "indirect"),
    ('Reuters reported: "The town is calm. \'We are tired of war,\' said a shopkeeper."', "We are tired of war",
     [("shopkeeper", "witness"), ("Reuters", "news_agency")], "direct"),
]  # fmt: skip


def _holding(reading: Reading, words: str) -> Attribution:
    start = reading.report.text.index(words)
    end = start + len(words)
    found = [a for a in reading.attributions if a.content.start <= start and end <= a.content.end]
    assert found, f"nobody says {words!r}: {[a.content.text for a in reading.attributions]}"
    return min(found, key=lambda a: a.content.end - a.content.start)


def _chain(reading: Reading, attribution: Attribution) -> list[tuple[str, str]]:
    by_id = {s.id: s for s in reading.sources}
    return [(by_id[i].name, by_id[i].kind) for i in attribution.chain]


@pytest.mark.parametrize(("text", "words", "chain", "mode"), SAID, ids=[t[0][:40] for t in SAID])
def test_who_says_what(read: Read, text: str, words: str, chain: list[tuple[str, str]], mode: str) -> None:
    reading = read(text)
    attribution = _holding(reading, words)
    got = _chain(reading, attribution)
    assert [n.lower() for n, _ in got] == [n.lower() for n, _ in chain]
    assert [k for _, k in got] == [k for _, k in chain]
    assert attribution.mode == mode


@pytest.mark.parametrize(
    ("text", "words", "stance"),
    [
        ("The army believes that rebels hold the dam.", "rebels hold the dam", "believes"),
        ("The rebels denied that they had attacked the convoy.", "they had attacked the convoy", "denies"),
        ("The president vowed to crush the uprising.", "to crush the uprising", "intends"),
        ("The council demanded that troops leave the port.", "troops leave the port", "demands"),
        ("The bishop condemned the attack on the market.", "the attack on the market", "judges"),
        ("The army has not confirmed that nine soldiers died.", "nine soldiers died", "withholds"),
        ("The lawyer asked whether the prisoners were alive.", "the prisoners were alive", "asks"),
    ],
)
def test_stance(read: Read, text: str, words: str, stance: str) -> None:
    assert _holding(read(text), words).stance == stance


def test_content_leaves_out_cue_and_source(read: Read) -> None:
    reading = read("Nine people drowned off Lesbos, the coast guard said on Monday.")
    attribution = _holding(reading, "Nine people drowned")
    assert attribution.content.text == "Nine people drowned off Lesbos"
    assert attribution.cue is not None
    assert attribution.cue.text == "said"


def test_another_speaker_ends_the_first_ones_content(read: Read) -> None:
    reading = read("Witnesses said that soldiers fired first, and the governor said the crowd had guns.")
    assert "governor" not in _holding(reading, "soldiers fired first").content.text


def test_while_begins_another_speakers_words(read: Read) -> None:
    reading = read("The ministry said its guns fired back, while residents reported nine deaths near Homs.")
    assert "nine deaths" not in _holding(reading, "its guns fired back").content.text
    source = next(s for s in reading.sources if s.id == _holding(reading, "nine deaths").chain[0])
    assert source.kind == "witness"


@pytest.mark.parametrize("text", ["No group claimed the bombing.", "This suggests that the road is mined."])
def test_nobody_says_nothing(read: Read, text: str) -> None:
    assert read(text).attributions == ()


def test_judging_does_not_vouch(read: Read) -> None:
    """A figure inside what somebody condemns stays the report's own."""
    reading = read("The bishop condemned the raid that killed nine farmers in Plateau.")
    assert all(c.attribution is None for c in reading.casualties)


def test_pronoun_is_its_speaker_and_keeps_its_own_place(read: Read) -> None:
    reading = read("Captain Amina Sesay said the bridge was mined. She added that two engineers had died.")
    attribution = _holding(reading, "two engineers had died")
    source = next(s for s in reading.sources if s.id == attribution.chain[0])
    assert source.name.endswith("Amina Sesay")
    assert {"Captain Amina Sesay", "She"} <= {m.text for m in source.mentions}


def test_role_carries_on_its_speaker(read: Read) -> None:
    reading = read("A police official said three men fled. The official said they had guns.")
    assert _holding(reading, "three men fled").chain == _holding(reading, "they had guns").chain


def test_quotation_over_paragraphs_has_one_speaker(read: Read) -> None:
    reading = read(
        'The commander said: "We held the hill for nine days.\n\n"Then the shells came, and forty men died."\n\nIt rained.'
    )
    first, second = _holding(reading, "We held the hill"), _holding(reading, "forty men died")
    assert first.chain == second.chain
    assert not any("rained" in a.content.text for a in reading.attributions)


def test_scare_quotes_and_titles_say_nothing(read: Read) -> None:
    assert read("The soldiers reached the “red zone” at dawn.").attributions == ()


def test_hedge_without_source_has_an_empty_chain(read: Read) -> None:
    reading = read("The warlord is believed to have fled to Chad.")
    assert _holding(reading, "have fled to Chad").chain == ()


def test_what_a_quoted_speaker_thinks_is_no_attribution_of_its_own(read: Read) -> None:
    reading = read('"I think we will win and I hope they leave," said Omar Said, a baker.')
    assert len(reading.attributions) == 1


@pytest.mark.parametrize(
    "text", ["", "\n", '"', "“", "said", '"Unclosed, said', "''", '" said " said "', ": said", "“”"]
)
def test_odd_texts_do_not_crash(read: Read, text: str) -> None:
    assert read(text).report.text == text


def test_a_reason_that_is_cited_is_no_source(read: Read) -> None:
    reading = read('"The road is closed," the governor said, citing heavy snow in Gilgit.')
    assert [n.lower() for n, _ in _chain(reading, _holding(reading, "The road is closed"))] == ["governor"]


def test_nobody_says_the_dateline(read: Read) -> None:
    reading = read("NAIROBI, Kenya — Shells killed nine people in a camp near Nyala on Friday, local doctors said.")
    assert _holding(reading, "Shells killed nine people").content.text.startswith("Shells")


def test_a_denial_in_a_relative_clause_ends_the_accusation(read: Read) -> None:
    reading = read("Congo accused Rwanda of arming the rebels, which Kigali denies.")
    assert "denies" not in _holding(reading, "arming the rebels").content.text
    assert {a.stance for a in reading.attributions} >= {"denies"}


def test_bodies_that_share_a_noun_are_two_sources(read: Read) -> None:
    reading = read("The Health Ministry said nine died. The Defence Ministry said two planes had flown.")
    assert _holding(reading, "nine died").chain != _holding(reading, "two planes had flown").chain


def test_a_sum_put_at_a_number(read: Read) -> None:
    reading = read("A village council put the number of dead at 23. Aid was put at risk by the council.")
    assert [a.content.text for a in reading.attributions] == ["the number of dead at 23"]


def test_an_announced_paragraph_without_marks(read: Read) -> None:
    reading = read("The rebels left.\n\nThe governor added:\n\nIt is typical of them to flee.\n\nThe town was quiet.")
    assert _holding(reading, "typical of them").content.text == "It is typical of them to flee"
