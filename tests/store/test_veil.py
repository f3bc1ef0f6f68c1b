"""Names that are hidden: found however they are written, blotted out in place, and nothing else with them."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.store.flat import flat
from dateline.store.veil import BLOT, Veil, ours

VEIL = Veil(["Dr. Zoltan Quill-Ábel", "Ng Wu", "王小明"], ["Lake Agency"])


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("ZOLTAN\u00a0QUILL said", "██████\u00a0█████ said"),
        ("Dr Quill's car", "Dr █████'s car"),
        ("Quill1 and qu\u200bill", "██████ and ██████"),
        ("Abe\u0301l", "█████"),
        ("a quilled vest", "a quilled vest"),
        ("Lake Agency, by the lake; the agency", "████ ██████, by the lake; the agency"),
        ("lake-agency2", "████████████"),
        ("他说王小明在", "他说███在"),
        ("Mr Ng went", "Mr ██ went"),
        ("/sources/Zoltan%20Quill", "/sources/██████%███████"),
    ],
)
def test_what_is_hidden(text: str, hidden: str) -> None:
    assert VEIL.over(text) == hidden
    assert VEIL.hides(text) is (text != hidden)


@pytest.mark.parametrize("text", ["Theresa Will", "Will, Theresa", "THERESA WILL"])
def test_a_word_that_is_also_common_is_hidden_beside_the_rest_of_its_name(text: str) -> None:
    veil = Veil(["Theresa Will"])
    assert set(veil.over(text)) <= {BLOT, " ", ","}
    assert veil.over("they will stay") == "they will stay"


def test_an_address_may_hold_the_name_in_its_own_letters() -> None:
    assert not VEIL.hides(VEIL.over(f"/actors/{quote('Ábel')}?page=1"))


def test_what_is_left_of_a_name_at_a_cut() -> None:
    assert VEIL.over("uill said so", piece=True) == "████ said so"
    assert VEIL.over("said so Quil", piece=True) == "said so ████"
    assert VEIL.over("uill said so") == "uill said so"


def test_values_of_every_shape() -> None:
    said = {"names": ["Zoltan", ("Quill", 3)], "Zoltan Quill": None, "kind": "killed", "n": 1.5}
    assert VEIL.on(said) == {"names": ["██████", ("█████", 3)], "██████ █████": None, "kind": "killed", "n": 1.5}


def test_words_of_the_format_stay() -> None:
    veil = Veil(["Media Killed", "Accept Machine"])
    assert {veil.on(word) for word in ours()} == ours()
    assert veil.on("the Media said") == "the █████ said"


def test_nobody_is_hidden() -> None:
    assert not Veil()
    assert Veil().on({"a": "Zoltan"}) == {"a": "Zoltan"}
    assert not Veil(["--", ""])


LETTERS = st.sampled_from("abcdefghijklmnopqrstuvwxyzäéöüçñøłšğабвгдежзийклαβγδε")
PART = st.text(LETTERS, min_size=3, max_size=9).map(str.title)
AROUND = st.text(st.characters(exclude_categories=["L", "N", "M", "Cs"]), max_size=4)


@example(first="Aaa", last="May", text="", before="", after="", form="C")
@example(first="Aaa", last="May", text="", before="", after="", form="P")
@given(first=PART, last=PART, text=st.text(max_size=40), before=AROUND, after=AROUND, form=st.sampled_from("CDPQ"))
def test_whatever_the_name_and_wherever_it_stands(
    first: str, last: str, text: str, before: str, after: str, form: str
) -> None:
    name = f"{first} {last}"
    veil = Veil([name])
    written = {
        "C": name, "D": unicodedata.normalize("NFD", name.upper()), "P": f"{last},{first}", "Q": f"{first}\n{last}"
    }[form]  # fmt: skip
    whole = f"{text} {before}{written}{after} {text}"
    made = veil.over(whole)
    assert len(made) == len(whole)
    assert [m for m, c in zip(made, whole, strict=True) if m not in (c, BLOT)] == []
    tokens = set(flat(unicodedata.normalize("NFC", made)).split())
    assert not tokens & {w for w in flat(unicodedata.normalize("NFC", name)).split() if len(w) > 2}


@given(text=st.text(max_size=80))
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert Veil(["Qqxzolt Wwyquill"]).over(text) == text


def test_many_names_in_a_long_text_are_quick() -> None:
    import time

    veil = Veil(
        [f"Personaa{chr(97 + n % 26)}{chr(97 + n // 26 % 26)} Family{chr(97 + n // 676)}x" for n in range(2000)]
    )
    start = time.process_time()
    veil.over("Nothing that is a name stands in this text of many words. " * 10_000)
    assert time.process_time() - start < 5
