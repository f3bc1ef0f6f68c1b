"""Agreement between coders, beside a published example."""

from __future__ import annotations

import pytest

from dateline.score.coders import Opinion, agreements

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), part C: four observers, twelve units.
CODED = {
    "A": "1 2 3 3 2 1 4 1 2 . . .",
    "B": "1 2 3 3 2 2 4 1 2 5 . 3",
    "C": ". 3 3 3 2 3 4 2 2 5 1 .",
    "D": "1 2 3 3 2 4 4 1 2 5 1 .",
}


def opinions(numbers: bool) -> list[Opinion]:
    return [
        Opinion(who, str(unit), "topic", int(said) if numbers else said)
        for who, line in CODED.items()
        for unit, said in enumerate(line.split())
        if said != "."
    ]


@pytest.mark.parametrize(("numbers", "level", "alpha"), [(False, "nominal", 0.743), (True, "interval", 0.849)])
def test_alpha_is_that_of_the_published_example(numbers: bool, level: str, alpha: float) -> None:
    (found,) = agreements(opinions(numbers))
    assert found.level == level
    assert found.alpha == pytest.approx(alpha, abs=0.0005)
    assert found.units == 11  # the twelfth has one value


def test_units_that_differ_are_named_and_missing_is_a_value() -> None:
    said = [("a", "u1", "Goma"), ("b", "u1", None), ("a", "u2", "Beni"), ("b", "u2", "Beni"), ("a", "u3", "Beni")]
    (found,) = agreements(Opinion(who, unit, "place", value) for who, unit, value in said)
    assert (found.units, found.equal, found.differ) == (2, 0.5, ("u1",))


def test_where_all_say_the_same_alpha_is_not_defined() -> None:
    (found,) = agreements(Opinion(who, unit, "harm", "killed") for who in "ab" for unit in "uvw")
    assert (found.alpha, found.equal, found.differ) == (None, 1.0, ())


def test_one_coder_agrees_with_nobody() -> None:
    assert agreements([Opinion("a", "u", "low", 3)]) == []
