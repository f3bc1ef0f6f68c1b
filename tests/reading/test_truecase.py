"""Letter case for texts that have none: same length, names of places and peoples kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reading.truecase import truecase


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("REBELS BLEW UP TWO BRIDGES IN EL SALVADOR LAST NIGHT.", ["El Salvador", "bridges", "Rebels"]),
        ("A BOMB WENT OFF OUTSIDE THE EMBASSY OF CHILE IN LIMA ON MONDAY.", ["Chile", "Lima", "Monday", "embassy"]),
        ("THE COLOMBIAN ARMY SEIZED ARMS NEAR BOGOTA, THE MINISTER SAID.", ["Colombian", "Bogota", "army"]),
        ("POLISH PEACEKEEPERS LEFT TURKEY AND JORDAN IN THE SPRING.", ["Polish", "Turkey", "Jordan", "spring"]),
        ("SEVEN PEASANTS WERE KILLED IN PERU AND FOUR IN LA PAZ, BOLIVIA.", ["Peru", "La Paz", "Bolivia", "peasants"]),
        ("THE MAYOR SPLIT THE COUNCIL AND THE POLICE CALLED FOR PEACE THERE.", ["split", "peace", "police"]),
        ("THE REBELS SAID U.S. ADVISERS LEFT THE BASE ON FRIDAY. THEY DENIED IT.", ["U.S. advisers", "They denied"]),
        ("THE UNITED STATES AND THE REPUBLIC OF KOREA SIGNED A PACT.", ["Korea", "signed", "pact"]),
    ],
)
def test_names_keep_a_capital_and_words_lose_it(text: str, words: list[str]) -> None:
    got = truecase(text)
    assert [w for w in words if w not in got] == [], got


def test_mixed_case_is_left_alone() -> None:
    text = "Troops of the FARC entered Cali.\n\nUN"
    assert truecase(text) == text


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ '.,-\nÑÉİß", max_size=200))
def test_the_length_never_changes(text: str) -> None:
    assert len(truecase(text)) == len(text)
