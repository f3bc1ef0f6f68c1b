"""The vocabulary of events, loaded once and checked: classes, verbs, nouns, weapons, ACLED's names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from dateline.errors import KnowledgeError
from dateline.knowledge import read_toml, read_tsv
from dateline.record import EventType

EVENTS, ACLED, WEAPONS = "events.toml", "acled.toml", "weapons.toml"
VERBS, NOUNS = "events_verbs.tsv", "events_nouns.tsv"
KINDS = frozenset({"obj", "subj", "prep", "inf", "that", "pass", "neg", "mod", "objmod", "near", "kid", "both"})
TYPES: frozenset[str] = frozenset(get_args(EventType))


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a frame: `obj=deal`, `prep=on:deal`, `!obj`."""

    kind: str
    word: str | None
    members: frozenset[str] | None
    wanted: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the dictionary.

    Attributes:
        type: PLOVER type, or `None` for a use that is no event.
        mode: PLOVER mode.
        acled: key of an ACLED sub-event type, resolved later by weapon and participants.
        roles: prepositions and words that lead to the recipient, best first.
        alone: of a noun: whether it is an event by itself.
        specific: how many conditions its frame has.
    """

    type: EventType | None
    mode: str | None
    acled: str | None
    roles: tuple[str, ...]
    frame: tuple[Condition, ...]
    alone: bool
    specific: int


@dataclass(frozen=True, slots=True)
class Weapon:
    """What a weapon word says: PLOVER mode and ACLED key."""

    mode: str
    acled: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the event stage knows about words."""

    verbs: dict[str, tuple[Entry, ...]]
    nouns: dict[str, tuple[Entry, ...]]
    classes: dict[str, frozenset[str]]
    light: frozenset[str]
    swap: frozenset[str]
    judging: frozenset[str]
    opens: frozenset[str]
    naming: frozenset[str]
    into: frozenset[str]
    into_by: frozenset[str]
    into_swap: frozenset[str]
    harm: frozenset[str]
    inside: frozenset[str]
    anaphora: frozenset[str]
    cooperative: frozenset[str]
    hostile: frozenset[str]
    mutual: frozenset[str]
    weapons: dict[str, Weapon]
    bearers: frozenset[str]
    acled: dict[str, str]
    participants: dict[str, frozenset[str]]


def _modes(data: dict[str, Any]) -> dict[str, frozenset[str]]:
    return {t: frozenset(m) for t, m in data["plover"].items() if t != "source"}


def _condition(text: str, classes: dict[str, frozenset[str]], file: str, line: int) -> Condition:
    wanted = not text.startswith("!")
    kind, _, rest = text.lstrip("!").partition("=")
    if kind not in KINDS:
        raise KnowledgeError(file, line, f"unknown condition {text!r}")
    word: str | None = None
    name = rest
    if kind == "prep" and rest:
        word, _, name = rest.partition(":")
    if name and name not in classes:
        raise KnowledgeError(file, line, f"unknown class {name!r} in {text!r}; add it to [classes] of {EVENTS}")
    return Condition(kind, word, classes[name] if name else None, wanted)


def _entry(row: dict[str, str], data: dict[str, Any], classes: dict[str, frozenset[str]], at: tuple[str, int]) -> Entry:
    file, line = at
    kind, mode, acled = (None if row[k] == "-" else row[k] for k in ("type", "mode", "acled"))
    if kind is not None and kind not in TYPES:
        raise KnowledgeError(file, line, f"unknown PLOVER type {kind!r}")
    if mode is not None and (kind is None or mode not in _modes(data)[kind]):
        raise KnowledgeError(file, line, f"{mode!r} is no mode of {kind}")
    if acled is not None and acled not in data["acled"]:
        raise KnowledgeError(file, line, f"unknown ACLED key {acled!r}")
    conditions = () if row["frame"] == "-" else tuple(_condition(c, classes, file, line) for c in row["frame"].split())
    roles = tuple(row["roles"].split(",")) if row["roles"] != "-" else ()
    return Entry(kind, mode, acled, roles, conditions, row.get("when") == "alone", len(conditions))  # type: ignore[arg-type]


def _table(
    file: str, columns: tuple[str, ...], data: dict[str, Any], classes: dict[str, frozenset[str]]
) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for line, row in read_tsv(file, columns):
        entry = _entry(row, data, classes, (file, line))
        for lemma in row["lemmas"].split():
            found.setdefault(lemma, []).append(entry)
    return {k: tuple(v) for k, v in found.items()}


def _weapons() -> dict[str, Weapon]:
    found: dict[str, Weapon] = {}
    for name, block in read_toml(WEAPONS)["weapons"].items():
        if name != "source":
            weapon = Weapon(block.get("mode", name), block["acled"])
            found.update((w, weapon) for w in block["words"] if w not in found)
    return found


@cache
def lexicon() -> Lexicon:
    """The vocabulary of events.

    Raises:
        KnowledgeError: a bad line; names the file and the line.
    """
    acled = read_toml(ACLED)
    data = read_toml(EVENTS) | {"acled": acled["types"]}
    classes = {k: frozenset(v) for block in ("classes", "modifiers") for k, v in data[block].items() if k != "source"}
    columns = ("lemmas", "frame", "type", "mode", "acled", "roles")
    sets = {k: frozenset(data[b][k]) for b, k in (
        ("light", "verbs"), ("light", "swap"), ("light", "judging"), ("light", "opens"), ("light", "naming"),
        ("harm", "inside"), ("anaphora", "nouns"),
        ("families", "cooperative"), ("families", "hostile"), ("families", "mutual"),
    )}  # fmt: skip
    return Lexicon(
        verbs=_table(VERBS, columns, data, classes),
        nouns=_table(NOUNS, (*columns, "when"), data, classes),
        classes=classes,
        light=sets["verbs"],
        swap=sets["swap"],
        judging=sets["judging"],
        opens=sets["opens"],
        naming=sets["naming"],
        into=frozenset(data["light"]["into"]),
        into_by=frozenset(data["light"]["into_by"]),
        into_swap=frozenset(data["light"]["into_swap"]),
        harm=frozenset(data["harm"]["verbs"]),
        inside=sets["inside"],
        anaphora=sets["nouns"],
        cooperative=sets["cooperative"],
        hostile=sets["hostile"],
        mutual=sets["mutual"],
        weapons=_weapons(),
        bearers=frozenset(read_toml(WEAPONS)["bearers"]["words"]),
        acled={k: v for k, v in acled["types"].items() if k != "source"},
        participants={k: frozenset(v) for k, v in acled["participants"].items() if k != "source"},
    )
