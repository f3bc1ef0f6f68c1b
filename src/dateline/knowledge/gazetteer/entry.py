"""One place of the gazetteer."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal[
    "country", "admin1", "admin2", "city", "region", "continent", "water", "river", "island", "camp", "neighborhood",
    "facility", "district",
]  # fmt: skip
KINDS: frozenset[str] = frozenset(
    {
        "country", "admin1", "admin2", "city", "region", "continent", "water", "river", "island", "camp",
        "neighborhood", "facility", "district",
    }
)  # fmt: skip
SIZES: dict[str, float] = {
    "continent": 30e6, "country": 20e6, "admin1": 2e6, "region": 2e6, "water": 2e6, "river": 3e5, "island": 2e5,
    "admin2": 2e4, "camp": 3e4, "district": 2e4, "neighborhood": 1e4, "facility": 1e4, "city": 300,
}  # fmt: skip  # how many people a place of unknown population counts for, so that kinds can be ranked in one prior


class Entry(NamedTuple):
    """One place.

    Attributes:
        id: key in this gazetteer: the GeoNames id, or a negative number for places of our own or the user's.
        geonames: GeoNames id, or `None`.
        name: GeoNames' name.
        lat: degrees north (WGS 84), `None` where no point is known (small divisions).
        lon: degrees east.
        country: ISO 3166-1 alpha-3, or `None` (seas, regions of several countries).
        admin1: name of the first-level division, or `None`.
        admin2: name of the second-level division, or `None`.
        population: people, 0 if unknown.
        kind: what it is.
        main: the name looked up is its own name, not an alternative one.
        minor: imported by the user: its own people alone count, no size is taken from its kind.
    """

    id: int
    geonames: int | None
    name: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    admin2: str | None
    population: int
    kind: Kind
    main: bool
    minor: bool = False

    @property
    def size(self) -> float:
        """Population, or what a place of this kind counts for where it is unknown."""
        return max(float(self.population), SIZES["city" if self.minor else self.kind])
