"""Which of several reports' figures stand, which are replaced or left out and why, and which of them is the best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from dateline.reconcile.policies import Choice, Policy
from dateline.reconcile.revisions import Revision
from dateline.reconcile.sides import Harmed

MORE = 1.25  # a whole that is a quarter larger than a part at most is told of the same deed with all its dead


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one report says of one harm of one incident, and what it goes back to."""

    origin: str
    publisher: str | None
    published: str
    report: str
    harmed: Harmed
    revision: Revision | None

    @property
    def told_by(self) -> str:
        """Publisher and day, as a reader knows the report."""
        name = self.publisher or f"report {self.report.removeprefix('b2:')[:8]}"
        return f"{name} of {self.published}" if self.published else name

    @property
    def speakers(self) -> set[str]:
        """Whose word it is: the publisher's, and that of the one named source it goes back to."""
        found = {f"publisher {self.publisher or self.report}"}
        return found | {f"source {self.harmed.source}"} if self.harmed.source else found


def standing_of(estimates: Sequence[Estimate], policy: Policy) -> tuple[list[Estimate], list[tuple[Estimate, str]]]:
    """Estimates that stand, and those that are replaced, with the reason: by a later word of the same publisher, source
    or origin, or by anyone's toll that has risen; what goes back to one origin and says the same stands once."""
    standing: list[Estimate] = []
    replaced: list[tuple[Estimate, str]] = []
    for e in sorted(estimates, key=lambda e: (e.published, (e.publisher or "").lower() != e.origin, e.report)):
        out = [(o, why) for o in standing if (why := _replaces(e, o))]
        twin = next((o for o in standing if o.origin == e.origin and o.harmed.whole == e.harmed.whole), None)
        if twin is not None and all(o is twin for o, _ in out) and (twin.harmed.sided or not e.harmed.sided):
            replaced.append((e, f"left out: the same from one origin as {twin.told_by}, counted once"))
            continue
        gone = [id(o) for o, _ in out]
        standing = [o for o in standing if id(o) not in gone] + [e]
        replaced += out
    for apart in (_on_condition, _of_one_side, partial(_unreliable, policy)):
        left = apart(standing)
        replaced += left
        gone = [id(o) for o, _ in left]
        standing = [o for o in standing if id(o) not in gone]
    return standing, replaced


def _replaces(e: Estimate, other: Estimate) -> str | None:
    """Why a later estimate takes the place of another, or `None`."""
    if e.revision == "rise" and other.harmed.best < e.harmed.best:
        return f"replaced: the toll rose to {e.harmed.best} ({e.told_by})"
    if not e.harmed.values or not other.published or not other.published < e.published:
        return None
    both = sorted(e.speakers & other.speakers)
    if both:
        return f"replaced: by a later word of the same {both[0]}"
    return "replaced: by a later report of the same origin" if e.origin == other.origin else None


def _on_condition(standing: Sequence[Estimate]) -> list[tuple[Estimate, str]]:
    if not any(e.harmed.values for e in standing):
        return []
    return [(e, "left out: it holds on a condition, and is never promoted") for e in standing if not e.harmed.values]


def _of_one_side(standing: Sequence[Estimate]) -> list[tuple[Estimate, str]]:
    parts = [e for e in standing if any(_part_of(e, other) for other in standing)]
    return [(e, "left out: it counts one side alone, a part of the whole") for e in parts]


def _part_of(e: Estimate, other: Estimate) -> bool:
    """Whether an estimate counts people of one side alone ("20 cadets") where another counts a few more, of any."""
    mine, theirs = e.harmed, other.harmed
    one_side = mine.whole.low > 0 and mine.whole in (mine.civilian, mine.combatant)
    return one_side and theirs.unknown.low > 0 and mine.best < theirs.best <= mine.best * MORE


def _unreliable(policy: Policy, standing: Sequence[Estimate]) -> list[tuple[Estimate, str]]:
    """Estimates of the least reliable class, where any other stands."""
    if not policy.unreliable:
        return []
    worst = min(policy.reliability(k) for k in policy.unreliable)
    if all(e.harmed.reliability >= worst for e in standing):
        return []
    why = f"left out: a party's word, and {policy.name} goes by others where there are any"
    return [(e, why) for e in standing if e.harmed.reliability >= worst]


def best_of(standing: Sequence[Estimate], policy: Policy) -> tuple[int, str]:
    """The best of several estimates, and why: the policy's rules in turn, until they leave one value."""
    left = list(standing)
    if len({e.harmed.best for e in left}) == 1:
        return left[0].harmed.best, ""
    for rule in policy.best:
        kept, why = _PICKS[rule](left)
        left = kept or left
        if len({e.harmed.best for e in left}) == 1:
            return left[0].harmed.best, why.format(left[0].harmed.best, left[0].told_by)
    return left[-1].harmed.best, f"{left[-1].harmed.best} is the last told of equals"


_Picked = tuple[list[Estimate], str]


def _correction(left: list[Estimate]) -> _Picked:
    return [e for e in left if e.revision == "correction"][-1:], "{1} corrects what was published before"


def _reliable(left: list[Estimate]) -> _Picked:
    best = min(e.harmed.reliability for e in left)
    return [e for e in left if e.harmed.reliability == best], "best {0}: the most reliable kind of source ({1})"


def _origins(left: list[Estimate]) -> _Picked:
    votes = Counter(best for _, best in {(e.origin, e.harmed.best) for e in left})
    most = max(votes.values())
    return [e for e in left if votes[e.harmed.best] == most], f"{most} independent origins give {{0}}"


def _latest_day(left: list[Estimate]) -> _Picked:
    values = len({e.harmed.best for e in left})
    last = max(e.published for e in left)
    return [e for e in left if e.published == last], f"{{0}} is the latest of {values} that differ"


def _lowest(left: list[Estimate]) -> _Picked:
    least = min(e.harmed.best for e in left)
    return [e for e in left if e.harmed.best == least], "best {0}: the lowest of equals"


def _highest(left: list[Estimate]) -> _Picked:
    most = max(e.harmed.best for e in left)
    return [e for e in left if e.harmed.best == most], "best {0}: the highest of equals"


def _first(left: list[Estimate]) -> _Picked:
    return left[:1], "best {0}: the one told first ({1})"


_PICKS: dict[Choice, Callable[[list[Estimate]], _Picked]] = {
    "correction": _correction, "reliable": _reliable, "origins": _origins, "latest": _latest_day, "lowest": _lowest,
    "highest": _highest, "first": _first,
}  # fmt: skip
