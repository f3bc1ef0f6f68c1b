"""The vocabulary of agreements, loaded once and checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import get_args

from dateline.errors import KnowledgeError
from dateline.knowledge import read_toml
from dateline.record import AgreementKind, AgreementStatus, Duty

FILE = "agreements.toml"
NUMBER = "#"  # among a form's objects: any number ("release the first 450")
STATUSES: tuple[AgreementStatus, ...] = get_args(AgreementStatus)


@dataclass(frozen=True, slots=True)
class DutyRule:
    """Which nouns name a duty, and which events keep (`acts`) or break (`breach`) it."""

    name: Duty
    nouns: frozenset[str]
    acts: tuple[str, ...]
    breach: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A verb as forms see it: its lemma, alone and with its particle, and the lemmas of what it acts on, `direct` those
    without a preposition."""

    verbs: frozenset[str]
    objects: frozenset[str]
    direct: frozenset[str]
    negated: bool


@dataclass(frozen=True, slots=True)
class Form:
    """Which verbs, with which objects, tell of a duty; a `negated` form only where the clause forbids, a `direct` one
    only by objects without a preposition ("return the town", not "return to the town"); none with an object that it is
    `never` said of ("withdraw the charges")."""

    duty: Duty
    verbs: frozenset[str]
    objects: frozenset[str]
    negated: bool
    direct: bool
    never: frozenset[str]

    def fits(self, told: Told) -> bool:
        """Whether a verb with its objects tells of the duty."""
        if told.negated < self.negated or not told.verbs & self.verbs or told.direct & self.never:
            return False
        return not self.objects or bool((told.direct if self.direct else told.objects) & self.objects)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything in `knowledge/agreements.toml`."""

    kinds: dict[str, AgreementKind]
    words: dict[str, frozenset[str]]
    duties: dict[Duty, DutyRule]
    forms: tuple[Form, ...]
    heads: frozenset[str]
    nouns: dict[str, Duty]

    def status_of(self, verb: str) -> AgreementStatus | None:
        """The status that a verb gives to the agreement it is said of."""
        return next((s for s in STATUSES if verb in self.words[s]), None)

    def duty_of(self, told: Told) -> Duty | None:
        """The duty of the first form that fits."""
        return next((f.duty for f in self.forms if f.fits(told)), None)


@cache
def lexicon() -> Lexicon:
    """The vocabulary.

    Raises:
        KnowledgeError: an unknown kind, status or duty.
    """
    data = read_toml(FILE)
    kinds: dict[str, AgreementKind] = {}
    for kind, names in data["kinds"].items():
        if kind not in get_args(AgreementKind):
            raise KnowledgeError(FILE, 0, f"[kinds] {kind!r} is no kind of agreement")
        kinds |= dict.fromkeys(names, kind)
    words = {k: frozenset(v) for k, v in data["words"].items()}
    if missing := [s for s in STATUSES if s not in words]:
        raise KnowledgeError(FILE, 0, f"[words] has no verbs for the status {missing[0]!r}")
    duties = {rule.name: rule for rule in map(_duty, data["duty"])}
    heads = frozenset(name.split()[-1] for name in kinds)
    nouns = {n: rule.name for rule in duties.values() for n in rule.nouns}
    return Lexicon(kinds, words, duties, tuple(map(_form, data["form"])), heads, nouns)


def _duty(entry: dict[str, object]) -> DutyRule:
    return DutyRule(
        _name(entry, "name"), frozenset(_list(entry, "nouns")), _list(entry, "acts"), _list(entry, "breach")
    )


def _form(entry: dict[str, object]) -> Form:
    verbs, objects = frozenset(_list(entry, "verbs")), frozenset(_list(entry, "objects"))
    never = frozenset(_list(entry, "never"))
    return Form(_name(entry, "duty"), verbs, objects, bool(entry.get("negated")), bool(entry.get("direct")), never)


def _name(entry: dict[str, object], key: str) -> Duty:
    for duty in get_args(Duty):
        if entry.get(key) == duty:
            return duty  # type: ignore[no-any-return]
    raise KnowledgeError(FILE, 0, f"{entry.get(key)!r} is no duty")


def _list(entry: dict[str, object], key: str) -> tuple[str, ...]:
    value = entry.get(key, [])
    return tuple(str(v) for v in value) if isinstance(value, list) else ()
