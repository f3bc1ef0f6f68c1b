"""What speaks for or against two accounts being of one incident: small named features, each with a
reason.

A feature finds one of a few named levels, with a size (1 where the level says all). What a level weighs stands in
`matching.toml`; the points of a pair are the sum of weight × size, on the scale of log-odds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from dateline.knowledge.gazetteer.store import kilometres
from dateline.reconcile.copies import COPY, likeness
from dateline.reconcile.profile import Days, Profile
from dateline.reconcile.rarity import is_common
from dateline.reconcile.rarity import likeness as words_alike
from dateline.reconcile.when_where import COARSE, same_area
from dateline.record import Harm

NEAR_DAYS, WEEKS = 3, 14
VETO = "veto"  # a level that nothing outweighs
FEW = 2  # names; fewer in common tell less
FAR_KM = 100.0
MANY = 3  # people from which an equal figure tells more
ENOUGH = 0.5  # likeness of words or names beyond which more adds nothing


@dataclass(frozen=True, slots=True)
class Finding:
    """What one feature finds.

    Attributes:
        feature: its name.
        level: which of its levels holds; `veto` speaks against one incident whatever the rest says.
        told: the reason, with a mark for each of `values`: put together when somebody asks.
        size: how strongly.
        values: what the reason names.
    """

    feature: str
    level: str
    told: str
    size: float = 1.0
    values: tuple[object, ...] = ()

    @property
    def reason(self) -> str:
        """Why, in words."""
        return self.told.format(*self.values)


def time(a: Profile, b: Profile) -> Finding:
    """Days, by their precision; where one is unknown, whether the reports were news in the same days."""
    if a.days is None or b.days is None:
        return Finding("time", *_undated(a, b))
    gap = _apart(a.days, b.days)
    if not (a.exact and b.exact):
        return Finding("time", "can_be_one", "days that can be one") if gap == 0 else _other_days(gap)
    if gap == 0:
        return Finding("time", "same_day" if a.days == b.days else "same_night", "the same day")
    return Finding("time", "next_day", "a day apart") if gap == 1 else _other_days(gap)


def _apart(a: Days, b: Days) -> int:
    return max(0, b[0] - a[1], a[0] - b[1])


def _other_days(gap: int) -> Finding:
    level = "days_apart" if gap <= NEAR_DAYS else "weeks_apart" if gap <= WEEKS else VETO
    return Finding("time", level, "{} days apart", values=(gap,))


def _undated(a: Profile, b: Profile) -> tuple[str, str]:
    """Where a day is unknown: whether the other's day is named at all, or the reports speak of other weeks."""
    mine, theirs = _span(a) or a.named, _span(b) or b.named
    if mine & theirs:
        return (
            ("day_named", "the day of one is named in the other")
            if a.days or b.days
            else ("both_name", "both name a day")
        )
    if _yearless(a) & _yearless(b):
        return "same_date", "the same day of a month is named in both"
    near = _news(a) | mine, _news(b) | theirs
    if not near[0] or not near[1]:
        return "unknown", "a day is unknown"
    gap = min(abs(x - y) for x in near[0] for y in near[1])
    level = "news_days" if gap <= NEAR_DAYS else "news_weeks" if gap <= WEEKS else VETO
    return level, "the days that they name are further apart"


def _span(p: Profile) -> frozenset[int]:
    return frozenset(range(p.days[0], min(p.days[1], p.days[0] + 31) + 1)) if p.days else frozenset()


def _yearless(p: Profile) -> frozenset[int]:
    if p.days is None or not p.exact:
        return p.yearless
    days = (date.fromordinal(d) for d in range(p.days[0], p.days[1] + 1))
    return p.yearless.union(d.month * 100 + d.day for d in days)


def _news(p: Profile) -> frozenset[int]:
    return frozenset([p.published] if p.published else [])


def place(a: Profile, b: Profile) -> Finding:
    """Distance, by the precision of both places."""
    if a.place is None or b.place is None:
        return Finding("place", "unknown", "a place is unknown")
    same = same_area(a.place, b.place)
    if same is False:
        named = a.place.name.lower() in b.toponyms or b.place.name.lower() in a.toponyms
        both = (a.place.name, b.place.name)
        if named:
            return Finding("place", "named", "{} is not {}, but named in both", values=both)
        return Finding("place", VETO if _km(a, b) > FAR_KM else "elsewhere", "{} is not {}", values=both)
    if same is None:
        return Finding("place", "too_wide", "a place is too wide to tell")
    if max(a.place.where_prec, b.place.where_prec) >= COARSE:
        return Finding("place", "area", "both in {}", values=(a.place.admin1 or a.place.name,))
    km = _km(a, b)
    if km < 0:
        return Finding("place", "same_name", "both at {}", values=(a.place.name,))
    return Finding("place", "same" if km <= 3 else "near", "{:.0f} km apart", values=(km,))


def _km(a: Profile, b: Profile) -> float:
    """Kilometres between two places, -1 where one is not on the map."""
    if a.place is None or b.place is None or None in (a.place.lat, a.place.lon, b.place.lat, b.place.lon):
        return -1.0
    return kilometres(a.place.lat or 0.0, a.place.lon or 0.0, b.place.lat or 0.0, b.place.lon or 0.0)


def victims(a: Profile, b: Profile) -> Finding:
    """Persons who came to harm, by name."""
    both = sorted({v for v in a.victims for w in b.victims if _one_name(v, w)})
    if both:
        return Finding("victims", "several" if len(both) > 1 else "one", "both name {}", values=(", ".join(both[:3]),))
    if a.victims and b.victims:
        return Finding("victims", "others", "different people are named")
    return Finding("victims", "unknown", "no names to compare")


def _one_name(a: str, b: str) -> bool:
    if a == b:
        return True
    x, y = a.split(), b.split()
    if len(x) < 2 or len(y) < 2:
        return False
    return x[0] == y[0] and x[-1] == y[-1]


def doers(a: Profile, b: Profile) -> Finding:
    """Who is said to have done it; a name tells more than "police" or "gunmen"."""
    both = sorted(a.doers & b.doers)
    if not both:
        return Finding("doers", "none", "no doer in common")
    rare = [d for d in both if not all(is_common(w) or len(w) < 4 for w in d.split())]
    return Finding("doers", "named" if rare else "common", "both name {}", values=((rare or both)[0],))


def killed(a: Profile, b: Profile) -> Finding:
    """Whether the dead can be the same people; tolls rise, so a difference is weak evidence."""
    return _figures(a, b, "killed")


def wounded(a: Profile, b: Profile) -> Finding:
    """Whether the wounded can be the same people."""
    return _figures(a, b, "wounded")


def _figures(a: Profile, b: Profile, harm: Harm) -> Finding:
    one, other = a.harm.get(harm), b.harm.get(harm)
    if one is None or other is None:
        return Finding(harm, "unknown", "no figures to compare")
    larger, smaller = max(one.low, other.low), min(one.low, other.low)
    if one.low == other.low and one.meet(other) is not None:
        return Finding(harm, "equal" if larger >= MANY else "equal_few", "{} and {}", values=(one, other))
    if one.meet(other) is not None:
        return Finding(harm, "can_be", "{} and {}", values=(one, other))
    return Finding(
        harm, "contradict" if smaller == 0 or larger > 3 * smaller + 3 else "differ", "{} and {}", values=(one, other)
    )


def kind(a: Profile, b: Profile) -> Finding:
    """Types, modes and ACLED kinds of the events."""
    if not a.kinds or not b.kinds:
        return Finding("kind", "unknown", "a kind is unknown")
    both = a.kinds & b.kinds
    if not both:
        return Finding("kind", "other", "no kind in common")
    most = both == a.kinds or both == b.kinds or len(both) > 2
    return Finding("kind", "alike" if most and len(both) > 1 else "some", "{}", values=(", ".join(sorted(both)),))


def names(a: Profile, b: Profile) -> Finding:
    """Rare proper names in common: a quarter, a hospital, a person, which no gazetteer knows."""
    both = a.names & b.names
    if not both:
        return Finding("names", "none", "no rare name in common")
    alike = len(both) / (math.sqrt(len(a.names) * len(b.names)) + FEW)
    return Finding("names", "shared", "{} rare names in common", min(ENOUGH, alike), (len(both),))


def shared_words(a: Profile, b: Profile) -> Finding:
    """Rare words in common (cosine of inverse document frequencies)."""
    alike = words_alike(a.words, b.words)
    level = "reports" if a.main and b.main else "report_part" if a.main or b.main else "parts"
    return Finding("words", level, "words {:.2f} alike", min(ENOUGH, alike), (alike,))


def copied(a: Profile, b: Profile) -> Finding:
    """Whether the reports are near-copies of one text."""
    alike = likeness(a.sketch, b.sketch)
    if alike >= COPY:
        return Finding("copied", "yes", "near-copies, {:.2f} alike", values=(alike,))
    return Finding("copied", "no", "no copies")


FEATURES: tuple[Callable[[Profile, Profile], Finding], ...] = (
    time, place, victims, doers, killed, wounded, kind, names, shared_words, copied,
)  # fmt: skip


def findings(a: Profile, b: Profile) -> Iterator[Finding]:
    """What every feature finds of a pair; ends at the first veto."""
    for feature in FEATURES:
        found = feature(a, b)
        yield found
        if found.level == VETO:
            return
