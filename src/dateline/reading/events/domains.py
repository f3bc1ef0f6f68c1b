"""The fields of life that borrow the words of violence, loaded once and checked."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from functools import cache

from dateline.errors import KnowledgeError
from dateline.knowledge import read_toml

DOMAINS = "events_domains.toml"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of life: where `2 * strong + weak` words of a stretch reach `need`, the `verbs` are no violence."""

    why: str
    need: int
    strong: frozenset[str]
    weak: frozenset[str]
    verbs: frozenset[str]

    def score(self, lemmas: frozenset[str]) -> int:
        """How much these words speak of the field."""
        return 2 * len(self.strong & lemmas) + len(self.weak & lemmas)


@dataclass(frozen=True, slots=True)
class Domains:
    """Everything known about violent words that tell of no violence."""

    objects: frozenset[str]
    subjects: frozenset[str]
    within: frozenset[str]
    modifiers: frozenset[str]
    verbs_off: frozenset[str]
    anchors: frozenset[str]
    works: frozenset[str]
    works_if: frozenset[str]
    forms: frozenset[str]
    real: frozenset[str]
    telling: frozenset[str]
    shows: frozenset[str]
    roles: frozenset[str]
    fields: tuple[Field, ...]
    borrowed: frozenset[str]  # the verbs of all fields


@cache
def domains() -> Domains:
    """The fields and lists of the data file.

    Raises:
        KnowledgeError: a block or a list is missing.
    """
    data = read_toml(DOMAINS)
    try:
        lists = {**data["abstract"], **data["fiction"], "anchors": data["anchors"]["words"]}
        fields = tuple(
            Field(f["why"], int(f["need"]), *(frozenset(f[k]) for k in ("strong", "weak", "verbs")))
            for f in data["fields"].values()
        )
        names = [f.name for f in dataclass_fields(Domains) if f.name not in ("fields", "borrowed")]
        borrowed = frozenset().union(*(f.verbs for f in fields))
        return Domains(**{n: frozenset(lists[n]) for n in names}, fields=fields, borrowed=borrowed)
    except KeyError as error:
        raise KnowledgeError(DOMAINS, 0, f"{error} is missing") from error
