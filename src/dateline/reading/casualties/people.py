"""The groups of people that a noun phrase lists: "two gunmen", "a woman and her sons", names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.reading.casualties.elsewhere import WHERE
from dateline.reading.casualties.group import Group
from dateline.reading.casualties.lexicon import lexicon
from dateline.reading.casualties.member import member
from dateline.reading.casualties.whole import antecedent, named_after, shares, title_of, titled, whole_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVE = frozenset({"who", "whom", "that", "which"})
_BREAKS = frozenset({"–", "—", "--", ":", "namely"})
_SUFFIX = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_HOUSEHOLDS = frozenset({"family", "families", "household", "households"})
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET"})


def groups(head: Token, people: bool = False, part: bool = False) -> list[Group]:
    """The groups of people that the noun phrase headed by `head` lists, in text order.

    Args:
        head: a noun, name, number or pronoun; a relative pronoun stands for what it relates to.
        people: only phrases that surely mean persons.
        part: the phrase tells a part of a whole ("including nine children").
    """
    lex = lexicon()
    if head.lower_ in _RELATIVE and head.pos_ in ("PRON", "DET", "SCONJ"):
        above = antecedent(head)
        if above is None:
            return []
        head, part = above, True
    if not part:
        head = whole_of(head)
    if (by_name := named_after(head, lex)) is not None:
        return by_name
    found = [g for m in _members(head) if not title_of(m, lex) and (g := member(m, lex, people)) is not None]
    if not found and (inner := titled(head, lex)) is not None:
        group = member(inner, lex, people)
        found = [replace(group, first=min(group.first, head.left_edge.i), said=True)] if group else []
        listed = [m for m in {*_members(head), *_members(inner)} if m.i > inner.i]
        found += [g for m in sorted(listed, key=lambda t: t.i) if (g := member(m, lex, people)) is not None]
    return _agree([replace(g, elsewhere=True) if _elsewhere(head.doc[g.head], found[0]) else g for g in found])


def _elsewhere(noun: Token, first: Group) -> bool:
    """Whether what is listed has a place of its own: "killed 13 people in Kawuri and 38 (herders) in Gwoza"."""
    if noun.i <= first.head or noun.dep_ != "conj" or not _placed(noun):
        return False
    return noun.like_num or _placed(noun.doc[first.head])


def _placed(noun: Token) -> bool:
    return noun.i + 1 < len(noun.doc) and noun.doc[noun.i + 1].lower_ in WHERE


def _members(head: Token) -> list[Token]:
    """The head and what is listed with it: conjuncts, further names in apposition, "along with N others"."""
    found: list[Token] = []
    todo, seen = [head], set()
    end = _elaborated(head)
    while todo and len(found) < 40:
        token = todo.pop(0)
        if token.i in seen or token.i >= end:
            continue
        seen.add(token.i)
        found.append(token)
        for child in token.rights:
            if child.dep_ == "conj" or (child.dep_ == "appos" and _listed(child, token)):
                if child.pos_ in _NOMINAL and child.lower_ not in _SUFFIX and not shares(child) and not _denied(child):
                    todo.append(child)
            elif child.dep_ == "appos" and child.pos_ == "PROPN" and token.pos_ == "NOUN":
                todo += [c for c in child.rights if c.dep_ == "conj" and _counts(c)]
    return _persons(sorted(found, key=lambda t: t.i))


def _denied(noun: Token) -> bool:
    """ "ten soldiers and not 30": what is said not to be so adds nobody."""
    first = noun.left_edge.i
    return "not" in (noun.doc[first].lower_, noun.doc[first - 1].lower_)


def _persons(listed: list[Token]) -> list[Token]:
    """Without households that are told again as persons: "300 families, or some 1,500 people"."""
    other = {c.head.i for c in listed if c.dep_ == "conj" and any(k.lower_ == "or" for k in c.head.rights)}
    return [t for t in listed if t.i not in other or t.lower_ not in _HOUSEHOLDS]


def _counts(noun: Token) -> bool:
    """Whether a conjunct counts or determines people of its own: "and a guard", "and eight of his men"."""
    return noun.pos_ == "NUM" or (noun.pos_ == "NOUN" and any(c.dep_ in ("nummod", "poss", "det") for c in noun.lefts))


def _elaborated(head: Token) -> int:
    """Where the list stops being who, and starts telling who they were: "…, including", "… - a son and a daughter"."""
    doc, including = head.doc, lexicon().words["including"]
    for i in range(head.i + 1, min(head.sent.end, head.i + 80)):
        token = doc[i]
        if token.lower_ in including or token.lower_ in _BREAKS:
            return i
        if head.like_num and token.lower_ in lexicon().states and doc[i - 1].like_num:
            return i  # "lost 86 dead and more than 200 wounded": another harm follows
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("amod", "acl", "compound", "relcl"):
            break
    return len(doc)


def _listed(child: Token, token: Token) -> bool:
    """Whether an apposition is one more in a list: the list goes on after it, with names or with numbers."""
    further = [c for c in child.rights if c.dep_ in ("conj", "appos")]
    if token.pos_ == "PROPN" and any(c.tag_ == "PRP$" for c in child.lefts):
        return bool(further)  # "Ahmed Ali, his wife and three children"
    if child.ent_type_ == "PERSON" and token.ent_type_ == "PERSON":
        return bool(further)
    if token.pos_ == "PROPN" or not any(c.dep_ == "det" or c.dep_ == "nummod" for c in child.lefts):
        return False
    return any(c.lower_ in ("several", "others") or any(k.dep_ in ("det", "nummod") for k in c.lefts) for c in further)


def _agree(found: list[Group]) -> list[Group]:
    """In a list that counts, a bare plural adds nobody that can be counted; "others" leave the count open."""
    found = [g for n, g in enumerate(found) if not any(g.first < f.last and f.first < g.last for f in found[:n])]
    found = _told_over(found)
    counted = [g for g in found if g.said or g.high == 1]
    if not counted or len(counted) == len(found):
        return found
    if any(g.rest for g in found if not g.said):
        last = max(g.last for g in found)
        tail = counted[-1]
        counted[-1] = replace(tail, high=None, qualifier="at_least", last=max(tail.last, last))
    return counted


def _told_over(found: list[Group]) -> list[Group]:
    """Without those that tell over who a counted group were: "three of his children, a son and two daughters"."""
    for n, group in enumerate(found[:-2]):
        if group.low > 1 and group.low == group.high and sum(g.low for g in found[n + 1 :]) == group.low:
            return found[: n + 1]
    return found
