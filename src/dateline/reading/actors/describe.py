"""Mentions that describe: a noun for people or a body, with its modifiers ("Shiite demonstrators", "the army")."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.reading.actors.mention import Mention, View
from dateline.reading.actors.names import Named
from dateline.reading.actors.nouns import Noun, Nouns
from dateline.reading.actors.phrases import (
    core_start,
    counted_over,
    definiteness,
    edges,
    kind_of,
    relational_end,
    sector_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_HEADS = frozenset({"NOUN", "PROPN"})
_INNER = frozenset({"compound", "nmod", "amod", "npadvmod"})
_WHICH = frozenset({"in", "of", "from", "at", "near", "on"})
_TELLING = 8  # words of a clause that are compared
_AGENT = frozenset({"nsubj", "nsubjpass", "dobj", "poss", "appos"})


def descriptions(view: View, first: int, last: int, names: dict[int, Named], nouns: Nouns) -> list[Mention]:
    """Describing mentions in the sentence `[first, last)`, in text order; `names` are the proper names by token."""
    found: list[Mention] = []
    low = view.low
    for i in range(first, last):
        if low[i] not in nouns.last_words and low[i] not in nouns.equipment:
            continue
        noun = _noun(low, i, first, nouns)
        if noun is None:
            continue
        token = view.doc[i]
        if (token.pos_ not in _HEADS and token.dep_ != "amod") or not _heads_phrase(view, token, noun, names, nouns):
            continue
        made = _mentions(view, token, noun, names, nouns, first)
        if low[i] in nouns.equipment and noun.kind == "force" and not noun.of_people:
            made = [m for m in made if _crewed(m, nouns)]
        found += [m for m in made if low[m.first] != "no"]
    return found


def _crewed(m: Mention, nouns: Nouns) -> bool:
    """Weapons stand for who uses them only where the text says whose they are."""
    return m.country is not None or any(w in nouns.modifiers or w in nouns.force_modifiers for w in m.modifiers)


def _noun(low: list[str], i: int, first: int, nouns: Nouns) -> Noun | None:
    at = i - 1
    if at > first and low[at] == "-":
        at -= 1
    if at >= first and (compound := nouns.heads.get(f"{low[at]}-{low[i]}")):
        return compound
    if low[i] in nouns.equipment:
        return Noun("force", "MIL", "many", low[i].removesuffix("s"), False)
    return nouns.heads.get(low[i])


def _heads_phrase(view: View, token: Token, noun: Noun, names: dict[int, Named], nouns: Nouns) -> bool:
    """Whether the noun stands for somebody here, and does not only modify another noun or belong to a name."""
    i, low = token.i, view.low
    pairs = {f"{low[i - 1]}-{low[i]}", f"{low[i]}-{low[i + 1]}" if i + 1 < len(low) else ""}
    model = low[i] in nouns.arms and i > 0 and any(c.isdigit() for c in low[i - 1])  # "B-52 bombers"
    if model or i in names or not pairs.isdisjoint(nouns.not_actors):
        return False
    if token.dep_ in _INNER and token.head.i > i and not (low[i + 1] if i + 1 < len(low) else "").startswith("'"):
        if low[i] == "military" and i - 1 not in names:
            return False  # "military operations" are nobody's
        body = noun.number == "group" or noun.sector in ("REB", "UAF")
        return body and token.head.lemma_.lower() in nouns.body_deeds
    if low[i] in nouns.quantities and i + 1 < len(low) and low[i + 1] == "of" and _counts_people(view, token, nouns):
        return False
    bare = token.n_lefts == 0
    if low[i] in nouns.premises and not _speaks(token, nouns):
        return _acts(token) and any(view.low[c.i] in nouns.modifiers for c in token.lefts)  # "the army camp"
    if low[i] in nouns.described and not any(c.dep_ in ("amod", "compound", "poss") for c in token.lefts):
        return False
    if noun.stem in nouns.agents_only or low[i] in nouns.agents_only:
        told = _specified(view, token, names, nouns)
        return (_acts(token) or (told and noun.kind in ("organization", "force") and noun.sector is None)) and not (
            bare and noun.number == "group"
        )
    return not (bare and noun.number == "one" and noun.of_people and token.dep_ in ("pobj", "ROOT", "dep"))


def _speaks(token: Token, nouns: Nouns) -> bool:
    """Whether the noun is the subject of what people or bodies say and decide."""
    if token.dep_ == "conj":
        return token.head.i < token.i and _speaks(token.head, nouns)
    if token.dep_ == "pobj" and token.head.head.lower_ == "according":
        return True
    return token.dep_ == "nsubj" and token.head.lemma_.lower() in nouns.agentive - nouns.weak


def _counts_people(view: View, token: Token, nouns: Nouns) -> bool:
    """Whether the noun only counts others ("a group of officers")."""
    counted = (c for prep in token.rights if prep.dep_ == "prep" for c in prep.children if c.dep_ == "pobj")
    return any(view.low[c.i] in nouns.heads for c in counted)


def _specified(view: View, token: Token, names: dict[int, Named], nouns: Nouns) -> bool:
    """Whether what stands before the noun says whose it is or what it does ("the NATO-led force")."""
    return _tells_any(view, token.left_edge.i, token.i, names, nouns)


def _acts(token: Token) -> bool:
    if token.dep_ == "conj":
        return _acts(token.head) if token.head.i < token.i else False
    return token.dep_ in _AGENT or (
        token.dep_ == "pobj" and token.head.lower_ in ("by", "against", "with", "between", "on")
    )


def _mentions(view: View, head: Token, noun: Noun, names: dict[int, Named], nouns: Nouns, floor: int) -> list[Mention]:
    over = counted_over(view, head, nouns)
    first = edges(view, over, floor)
    while first - 1 >= floor and first - 1 in names and head.dep_ in _INNER and head.head.i > head.i:
        first -= 1  # "U.S. military airstrikes": both words modify the strikes
    start = core_start(view, edges(view, head, floor) if over.i != head.i else first, head.i)
    if over.i == head.i and (cut := _shared_noun(view, start, head.i, names, nouns)):
        left = _mention(view, (start, cut), (start, cut), head, noun, names, nouns)
        left = replace(left, head=cut - 1, name=f"{left.name} {view.shown(head.i, head.i + 1)}")
        return [left, _mention(view, (cut + 1, head.i + 1), (cut + 1, head.i + 1), head, noun, names, nouns)]
    last = relational_end(view, head, nouns)
    return [_mention(view, (first, last), (start, last), head, noun, names, nouns)]


def _shared_noun(view: View, start: int, head: int, names: dict[int, Named], nouns: Nouns) -> int | None:
    """The "and" between two modifiers that make two actors of one noun ("American and Iraqi troops")."""
    for i in range(start + 1, head - 1):
        if view.low[i] == "and" and _tells(view, i - 1, names, nouns) and _tells_any(view, i + 1, head, names, nouns):
            return i
    return None


def _tells(view: View, i: int, names: dict[int, Named], nouns: Nouns) -> bool:
    return i in names or view.low[i] in nouns.modifiers or view.low[i] in nouns.force_modifiers


def _tells_any(view: View, first: int, last: int, names: dict[int, Named], nouns: Nouns) -> bool:
    return any(_tells(view, i, names, nouns) for i in range(first, last))


def _mention(
    view: View,
    whole: tuple[int, int],
    core: tuple[int, int],
    head: Token,
    noun: Noun,
    names: dict[int, Named],
    nouns: Nouns,
) -> Mention:
    first, last = whole
    end = min(core[1], head.i)
    while end > core[0] and "-" in noun.stem and view.low[end - 1] in (*noun.stem.split("-"), "-"):
        end -= 1  # "armed" of "armed forces" is no modifier
    modifiers = [w for w in view.low[core[0] : end] if w not in ("-", "'s", "'")]
    country = nation(view, core[0], min(core[1], head.i), names) or _of_country(names, head.i, last)
    if country is None and noun.sector in ("MIL", "COP", "GOV", "JUD", "LEG"):
        country = next((view.located[i] for i in (*range(core[0], head.i), last - 1) if i in view.located), None)
    sector = sector_of(noun, view.low[head.i], modifiers, country, nouns)
    definite, counted = definiteness(view, first, head.i)
    return Mention(
        first, last, head.i, core, "phrase", kind_of(noun, sector), sector, country, noun.number,
        view.shown(*core), stem=noun.stem, definite=definite, owned=view.doc[first].tag_ == "PRP$", counted=counted,
        roles=frozenset({noun.stem}) if noun.of_people else frozenset(), modifiers=frozenset(modifiers),
        female=_female(noun, nouns), complement=complement(view, head) if noun.number == "many" else "",
    )  # fmt: skip


def _female(noun: Noun, nouns: Nouns) -> bool | None:
    return True if noun.stem in nouns.female else False if noun.stem in nouns.male else None


def complement(view: View, head: Token) -> str:
    """What after the noun says which people are meant: a clause without a comma, or "in", "of", "from" a name."""
    if head.n_rights == 0:
        return ""
    for child in head.rights:
        start = child.left_edge.i
        clause = child.dep_ in ("relcl", "acl") and view.low[start - 1] not in (",", "-")
        placed = child.dep_ == "prep" and view.low[child.i] in _WHICH and any(c.pos_ == "PROPN" for c in child.children)
        if clause or placed:
            return " ".join(view.low[start : min(child.right_edge.i, start + _TELLING) + 1])
    return ""


def nation(view: View, first: int, last: int, names: dict[int, Named]) -> str | None:
    """Country that a modifier in `[first, last)` names; "US-backed" names none."""
    for i in range(last - 1, first - 1, -1):
        named = names.get(i)
        if named is None or not named.forms:
            continue
        after = named.last
        if after + 1 < len(view.low) and view.low[after] == "-" and after + 1 not in names:
            continue
        return named.forms[0].entry.country
    return None


def _of_country(names: dict[int, Named], head: int, last: int) -> str | None:
    named = names.get(last - 1) if last > head + 1 else None
    return named.forms[0].entry.country if named and named.forms else None
