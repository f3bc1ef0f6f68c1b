"""How many people a noun phrase stands for, and what part they had: "two gunmen", "a woman and her sons", names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.reading.casualties.lexicon import Lexicon, lexicon
from dateline.reading.numbers import Quantity, measures, quantities
from dateline.record import Qualifier, VictimStatus

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SINGLE = frozenset({"he", "she", "him", "her", "himself", "herself", "someone", "somebody"})
_PLURAL = frozenset({"they", "them", "others", "all", "many", "some", "those", "these", "most"})
_RELATIVE = frozenset({"who", "whom", "that", "which"})
_NOBODY = frozenset(
    {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "WORK_OF_ART", "LAW", "PRODUCT", "LANGUAGE"}
)
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its", "both"})
_COLLECTIVE = frozenset({
    "group", "groups", "family", "families", "crowd", "team", "gang", "band", "convoy", "patrol", "squad", "cell",
    "total", "number", "majority", "household", "households", "crew", "unit", "remainder", "rest",
})  # fmt: skip
_UNCOUNTED = frozenset({"number", "total", "majority", "rest", "remainder"})
_COUNTED = frozenset({"victims", "dead", "deceased", "killed", "wounded", "injured", "casualties", "bodies"})
_BREAKS = frozenset({"–", "—", "--", ":", "namely"})
_SUFFIX = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET"})


@dataclass(frozen=True, slots=True)
class Group:
    """Some people, as one noun phrase counts them.

    Attributes:
        low, high, qualifier: how many; `high` `None` is open above.
        first, last: tokens `[first, last)` that say so.
        head: token of the noun (or of the number that stands alone).
        status: part in hostilities.
        rest: set beside others already counted ("two more").
        said: the words hold a number, a determiner or a name; otherwise a bare or definite plural.
        definite: refers back ("the three men").
        named: one person by name.
        inside: of people counted before ("11 of the dead").
        himself: the doer of the harm.
        of_kin: one person told by whose he is ("his bodyguard"): somebody new, though the words go back.
    """

    low: int
    high: int | None
    qualifier: Qualifier
    first: int
    last: int
    head: int
    status: VictimStatus
    rest: bool = False
    said: bool = True
    definite: bool = False
    named: bool = False
    inside: bool = False
    himself: bool = False
    of_kin: bool = False


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
        head = _whole_of(head)
    if (by_name := _named_after(head, lex)) is not None:
        return by_name
    found = [g for m in _members(head) if not _title_of(m, lex) and (g := member(m, lex, people)) is not None]
    if not found and (inner := _titled(head, lex)) is not None:
        group = member(inner, lex, people)
        found = [replace(group, first=min(group.first, head.left_edge.i), said=True)] if group else []
        listed = [m for m in {*_members(head), *_members(inner)} if m.i > inner.i]
        found += [g for m in sorted(listed, key=lambda t: t.i) if (g := member(m, lex, people)) is not None]
    return _agree(found)


def _title_of(m: Token, lex: Lexicon) -> bool:
    """Whether it is a second office of the person before: "imam and preacher of the mosque"."""
    anybody = lex.words["anybody"]
    if (
        m.dep_ != "conj"
        or m.tag_ != "NN"
        or m.head.tag_ != "NN"
        or any(c.dep_ in ("det", "nummod", "poss") for c in m.lefts)
    ):
        return False
    offices = all(t.lower_ in lex.people and t.lower_ not in anybody for t in (m, m.head))
    return offices and any(c.lower_ == "of" for c in m.rights)


def _whole_of(head: Token) -> Token:
    """The whole, where the parser takes its part for the subject: "14 people, including nine children, were killed"."""
    doc, including = head.doc, ("including",)
    at = _listed_part(head)
    while at > head.sent.start and doc[at].pos_ in ("ADV", "ADP", "SCONJ", "NUM") and doc[at].lower_ not in including:
        at -= 1
    if at <= head.sent.start or doc[at].lower_ not in including:
        return head
    for quantity in reversed(quantities(doc, head.sent.start, at)):
        if quantity.kind in ("number", "order") and not measures(doc, quantity):
            noun = quantity.last
            while (noun < at and doc[noun].pos_ in ("ADJ", "VERB", "ADV")) or doc[noun].dep_ == "compound":
                noun += 1
            return doc[noun] if noun < at and doc[noun].pos_ in ("NOUN", "PROPN") else head
    return head


def _listed_part(head: Token) -> int:
    """The token before the noun phrase, or before the list of parts that it ends: "including two women, one of whom
    was pregnant, and three children"."""
    doc, at = head.doc, head.left_edge.i - 1
    if at < 0 or doc[at].lower_ != "and":
        return at
    for i in range(at - 1, max(head.sent.start, at - 25), -1):
        token = doc[i]
        if token.lower_ == "including":
            lex = lexicon()
            told = any(w.lower_ in lex.verbs or w.lower_ in lex.states for w in doc[max(head.sent.start, i - 6) : i])
            return at if told else i  # "four were killed, including two children, and three others were injured"
        if token.tag_ in ("VBD", "VBZ", "VBP") and doc[i - 1].lower_ not in ("whom", "who", "them"):
            return at
    return at


def _named_after(head: Token, lex: Lexicon) -> list[Group] | None:
    """The persons whose names follow a plural that counts nobody: "the journalists Ana Ruiz and Pedro Gil"."""
    doc, at = head.doc, head.i + 1
    if head.tag_ != "NNS" or head.lower_ not in lex.people or at >= len(doc) or doc[at].ent_type_ != "PERSON":
        return None
    if any(c.dep_ == "nummod" for c in head.lefts):
        return None
    names: list[tuple[int, int]] = []
    while at < head.sent.end and len(names) < 40:
        if doc[at].ent_type_ == "PERSON":
            end = at + 1
            while end < head.sent.end and doc[end].ent_iob_ == "I" and doc[end].ent_type_ == "PERSON":
                end += 1
            names.append((at, end))
            at = end
        elif doc[at].lower_ in ("and", ","):
            at += 1
        else:
            break
    status = status_of(head, lex)
    return [Group(1, 1, "exact", a, b, b - 1, status, named=True) for a, b in names] if len(names) > 1 else None


def shares(noun: Token) -> bool:
    """Whether it is a share of people told before: "all of them", "half of whom"."""
    return any(c.lower_ == "of" and any(k.lower_ in ("them", "whom") for k in c.children) for c in noun.rights)


def _titled(head: Token, lex: Lexicon) -> Token | None:
    """The person at the end of a name with "of": "an Islamic Movement of Uzbekistan leader"."""
    if head.ent_type_ not in ("ORG", "NORP", "GPE", "") or head.pos_ != "PROPN":
        return None
    for preposition in head.rights:
        for noun in preposition.children if preposition.lower_ == "of" else ():
            if noun.dep_ == "pobj" and noun.tag_ == "NN" and noun.lower_ in lex.people:
                return noun
    return None


def antecedent(pronoun: Token) -> Token | None:
    """What a relative pronoun stands for."""
    verb = pronoun.head
    for _ in range(5):
        if verb.dep_ in ("relcl", "acl"):
            head: Token = verb.head
            return head
        if verb.head.i == verb.i:
            return None
        verb = verb.head
    return None


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
                if child.pos_ in _NOMINAL and child.lower_ not in _SUFFIX:
                    todo.append(child)
            elif child.dep_ == "appos" and child.pos_ == "PROPN" and token.pos_ == "NOUN":
                todo += [c for c in child.rights if c.dep_ == "conj" and _counts(c)]
    return sorted(found, key=lambda t: t.i)


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
        if group.low == group.high > 1 and sum(g.low for g in found[n + 1 :]) == group.low:
            return found[: n + 1]
    return found


def member(m: Token, lex: Lexicon, people: bool) -> Group | None:
    """The people that one conjunct stands for, or `None`: it is no person, or does not say how many."""
    if m.dep_ == "poss" and m.tag_ == "PRP$":
        return (
            Group(1, 1, "exact", m.i, m.i + 1, m.i, "unknown", said=False, definite=True)
            if m.lower_ in ("his", "her")
            else None
        )
    if m.pos_ == "PRON" and m.lower_ not in ("one", "none", "nobody", "another", "both", "others", "two"):
        return _pronoun(m)
    quantity = _quantity(m)
    noun = _counted(m, quantity)
    if noun.pos_ in ("VERB", "AUX") and noun.lower_ not in lex.people:
        return None
    if not _human(noun, lex, people, quantity):
        return None
    status = status_of(noun, lex)
    if quantity is not None:
        return _group(m, noun, quantity, status)
    return _unnumbered(m, noun, status, lex)


def _pronoun(m: Token) -> Group | None:
    if m.lower_ in ("himself", "herself"):
        listed = m.dep_ == "conj"  # "shot his wife and himself": one more
        return Group(1, 1, "exact", m.i, m.i + 1, m.i, "unknown", said=listed, definite=not listed, himself=True)
    if m.lower_ in _SINGLE:
        return Group(1, 1, "exact", m.i, m.i + 1, m.i, "unknown", said=False, definite=True)
    if m.lower_ in _PLURAL:
        return Group(
            2, None, "some", m.i, m.i + 1, m.i, "unknown", said=False, definite=True, rest=m.lower_ == "others"
        )
    return None


def _quantity(m: Token) -> Quantity | None:
    """The quantity that counts `m`: before it in its phrase, or in the "of" phrase of a collective."""
    doc = m.doc
    left, right = m.left_edge.i, m.i + 1
    if m.lower_ in _COLLECTIVE or m.like_num or m.pos_ == "NUM":
        right = max(right, min((t.i for t in m.subtree if t.i > m.i and t.dep_ in ("pobj", "nummod")), default=m.i) + 1)
    left = max(left, m.i - 25)
    found = [q for q in quantities(doc, left, right) if not measures(doc, q) and not _possessed(doc, q, m)]
    if not found:
        return _before(m)
    numbers = [q for q in found if q.kind != "determiner"]
    return _whole((numbers or found)[0], doc, m)


def _whole(quantity: Quantity, doc: Doc, m: Token) -> Quantity:
    """The quantity with a bound or a first half that the parser hung elsewhere ("4-8", "Up to 5")."""
    if quantity.kind != "number":
        return quantity
    sentence = m.sent
    ahead = 8 if "either" in (doc[quantity.first].lower_, doc[quantity.first - 1].lower_) else 3
    wider = quantities(doc, max(sentence.start, quantity.first - 5), min(sentence.end, quantity.last + ahead))
    return next((q for q in wider if q.first <= quantity.start < q.last), quantity)


def _before(m: Token) -> Quantity | None:
    """A number that the parser cut off by an adjective: "5-8 alleged Taliban"."""
    doc, at = m.doc, m.left_edge.i
    low = max(m.sent.start, at - 8)
    if at == m.sent.start and at > 0 and doc[at - 1].like_num and doc[at - 1].is_sent_start:
        low = at - 1  # a bullet's number, cut off as a sentence of its own
    hedges = lexicon().words["alleged"]
    while at > low and (doc[at - 1].tag_ in ("JJ", "VBN") or doc[at - 1].lower_ in hedges) and not doc[at - 1].like_num:
        at -= 1
    if at == low or not (doc[at - 1].pos_ == "NUM" or doc[at - 1].like_num):
        return None
    found = [q for q in quantities(doc, low, at) if q.last == at and q.kind == "number" and not measures(doc, q)]
    return found[0] if found else None


def _possessed(doc: Doc, quantity: Quantity, m: Token) -> bool:
    """Whether the quantity belongs to a possessor ("the two brothers' father") or to a clause inside the phrase."""
    at = doc[min(quantity.last, len(doc)) - 1]
    for _ in range(4):
        if at.i == m.i or at.head.i == at.i:
            return False
        if at.dep_ in ("poss", "pobj", "relcl", "acl") and at.head.i != m.i and at.i < m.i:
            return True
        if at.dep_ == "poss":
            return True
        at = at.head
    return False


def _counted(m: Token, quantity: Quantity | None) -> Token:
    """The noun that is counted: the object of a number's or a collective's "of", else the word itself."""
    if (
        m.pos_ in ("NUM", "PRON", "DET")
        or m.like_num
        or m.lower_ in _COLLECTIVE
        or (quantity and quantity.start <= m.i < quantity.last)
    ):
        for child in m.rights:
            if child.lower_ in ("of", "among") and child.dep_ == "prep":
                for noun in child.children:
                    if noun.dep_ == "pobj":
                        return noun
    return m


def _human(noun: Token, lex: Lexicon, people: bool, quantity: Quantity | None) -> bool:
    word = noun.lower_
    if word in lex.people:
        return True
    if (
        word in lex.things
        or word in lex.words["violent"]
        or (noun.ent_type_ in _NOBODY and not noun.like_num and word != "old")
    ):
        return False
    if quantity is not None and quantity.low > 1 and noun.tag_ == "NNP" and noun.ent_type_ in ("", "PERSON"):
        return False  # "of 2111 Tennessee St"
    if quantity is not None and (quantity.start <= noun.i < quantity.last or noun.like_num):
        return not (noun.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT") and not quantity.last - quantity.start > 1)
    if word == "old" or word.endswith("-old"):
        return True
    if noun.ent_type_ == "PERSON" or (noun.pos_ == "PROPN" and noun.ent_type_ == ""):
        return True
    if noun.ent_type_ in _PLACES:
        return quantity is not None and not people
    if word in ("them", "those", "whom", "us", "themselves"):
        return True
    if people:
        return (noun.ent_type_ == "NORP" and noun.tag_ in ("NNS", "NNPS")) or _personal(word)
    return noun.pos_ in ("NOUN", "PROPN", "NUM", "ADJ", "PRON", "DET")


def _personal(word: str) -> bool:
    return len(word) > 4 and word.endswith(("man", "men", "woman", "women", "ists", "ist", "person"))


def _group(m: Token, noun: Token, q: Quantity, status: VictimStatus) -> Group | None:
    low, high, qualifier = q.low, q.high, q.qualifier
    plural = noun.tag_ in ("NNS", "NNPS")
    if q.kind == "determiner" and noun.lower_ in _COLLECTIVE:
        if noun.lower_ == "number":
            return None
        low, high, qualifier = 2, None, "some"
    elif q.kind == "determiner" and plural and m.doc[q.first].lower_ != "another":
        return None
    if noun.lower_ in ("family", "families", "household", "households") and q.kind == "number":
        high, qualifier = None, "at_least"
    definite = m.doc[q.first - 1].lower_ in _DEFINITE if q.first > 0 else False
    last = max(q.last, noun.i + 1 if noun.i >= q.first else q.last, m.i + 1)
    among = noun.i != m.i and noun.lower_ in _COUNTED and noun.head.lower_ == "of" and noun.left_edge.lower_ == "the"
    return Group(low, high, qualifier, q.first, last, noun.i, status, q.rest, definite=definite, inside=among)


def _unnumbered(m: Token, noun: Token, status: VictimStatus, lex: Lexicon) -> Group | None:
    """No number: a name or a singular is one person; a bare plural is at least two."""
    first = m.left_edge.i
    definite = m.doc[first].lower_ in _DEFINITE
    if _UNCOUNTED & {noun.lower_, m.lower_} or any(t.ent_type_ == "ORDINAL" for t in m.lefts):
        return None
    named = noun.ent_type_ == "PERSON" and noun.lower_ not in lex.people
    plural = (not named and noun.tag_ in ("NNS", "NNPS")) or noun.lower_ in (
        "people",
        "police",
        "personnel",
        "taliban",
        "troops",
        "dead",
        "wounded",
        "injured",
    )
    if any(t.lower_ in ("every", "each") for t in m.lefts) or m.doc[first].lower_ == "how":
        return None
    if any(t.lower_ == "no" for t in m.lefts):
        return Group(0, 0, "none", first, m.i + 1, noun.i, status)
    if any(t.lower_ == "any" for t in m.lefts):
        return Group(2, None, "some", first, m.i + 1, noun.i, status, said=False)
    if plural or noun.lower_ in _COLLECTIVE:
        rest = noun.lower_ == "others" or any(t.lower_ == "other" for t in m.lefts)
        return Group(2, None, "some", first, m.i + 1, noun.i, status, said=False, definite=definite, rest=rest)
    single = noun.ent_type_ == "PERSON" or noun.pos_ == "PROPN" or noun.lower_ in lex.people or _personal(noun.lower_)
    single = single or (noun.lower_ == "old")
    if single or (definite and noun.pos_ == "NOUN" and noun.tag_ == "NN"):
        told = noun.pos_ == "PROPN"
        said = told or not definite
        kin = noun.lower_ in lex.words["kin"] and any(t.dep_ == "poss" for t in noun.lefts)
        return Group(
            1, 1, "exact", first, m.i + 1, noun.i, status, said=said, definite=definite, named=told, of_kin=kin
        )
    return None


def status_of(noun: Token, lex: Lexicon) -> VictimStatus:
    """The part in hostilities that the noun's phrase tells: its own word first, then its modifiers, then what it
    is a member of or in apposition to."""
    own = lex.people.get(noun.lower_, "unknown")
    if own != "unknown":
        return own
    near = [*noun.lefts, *(c for c in noun.rights if c.dep_ == "appos" and noun.pos_ == "PROPN")]
    near += [g for c in noun.rights if c.lower_ == "of" for g in c.subtree if g.i <= noun.i + 7]
    near += [g for c in near for g in c.lefts if c.dep_ in ("compound", "appos")]
    found = [s for t in near if (s := lex.people.get(t.lower_)) and s != "unknown"]
    if found:
        return found[0]
    return "security" if any(t.lower_ in lex.words["forces"] for t in near) else "unknown"


def counted_before(group: Group, doc: Doc, reach: int = 160) -> Group | None:
    """The nearest numbered mention before "the insurgents" of the same noun: "multiple armed insurgents"."""
    noun = doc[group.head]
    near = {t.lower_ for t in doc[max(0, noun.i - 2) : noun.i + 3]}
    if noun.lower_ in ("them", "all") and not group.said and {"them", "all"} <= near:
        return _all_told(group, doc)
    if group.said or not group.definite or noun.tag_ != "NNS" or noun.lower_ == "others":
        return None
    for i in range(group.first - 1, max(-1, group.first - reach), -1):
        if doc[i].lower == noun.lower and (quantity := _quantity(doc[i])) is not None:
            if quantity.kind not in ("number", "order") or quantity.low < 2:
                return None
            last = max(quantity.last, i + 1)
            return replace(
                group,
                low=quantity.low,
                high=quantity.high,
                qualifier=quantity.qualifier,
                first=quantity.first,
                last=last,
            )
    return None


def _all_told(group: Group, doc: Doc, reach: int = 40) -> Group | None:
    """The numbered people right before "killing them all": the subject or object last counted."""
    people = lexicon().people
    for i in range(group.first - 1, max(-1, group.first - reach), -1):
        token = doc[i]
        if token.tag_ != "NNS" or token.lower_ not in people or token.dep_ not in ("nsubj", "nsubjpass", "dobj"):
            continue
        quantity = _quantity(token)
        if quantity is None or quantity.kind != "number" or quantity.low < 2:
            return None
        status = status_of(token, lexicon())
        return replace(
            group, low=quantity.low, high=quantity.high, qualifier=quantity.qualifier, first=quantity.first,
            last=max(quantity.last, i + 1), status=status,
        )  # fmt: skip
    return None
