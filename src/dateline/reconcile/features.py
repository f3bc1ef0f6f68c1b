"""How much speaks for two accounts being of one incident: small named features, each with its points and its reason.

Points are on one scale: about the logarithm (base 2) of how much more often the evidence is seen in accounts of one
incident than of two. They are set, not learned; `tests/reconcile/test_matching.py` holds what they must give.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dateline.knowledge.gazetteer.store import kilometres
from dateline.reconcile.profile import Profile
from dateline.reconcile.when_where import COARSE, days_apart, same_area

WORDS, CHANCE = 22.0, 0.1  # points for each unit of likeness above that of reports of different things
ELSEWHERE, OTHER_WEEK, FAR = -3.0, -7.0, -9.0  # one of several places or days may be misread; the rest can outweigh it
HOPELESS = -15.0  # no later feature can make up for this
APART = -20.0  # speaks against it so strongly that nothing outweighs it


@dataclass(frozen=True, slots=True)
class Point:
    """What one feature says."""

    feature: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Context:
    """What features need to know of all accounts: how rare words are.

    Attributes:
        rarity: word -> inverse document frequency.
    """

    rarity: Mapping[str, float]


def time(a: Profile, b: Profile, _: Context) -> Point:
    """Days, by their precision; where one is unknown, whether the reports were news in the same days."""
    if a.days is None or b.days is None:
        return _undated(a, b)
    gap = days_apart(a.days, b.days)
    if a.exact and b.exact:
        score = (
            3.0
            if a.days == b.days
            else 2.0
            if gap == 0
            else 0.0
            if gap == 1
            else -3.0
            if gap <= 3
            else OTHER_WEEK
            if gap <= 14
            else APART
        )
        return Point("time", score, "the same day" if gap == 0 else f"{gap} days apart")
    return Point("time", 0.5, "days that can be one") if gap == 0 else Point("time", APART, f"{gap} days apart")


def _undated(a: Profile, b: Profile) -> Point:
    """Where a day is unknown: whether the other's day is named at all, or the reports speak of other weeks."""
    mine = _span(a) or a.named
    theirs = _span(b) or b.named
    if mine & theirs and (a.days or b.days):
        return Point("time", 1.5, "the day of one is named in the other")
    if mine & theirs:
        return Point("time", 0.5, "both name the same day")
    near = _news(a) | mine, _news(b) | theirs
    if not near[0] or not near[1]:
        return Point("time", -1.0, "a day is unknown")
    gap = min(abs(x - y) for x in near[0] for y in near[1])
    score = -0.5 if gap <= 3 else -2.5 if gap <= 14 else APART
    return Point("time", score, f"the days that they name are {gap} apart or more")


def _span(p: Profile) -> frozenset[int]:
    if p.days is None:
        return frozenset()
    return frozenset(range(p.days[0].toordinal(), min(p.days[1].toordinal(), p.days[0].toordinal() + 31) + 1))


def _news(p: Profile) -> frozenset[int]:
    return frozenset([p.published.toordinal()] if p.published else [])


def place(a: Profile, b: Profile, _: Context) -> Point:
    """Distance, by the precision of both places."""
    if a.place is None or b.place is None:
        return Point("place", 0.0, "a place is unknown")
    same = same_area(a.place, b.place)
    if same is False:
        named = a.place.name.lower() in b.toponyms or b.place.name.lower() in a.toponyms
        why = f"{a.place.name} is not {b.place.name}"
        return Point("place", ELSEWHERE, f"{why}, but named in both") if named else Point("place", FAR, why)
    if same is None:
        return Point("place", 0.0, "a place is too wide to tell")
    if max(a.place.where_prec, b.place.where_prec) >= COARSE:
        return Point("place", 1.0, f"both in {a.place.admin1 or a.place.name}")
    if None not in (a.place.lat, a.place.lon, b.place.lat, b.place.lon):
        km = kilometres(a.place.lat or 0, a.place.lon or 0, b.place.lat or 0, b.place.lon or 0)
        return Point("place", 3.0 if km <= 3 else 1.5, f"{km:.0f} km apart")
    return Point("place", 2.5, f"both at {a.place.name}")


def victims(a: Profile, b: Profile, _: Context) -> Point:
    """Persons who came to harm, by name."""
    both = {v for v in a.victims for w in b.victims if _one_name(v, w)}
    if both:
        return Point("victims", 4.0 + min(2, len(both) - 1), f"both name {', '.join(sorted(both)[:3])}")
    if a.victims and b.victims:
        return Point("victims", -2.0, "different people are named")
    return Point("victims", 0.0, "no names to compare")


def _one_name(a: str, b: str) -> bool:
    x, y = a.split(), b.split()
    return a == b or (len(x) > 1 and len(y) > 1 and x[0] == y[0] and x[-1] == y[-1])


def doers(a: Profile, b: Profile, _: Context) -> Point:
    """Who is said to have done it."""
    if a.doers & b.doers:
        return Point("doers", 0.5, f"both name {min(a.doers & b.doers)}")
    return Point("doers", 0.0, "no doer in common")


def figures(a: Profile, b: Profile, _: Context) -> Point:
    """Whether the figures can be about the same people; tolls rise, so a difference is weak evidence."""
    score, said = 0.0, []
    for harm in ("killed", "wounded"):
        one, other = a.harm.get(harm), b.harm.get(harm)
        if one is None or other is None:
            continue
        larger, smaller = max(one.low, other.low), min(one.low, other.low)
        if one.meet(other) is not None:
            score += 1.0 if larger > 1 else 0.5
        elif smaller == 0 or larger > 3 * smaller + 3:
            score -= 2.0
        else:
            score -= 0.7
        said.append(f"{harm} {one} and {other}")
    return Point("figures", score, "; ".join(said) or "no figures to compare")


def kind(a: Profile, b: Profile, _: Context) -> Point:
    """Types, modes and ACLED kinds of the events."""
    if not a.kinds or not b.kinds:
        return Point("kind", 0.0, "a kind is unknown")
    both = a.kinds & b.kinds
    score = (
        -1.5
        if not both
        else min(1.0, 0.4 * (len(both) - 1)) - (0.5 if len(both) == 1 and len(a.kinds | b.kinds) > 2 else 0.0)
    )
    return Point("kind", score, ", ".join(sorted(both)) or "no kind in common")


def shared_words(a: Profile, b: Profile, context: Context) -> Point:
    """Rare words in common (cosine of inverse document frequencies)."""
    rarity = context.rarity
    both = sum(rarity.get(w, 0.0) ** 2 for w in a.words & b.words)
    sizes = [math.sqrt(sum(rarity.get(w, 0.0) ** 2 for w in p.words)) for p in (a, b)]
    likeness = both / (sizes[0] * sizes[1]) if all(sizes) else 0.0
    score = WORDS * (likeness - CHANCE)
    return Point("words", max(-1.5, min(6.0, score)), f"words {likeness:.2f} alike")


FEATURES: tuple[Callable[[Profile, Profile, Context], Point], ...] = (
    time, place, victims, doers, figures, kind, shared_words,
)  # fmt: skip


def compare(a: Profile, b: Profile, context: Context) -> tuple[float, tuple[Point, ...]]:
    """Points for two accounts in all, and those of each feature."""
    points: list[Point] = []
    score = 0.0
    for feature in FEATURES:
        points.append(feature(a, b, context))
        score += points[-1].score
        if score <= HOPELESS:
            break
    return score, tuple(points)
