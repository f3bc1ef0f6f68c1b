"""What the report says about its own names: abbreviations, appositions, the country it is about."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.reading.actors.defined import abbreviation_at
from dateline.reading.actors.lexicon import fold
from dateline.reading.actors.mention import Mention, View
from dateline.reading.actors.names import Named

if TYPE_CHECKING:
    from spacy.tokens import Token

_SELF = frozenset({"itself", "himself", "themselves", "herself"})
_CALLING = frozenset({"call", "name", "dub", "nickname", "style", "term"})


def home_country(named: list[Named]) -> str | None:
    """The country that the report names most, in any form."""
    seen = Counter(
        n.forms[0].entry.country
        for n in named
        if n.forms and n.forms[0].entry.kind == "state" and n.forms[0].entry.country
    )
    return seen.most_common(1)[0][0] if seen else None


def abbreviations(view: View, found: list[Mention]) -> tuple[dict[str, str], list[Mention]]:
    """Abbreviations that the report defines, and mentions by them that nothing else has found.

    Returns:
        folded abbreviation -> folded long form, and the mentions.
    """
    heads = {i: m for m in found for i in range(*m.core)}
    aliases: dict[str, str] = {}
    models: dict[str, Mention] = {}
    for m in found:
        short = _defined(view, m)
        if short is None or m.kind == "person":
            continue
        own = heads.get(m.last + 1)
        if own is not None and own.entries and not set(own.entries) & set(m.entries) and own.kind == "media":
            continue
        aliases.setdefault(short, fold(m.name))
        models.setdefault(short, m)
    extra: list[Mention] = []
    if aliases:
        for i, word in enumerate(view.low):
            if word in models and i not in heads and view.printed(i)[:1].isupper():
                model = models[word]
                extra.append(
                    replace(
                        model, first=i, last=i + 1, head=i, core=(i, i + 1), how="name", name=view.printed(i), stem="",
                        entries=(), inside=None, roles=frozenset(), modifiers=frozenset(), counted=False, definite=True,
                    )
                )  # fmt: skip
    return aliases, extra


def _defined(view: View, m: Mention) -> str | None:
    """The abbreviation in brackets right after a mention, folded."""
    short = abbreviation_at(view, m.last)
    return fold(short) if short else None


def appositions(view: View, found: list[Mention]) -> dict[int, int]:
    """Head token of each mention that stands beside another and says who it is -> head token of that other."""
    by_head = {m.head: m for m in found}
    by_end = {m.last: m for m in found}
    merged: dict[int, int] = {}
    for m in found:
        token = view.doc[m.head]
        if token.dep_ == "appos" and (other := _beside(token, m, by_head)) and m.first - other.last <= 8:
            if "phrase" in (m.how, other.how) and m.how != "state" and other.how != "state":
                merged[m.head] = other.head
        elif (at := _called(token)) is not None and at in by_head:
            merged[m.head] = at
        elif (left := by_end.get(m.first - 1)) and _renamed(view, left, m):
            merged[m.head] = left.head
        elif (
            m.first > 0 and view.low[m.first - 1] == "[" and m.last < len(view.low) and view.low[m.last] == "]"
            and (left := by_end.get(m.first - 1)) and left.how == "phrase"
        ):  # fmt: skip
            merged[m.head] = left.head
    return merged


def _beside(token: Token, m: Mention, by_head: dict[int, Mention]) -> Mention | None:
    """The mention that `token` stands beside; in "the mayor of X, Y" the person stands beside the office."""
    other = by_head.get(token.head.i)
    prep = token.head.head
    if m.kind == "person" and token.head.dep_ == "pobj" and prep.lower_ == "of":
        office = by_head.get(prep.head.i)
        if office is not None and office.how == "phrase" and office.kind == "person":
            return office
    return other


def _called(token: Token) -> int | None:
    """Whom a name is said to belong to: "a man known as X", "a militia called X", "it calls itself X"."""
    verb = token.head
    if token.dep_ == "pobj" and verb.lower_ == "as" and verb.head.lower_ == "known":
        verb = verb.head
    elif token.dep_ not in ("oprd", "dobj", "attr") or verb.lemma_.lower() not in _CALLING or not _styled(verb):
        return None
    if verb.dep_ in ("acl", "relcl"):
        return int(verb.head.i)
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return int(subject.i) if subject is not None else None


def _styled(verb: Token) -> bool:
    return verb.tag_ == "VBN" or any(c.lower_ in _SELF for c in verb.children)


def _renamed(view: View, left: Mention, m: Mention) -> bool:
    """Whether a name between commas says who the body before it is ("a militia, the Lions of the Valley,")."""
    return (
        m.last < len(view.low) and view.low[m.first - 1] == view.low[m.last] == ","
        and left.how == "phrase" and left.counted and left.number == "group" and m.how == "name" and m.kind != "person"
    )  # fmt: skip
