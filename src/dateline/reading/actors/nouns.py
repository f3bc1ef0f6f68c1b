"""What nouns and modifiers say about an actor: its kind, PLOVER sector and number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from dateline.errors import KnowledgeError
from dateline.knowledge import read_toml
from dateline.record import ActorKind

Number = Literal["one", "many", "group"]
FILE = "actors_nouns.toml"
SECTORS = frozenset({
    "GOV", "JUD", "LEG", "MIL", "COP", "OPP", "PTY", "REB", "PRM", "SPY", "UAF", "CVL", "ELI", "BUS", "EDU", "MED",
    "LAB", "AGR", "JRN", "REF", "REL", "SOC", "CRM", "IGO", "NGO",
})  # fmt: skip
_STAND_FOR = ("armed", "criminal", "aid", "bloc", "party", "medium", "company", "group")
_IRREGULAR = {"person": "persons", "child": "children", "schoolchild": "schoolchildren", "passerby": "passersby"}
_IRREGULAR |= {"passer-by": "passers-by", "fedayee": "fedayeen", "wife": "wives", "thief": "thieves"}
_IRREGULAR |= {"housewife": "housewives", "grandchild": "grandchildren", "kinsman": "kinsmen"}


@dataclass(frozen=True, slots=True)
class Noun:
    """What a noun says.

    Attributes:
        kind: kind of the actor that the noun stands for, in this number.
        sector: PLOVER sector, or `None`.
        number: one person, many people, or a body.
        stem: the singular, which is what two mentions share.
        of_people: a noun for persons, not for a body.
    """

    kind: ActorKind
    sector: str | None
    number: Number
    stem: str
    of_people: bool


@dataclass(frozen=True, slots=True)
class Nouns:
    """Everything that `actors_nouns.toml` says, ready for look-ups on lower-cased words."""

    heads: dict[str, Noun]
    last_words: frozenset[str]
    modifiers: dict[str, str]
    forces: frozenset[str]
    titles: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    names: dict[str, tuple[ActorKind, str]]
    given: dict[str, bool]
    ranks: dict[str, str]
    media_names: frozenset[str]
    media_verbs: frozenset[str]
    plain_media: frozenset[str]
    carriers: frozenset[str]
    stands_for: dict[str, str]
    attackers: frozenset[str]
    foreign: frozenset[str]
    taken: frozenset[str]
    quantities: frozenset[str]
    relational: frozenset[str]
    agentive: frozenset[str]
    weak: frozenset[str]
    places: frozenset[str]
    agents_only: frozenset[str]
    premises: frozenset[str]
    portfolios: frozenset[str]
    offices: frozenset[str]
    described: frozenset[str]
    equipment: frozenset[str]
    arms: frozenset[str]
    force_modifiers: frozenset[str]
    give_to: frozenset[str]
    get_from: frozenset[str]
    not_of: frozenset[str]
    not_poss: frozenset[str]
    party: dict[str, frozenset[str]]
    not_actors: frozenset[str]
    sites: frozenset[str]
    deeds: frozenset[str]
    body_deeds: frozenset[str]
    joined: frozenset[str]
    locative: frozenset[str]
    taken_places: frozenset[str]


def plural(word: str) -> str:
    """The regular plural of a noun, or its irregular one."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("man") and word not in ("human", "shaman", "layman-of"):
        return word[:-3] + "men"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


@cache
def nouns() -> Nouns:
    """Loads and validates the file.

    Raises:
        KnowledgeError: a kind or sector that does not exist.
    """
    data, doings = read_toml(FILE), read_toml("actors_doings.toml")["doings"]
    heads: dict[str, Noun] = {}
    for block in data["class"]:
        for word, noun in _heads(block):
            heads.setdefault(word, noun)
    words = {k: frozenset(data[k]["words"].split()) for k in ("forces", "titles", "quantities", "relational")}
    return Nouns(
        heads=heads,
        last_words=frozenset(w.rpartition("-")[2] for w in heads),
        modifiers={w: _sector(s) for s, ws in data["modifiers"].items() if s != "source" for w in ws.split()},
        forces=words["forces"],
        titles=words["titles"],
        female=frozenset([*data["titles"]["female"].split(), *data["gender"]["female"].split()]),
        male=frozenset([*data["titles"]["male"].split(), *data["gender"]["male"].split()]),
        names=dict(_naming(data["names"])),
        given=_given(),
        ranks={w: _sector(k) for k, ws in data["ranks"].items() if k != "source" for w in ws.split()},
        media_names=frozenset(data["media_names"]["words"].split()),
        media_verbs=frozenset(data["media_names"]["verbs"].split()),
        plain_media=frozenset(data["media_names"]["plain"].split()),
        carriers=frozenset(data["media_names"]["carriers"].split()),
        stands_for={w: k for k in _STAND_FOR for w in data["descriptions"][k].split()},
        attackers=frozenset(data["descriptions"]["attackers"].split()),
        foreign=frozenset(data["descriptions"]["foreign"].split()),
        taken=frozenset(data["agentive"]["taken"].split()),
        quantities=words["quantities"],
        relational=words["relational"],
        agentive=frozenset(data["agentive"]["verbs"].split()),
        weak=frozenset(data["agentive"]["weak"].split()),
        places=frozenset(data["agentive"]["places"].split()),
        agents_only=frozenset(data["agents_only"]["words"].split()),
        premises=frozenset(data["premises"]["words"].split()),
        portfolios=frozenset(data["portfolios"]["words"].split()),
        offices=frozenset(data["portfolios"]["offices"].split()),
        described=frozenset(data["described"]["words"].split()),
        equipment=frozenset(data["equipment"]["words"].split()),
        arms=frozenset(data["equipment"]["arms"].split()),
        force_modifiers=frozenset(data["forces"]["modifiers"].split()),
        give_to=frozenset(data["state_objects"]["to"].split()),
        get_from=frozenset(data["state_objects"]["from"].split()),
        not_of=frozenset(data["state_objects"]["not_of"].split()),
        not_poss=frozenset(data["state_objects"]["not_poss"].split()),
        party={k: frozenset(words.split()) for k, words in data["parties"].items() if k != "source"},
        not_actors=frozenset(data["not_actors"]["words"].split()),
        sites=frozenset(data["sites"]["words"].split()),
        deeds=frozenset(doings["nouns"]),
        body_deeds=frozenset([*doings["nouns"], *doings["abbreviated"], *doings["bodies"], *doings["holdings"]]),
        joined=frozenset(doings["joined"]),
        taken_places=frozenset(data["sites"]["verbs"].split()),
        locative=frozenset(data["sites"]["prepositions"].split()),
    )


@cache
def speaking() -> frozenset[str]:
    """Lemmas of verbs whose subject speaks or decides: a capital before one is a government."""
    return nouns().agentive - nouns().weak


def _given() -> dict[str, bool]:
    """Given name -> whether it is a woman's."""
    block = read_toml("actors_given.toml")["given"]
    both = {w: female for key, female in (("male", False), ("female", True)) for w in block[key].split()}
    if clash := set(block["male"].split()) & set(block["female"].split()):
        raise KnowledgeError("actors_given.toml", 0, f"{min(clash)!r} is in both lists")
    return both


def _sector(code: str) -> str:
    if code not in SECTORS:
        raise KnowledgeError(FILE, 0, f"{code!r} is not a PLOVER sector")
    return code


def _kind(kind: str) -> ActorKind:
    if kind not in get_args(ActorKind):
        raise KnowledgeError(FILE, 0, f"{kind!r} is not a kind of actor")
    return kind  # type: ignore[return-value]


def _heads(block: dict[str, Any]) -> Iterator[tuple[str, Noun]]:
    sector = _sector(block["sector"]) if block["sector"] else None
    many, group = _kind(block["many"]), _kind(block["group"])
    for word in block["people"].split():
        yield word, Noun("person", sector, "one", word, True)
        yield plural(word), Noun(many, sector, "many", word, True)
    for word in block["groups"].split():
        yield word, Noun(group, sector, "group", word, False)
        if not word.endswith("s") or word.endswith("ss"):
            yield plural(word), Noun(group, sector, "many", word, False)


def _naming(block: dict[str, str]) -> Iterator[tuple[str, tuple[ActorKind, str]]]:
    for key, words in block.items():
        if key != "source":
            kind, _, sector = key.partition("-")
            for word in words.split():
                yield word, (_kind(kind), _sector(sector))
