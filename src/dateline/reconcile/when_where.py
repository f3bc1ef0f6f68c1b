"""Whether two times or two places can be one, and how far apart they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dateline.knowledge.gazetteer.store import kilometres
from dateline.reconcile.incident import Location
from dateline.record import Place, Time

NEAR_KM = 25.0  # UCDP's where_prec 2: "near", within 25 km
COARSE = 4  # where_prec from which a place is an area: ADM1, fuzzy, country
VAST = 6  # where_prec from which a place tells no distance: country, sea or air


def interval(time: Time | None) -> tuple[date, date] | None:
    """First and last day; a time that is open on one side is one day long for our purpose."""
    if time is None or not (time.start or time.end):
        return None
    start, end = time.start or time.end, time.end or time.start
    return date.fromisoformat(start or ""), date.fromisoformat(end or "")


def days_apart(a: tuple[date, date], b: tuple[date, date]) -> int:
    """Whole days between two intervals; 0 where they share a day."""
    return max(0, (b[0] - a[1]).days, (a[0] - b[1]).days)


def location(place: Place | None, places: Mapping[str, Place]) -> Location | None:
    """A place as an incident carries it; a place without coordinates takes those of what it lies in, and says so by
    its precision."""
    if place is None:
        return None
    lat, lon, geonames, precision = place.lat, place.lon, place.geonames, place.where_prec
    country, admin1 = place.country, place.admin1
    around, steps = places.get(place.within or ""), 0
    while around is not None and steps < 8 and (lat is None or country is None or admin1 is None):
        if lat is None and around.lat is not None:
            lat, lon, precision = around.lat, around.lon, max(precision, around.where_prec, 2)
        country = country or around.country
        admin1 = admin1 or (around.name if around.where_prec == COARSE else around.admin1)
        around, steps = places.get(around.within or ""), steps + 1
    return Location(place.name, geonames, lat, lon, country, admin1, precision)


def inside(place: Place, other: Place, places: Mapping[str, Place]) -> bool:
    """Whether `place` lies in `other` by the report's own chain of `within`."""
    steps, at = 0, place.within
    while at is not None and steps < 8:
        if at == other.id:
            return True
        at, steps = (places[at].within if at in places else None), steps + 1
    return False


def same_area(a: Location, b: Location) -> bool | None:
    """Whether two locations can be one: `None` where nothing speaks for or against it."""
    if a.geonames is not None and a.geonames == b.geonames:
        return True
    if a.country and b.country and a.country != b.country:
        return False
    coarse = max(a.where_prec, b.where_prec)
    if coarse >= VAST:
        return None
    if coarse >= COARSE:
        return None if not (a.admin1 and b.admin1) else a.admin1 == b.admin1
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return True if a.name.lower() == b.name.lower() else None
    km = kilometres(a.lat, a.lon, b.lat, b.lon)
    return True if km <= NEAR_KM else False if km > 2 * NEAR_KM else None
