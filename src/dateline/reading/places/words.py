"""The vocabulary of `places_words.toml`, validated and ready for look-ups."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline.errors import KnowledgeError
from dateline.knowledge import read_toml
from dateline.knowledge.gazetteer.curated import countries
from dateline.knowledge.gazetteer.fold import articles

FILE = "places_words.toml"


@dataclass(frozen=True, slots=True)
class Words:
    """Words of place mentions, all in lower case."""

    locative: frozenset[str]
    strong: frozenset[str]
    enters: frozenset[str]  # verbs whose object is a place: "entered X"
    classes: dict[str, str]  # "province" -> "admin1"
    facilities: frozenset[str]
    institutions: frozenset[str]
    sites: frozenset[str]  # of the facilities, those that one word names: "Mitiga airport"
    dwellers: frozenset[str]  # "residents of X": X is a place
    ways: frozenset[str]
    directions: frozenset[str]
    adjectives: frozenset[str]
    english: frozenset[str]  # countries (alpha-3) whose towns are called after people and words
    edges: frozenset[str]
    parts: frozenset[str]  # what "of" and a place may follow: "west of", "the outskirts of", "the center of"
    articles: frozenset[str]
    tails: frozenset[str]  # class words after a name
    heads: frozenset[str]  # directions and class words before a name
    between: frozenset[str]  # what may stand between a name and what it lies in
    camps: frozenset[str]  # words before "camp"
    units: dict[str, float]  # unit of length -> km
    numbers: dict[str, float]
    bearings: dict[str, float]  # "north" -> degrees clockwise from north
    quarters: frozenset[str]  # names that every town has: "Old City"
    organizations: frozenset[str]
    titles: frozenset[str]
    metonyms: frozenset[str]
    verbs: frozenset[str]  # a country does these as a government
    objects: frozenset[str]  # these are done to a country as a government
    actors: frozenset[str]
    rulers: frozenset[str]  # nouns that a capital's name before them makes a government: "the Damascus regime"
    organs: frozenset[str]  # what a capital owns as a government: "Moscow's defence ministry"
    seats: frozenset[str]
    seated: frozenset[str]  # bodies that lie where "of" says: "University of Mosul"
    bodies: frozenset[str]  # local bodies that lie in the place they are named by: "Basra police"
    skipped: frozenset[str]  # what may stand between a preposition and a name
    never: frozenset[str]  # groups and offices that are also names of villages
    nameless: frozenset[str]  # generic words, demonyms and the names of `never`
    generic: frozenset[str]  # capitalised words that name nothing alone: "City Hall"
    demonyms: dict[str, str]  # "iraqi" -> "IRQ"
    acronyms: frozenset[str]  # country names that are nothing in lower case: "US"


@cache
def words() -> Words:
    """The vocabulary.

    Raises:
        KnowledgeError: a block is missing.
    """
    data = read_toml(FILE)
    demonyms = {d.lower(): c.alpha3 for c in countries() for d in c.demonyms}
    try:
        names, relations, metonymy = data["names"], data["relations"], data["metonymy"]
        return Words(
            locative=frozenset(data["locative"]["prepositions"]),
            strong=frozenset(data["locative"]["strong"]),
            enters=frozenset(data["locative"]["verbs"]),
            classes={w: kind for kind, found in data["classes"].items() for w in found},
            facilities=frozenset(data["facilities"]["heads"]),
            institutions=frozenset(data["facilities"]["institutions"]),
            sites=frozenset(data["facilities"]["sites"]),
            dwellers=frozenset(relations["dwellers"]),
            ways=frozenset(data["facilities"]["ways"]),
            directions=frozenset(relations["directions"]),
            adjectives=frozenset(relations["adjectives"]),
            english=frozenset(read_toml("places_case.toml")["case"]["english"]),
            edges=frozenset(relations["edges"]),
            parts=frozenset(relations["edges"])
            | frozenset(relations["parts"])
            | {d.replace("-", "") for d in relations["directions"]},
            articles=articles(),
            tails=frozenset(relations["tails"]),
            heads=frozenset(relations["heads"]),
            between=frozenset(relations["between"]),
            camps=frozenset(relations["camps"]),
            units={w: float(km) for w, km in relations["units"].items()},
            numbers={w: float(n) for w, n in relations["numbers"].items()},
            bearings={w: float(n) for w, n in relations["bearings"].items()},
            quarters=frozenset(relations["quarters"]),
            organizations=frozenset(names["organizations"]),
            titles=frozenset(names["titles"]),
            metonyms=frozenset(names["metonyms"]),
            verbs=frozenset(metonymy["verbs"]),
            objects=frozenset(metonymy["objects"]),
            actors=frozenset(metonymy["actors"]),
            rulers=frozenset(metonymy["rulers"]),
            organs=frozenset(metonymy["organs"]),
            seats=frozenset(metonymy["seats"]),
            seated=frozenset(names["seated"]),
            bodies=frozenset(names["bodies"]),
            skipped=frozenset(relations["adjectives"]) | {"the", "nearby", "neighboring", "neighbouring"},
            generic=frozenset(names["generic"]),
            never=frozenset(names["never"]),
            nameless=frozenset(names["generic"]) | frozenset(names["never"]) | frozenset(demonyms),
            demonyms=demonyms,
            acronyms=frozenset(
                a.replace(".", "").lower() for c in countries() for a in c.aliases if a.isupper() and len(a) <= 8
            ),
        )
    except KeyError as error:
        raise KnowledgeError(FILE, 0, f"block or key {error} is missing") from error
