"""The vocabulary of agreements, loaded once and checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import get_args

from dateline.errors import KnowledgeError
from dateline.knowledge import read_toml
from dateline.record import AgreementKind, AgreementStatus, Duty

FILE = "agreements.toml"
STATUSES: tuple[AgreementStatus, ...] = get_args(AgreementStatus)


@dataclass(frozen=True, slots=True)
class DutyRule:
    """Which verbs, with which objects, name a duty, and which events keep (`acts`) or break (`breach`) it."""

    name: Duty
    verbs: frozenset[str]
    objects: frozenset[str]
    bare: frozenset[str]
    acts: tuple[str, ...]
    breach: tuple[str, ...]

    def fits(self, verb: str, particle_verb: str, objects: frozenset[str]) -> bool:
        """Whether a verb (lemma, and lemma with its particle) with these object lemmas names the duty."""
        if not {verb, particle_verb} & self.verbs:
            return False
        if not self.objects or {verb, particle_verb} & self.bare:
            return True
        return bool(objects & self.objects)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything in `knowledge/agreements.toml`."""

    kinds: dict[str, AgreementKind]
    words: dict[str, frozenset[str]]
    duties: tuple[DutyRule, ...]
    heads: frozenset[str]

    def status_of(self, verb: str) -> AgreementStatus | None:
        """The status that a verb gives to the agreement it is said of."""
        return next((s for s in STATUSES if verb in self.words[s]), None)


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
    duties = tuple(_duty(entry) for entry in data["duty"])
    return Lexicon(kinds, words, duties, frozenset(name.split()[-1] for name in kinds))


def _duty(entry: dict[str, object]) -> DutyRule:
    if entry["name"] not in get_args(Duty):
        raise KnowledgeError(FILE, 0, f"[[duty]] {entry['name']!r} is no duty")

    def words(key: str) -> list[str]:
        value = entry.get(key, [])
        return [str(v) for v in value] if isinstance(value, list) else []

    verbs, objects, bare = (frozenset(words(k)) for k in ("verbs", "objects", "bare"))
    name: Duty = entry["name"]  # type: ignore[assignment]
    return DutyRule(name, verbs, objects, bare, tuple(words("acts")), tuple(words("breach")))
