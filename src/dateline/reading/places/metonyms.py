"""Names of countries and capitals that stand for a government: actors, not places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.knowledge.gazetteer import fold, gazetteer

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from dateline.reading.places.words import Words


def is_actor(doc: Doc, low: list[str], start: int, end: int, words: Words) -> bool:
    """Whether the name at tokens `[start, end)` is an actor: "Washington said", "US troops", "rule from Washington"."""
    key = fold(doc[start:end].text)
    if key in words.metonyms:
        return not (start and low[start - 1] in ("in", "near", "outside", "at", "around") and key == "capitol hill")
    if start >= 2 and low[start - 1] in ("from", "in", "of") and low[start - 2] in words.seats and _seat(key):
        return True
    country = _country(key)
    if not country and not _seat(key):
        return False
    after = end
    while (
        after < len(doc)
        and after < end + 3
        and doc[after].pos_ in ("ADJ", "NOUN", "PROPN")
        and low[after] not in words.actors
    ):
        after += 1
    if country and after < len(doc) and low[after] in words.actors and doc[end].dep_ != "punct":
        return True
    root = doc[end - 1]
    return root.dep_ == "nsubj" and root.head.pos_ == "VERB" and root.head.lemma_.lower() in words.verbs


def _country(key: str) -> bool:
    found = gazetteer().candidates(key)
    return bool(found) and found[0].kind == "country"


def _seat(key: str) -> bool:
    from dateline.reading.places.capitals import capitals

    return key in capitals()
