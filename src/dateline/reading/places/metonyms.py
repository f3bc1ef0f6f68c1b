"""Names of countries and capitals that stand for a government: actors, not places."""

from __future__ import annotations

from dateline.knowledge.gazetteer import Gazetteer, fold
from dateline.reading.places.capitals import capitals
from dateline.reading.places.view import View

CONJUNCTS = 4  # steps up a list


class Metonyms:
    """Tells the actors among the place names of one report."""

    def __init__(self, view: View, places: Gazetteer) -> None:
        self._view, self._places = view, places

    def actor(self, start: int, end: int) -> bool:
        """Whether the name at `[start, end)` is an actor: "Washington said", "US troops", "rule from Washington"."""
        view = self._view
        key, low = fold(view.name(start, end)), view.low
        if key in view.words.metonyms:
            return not (
                start and low[start - 1] in ("in", "near", "outside", "at", "around", "to") and key != "wall street"
            )
        seat = key in capitals()
        if seat and start >= 2 and low[start - 1] in ("from", "in", "of") and low[start - 2] in view.words.seats:
            return True
        country = not seat and self._country(key)
        if country and self._before_actor(end):
            return True
        if not (seat or country):
            return False
        if seat and end < len(low) and low[end] in view.words.rulers:
            return True  # "the Damascus government"
        if seat and self._owns(end):
            return True  # "Moscow's defence ministry"
        if seat and low[end : end + 1] == ["time"]:
            return True  # "at midnight Moscow time"
        token = view.doc[end - 1]
        for _ in range(CONJUNCTS):
            if token.dep_ != "conj" or token.head.pos_ != "PROPN":
                break
            token = token.head  # "Moscow and Damascus denied it", "accused Washington and Kabul"
        if token.dep_ == "pobj" and token.head.lower_ == "by" and token.head.dep_ == "agent":
            return True  # "a truce brokered by Egypt and Qatar"
        if token.head.pos_ != "VERB":
            return False
        lemma = token.head.lemma_.lower()
        return (token.dep_ == "nsubj" and lemma in view.words.verbs) or (
            token.dep_ == "dobj" and lemma in view.words.objects
        )

    def _before_actor(self, end: int) -> bool:
        """ "US troops", "the US-led coalition", "Sudan armed forces": the name is part of an actor's."""
        low, words = self._view.low, self._view.words
        at, stop = end, min(end + 3, len(low))
        if at + 1 < len(low) and low[at] == "-" and low[at + 1] in ("led", "backed", "installed", "based", "trained"):
            return True
        while at < stop:
            if low[at] in words.actors:
                return True
            if low[at] in words.locative or not low[at].isalpha():
                return False
            at += 1
        return False

    def _owns(self, end: int) -> bool:
        """Whether an organ of a state stands after the name, as its own."""
        low, at = self._view.low, end + 1
        if end >= len(low) or low[end] not in ("'s", "’s", "'", "’"):
            return False
        while at < min(end + 4, len(low)) and low[at].isalpha():
            if low[at] in self._view.words.organs:
                return True
            at += 1
        return False

    def _country(self, key: str) -> bool:
        found = self._places.candidates(key)
        return bool(found) and found[0].kind == "country"
