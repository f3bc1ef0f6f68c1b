"""How a clause binds: must, must not, may, offers, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dateline.reading.agreements.lexicon import Lexicon
from dateline.reading.clauses import verbs
from dateline.record import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

# `laid`: the sentence tells what an agreement asks for, so that "will" and "is to" are duties, whatever they ask;
# `near`: it stands in a paragraph that names one, so that they are where they tell of a duty we know.
# `own`: an agreement's own text, in which parties also bind themselves by saying so ("the Council suspends").
# `pledge`: the agreement is named only after it, so that nothing but a pledge binds.
Setting = Literal["laid", "near", "pledge", "own"]
_LAID = ("laid", "own")
_STRONG = frozenset({"must", "shall"})
_FUTURE = frozenset({"will", "'ll", "would"})
_NO = frozenset({"neither", "no"})
_LONGEST = 8


@dataclass(frozen=True, slots=True)
class Bound:
    """How a clause binds; `strong` by a word that binds by itself ("shall", "agreed to"), not by "will"; `pledged` by a
    party's own word or an agreement's ("promised to", "commits X to")."""

    modality: Modality
    strong: bool
    pledged: bool = False


def binding(verb: Token, setting: Setting, lex: Lexicon) -> Bound | None:
    """How the clause of `verb` binds, or `None` where it tells no duty."""
    head, aux, negated = verb, _aux(verb), is_negated(verb)
    if setting == "near" and paper_of(verb, lex) is not None:
        setting = "laid"
    for _ in range(_LONGEST):
        if head.dep_ not in ("xcomp", "conj", "ccomp", "advcl") or head.head.i == head.i:
            break
        above = head.head
        if is_conjunct(head):
            while above.dep_ in ("dobj", "pobj", "conj", "prep") and above.pos_ not in ("VERB", "AUX"):
                above = above.head  # "shall not carry out attacks or extort money": a verb hung on a noun
            if not aux & {"to", "will", "must", "shall", "may"}:
                aux |= _aux(above)
                negated |= is_negated(above)
        elif head.dep_ == "advcl" and not (
            any(c.dep_ == "mark" and c.lower_ == "for" for c in head.children) or _listed(head)
        ):
            break  # but "the deal calls for the rebels to surrender"
        elif found := _held(above, aux, negated, setting, lex):
            return found
        elif above.lemma_.lower() in verbs().reporting and not says_agreement(above, lex) and setting == "near":
            return None  # what a person says must be done is a demand
        head = above
    return _plain(verb, aux, negated, setting, lex)


def paper_of(verb: Token, lex: Lexicon) -> Token | None:
    """The agreement that a relative clause hangs on ("a truce under which X must leave", "a deal that binds X")."""
    for _ in range(_LONGEST):
        if verb.dep_ == "relcl":
            return verb.head if verb.head.lemma_.lower() in lex.heads else None
        if verb.dep_ not in ("conj", "xcomp", "ccomp") or verb.head.i == verb.i:
            return None
        verb = verb.head
    return None


def _held(above: Token, aux: set[str], negated: bool, setting: Setting, lex: Lexicon) -> Bound | None:
    """Bound by the verb above: "agreed to …", "the plan requires X to …", "is to …", "commits the army to …"."""
    lemma, words = above.lemma_.lower(), lex.words
    told = not is_negated(above) and not _aux(above) & {"could", "might", "should", "may", "to"}
    told &= above.dep_ != "advcl" or _asked_in_return(above, lex)
    if lemma in words["commit_verbs"] or (lemma in words["content_verbs"] and says_agreement(above, lex)):
        if not told or ("will" in _aux(above) and setting == "near"):
            return None
        return Bound("offers" if lemma == "offer" else _must(negated), True, lemma in words["commit_verbs"])
    passive = any(c.dep_ == "auxpass" for c in above.children)
    if lemma in words["bind_verbs"] and told and (passive or says_agreement(above, lex)):
        return Bound(_must(negated), True, True)
    if setting != "pledge" and _is_to(above, setting) and "to" in aux and not _speech(above, setting, lex):
        return Bound(_must(negated or is_negated(above)), True)
    return None


def _is_to(verb: Token, setting: Setting) -> bool:
    """ "is to", "has to", "needs to"; not "had a plan to", and "was to" only where an agreement's terms are told."""
    if verb.lemma_.lower() not in ("have", "need", "be") or any(c.dep_ in ("dobj", "attr") for c in verb.children):
        return False
    return verb.tag_ != "VBD" or setting in _LAID


def _plain(verb: Token, aux: set[str], negated: bool, setting: Setting, lex: Lexicon) -> Bound | None:
    apart = verb.dep_ in ("relcl", "advcl", "acl", "pcomp", "csubj") and not is_conjunct(verb)
    apart &= verb.dep_ != "relcl" or paper_of(verb, lex) is None
    if setting == "pledge" or apart:
        return None
    if aux & _STRONG or (setting in _LAID and verb.dep_ in ("ROOT", "conj") and "to" in aux):
        return Bound(_must(negated), True)
    if aux & _FUTURE:
        return Bound(_must(negated), False)
    if aux & {"may", "can"}:
        return Bound("must_not" if negated else "may", True)
    present = verb.tag_ in ("VBP", "VBZ", "VB") and not aux and any(c.dep_ == "nsubj" for c in verb.children)
    if setting == "own" and present and verb.dep_ in ("ROOT", "conj") and not negated:
        return Bound("must", False)
    if verb.lemma_.lower() in ("offer", "grant", "guarantee") and verb.dep_ in ("ROOT", "conj", "ccomp"):
        told = verb.lemma_.lower() == "offer" or setting in _LAID
        return Bound("offers", True) if told and not negated else None
    return None


def _speech(verb: Token, setting: Setting, lex: Lexicon) -> bool:
    """Whether a person says so, and no agreement was named as what lays it down."""
    if setting in _LAID or verb.dep_ != "ccomp":
        return False
    above = verb.head
    return above.lemma_.lower() in verbs().reporting and not says_agreement(above, lex)


def says_agreement(verb: Token, lex: Lexicon) -> bool:
    """ "the plan demands that …", "it obliges the army to …": a paper is the subject of the verb, not a person."""
    for _ in range(_LONGEST):
        subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
        if subjects and verb.dep_ == "relcl" and subjects[0].lower_ in ("that", "which"):
            return paper_of(verb, lex) is not None
        if subjects:
            return any(s.lemma_.lower() in lex.heads | lex.words["papers"] or s.lower_ == "it" for s in subjects)
        if verb.dep_ != "conj" or verb.head.i == verb.i:
            break
        verb = verb.head
    return False


def is_conjunct(verb: Token) -> bool:
    """Whether a clause stands beside the one above it, whatever the parser calls it: "… or to hand them over", "…, that
    all militias will be disarmed"."""
    if verb.dep_ == "conj":
        return True
    if verb.dep_ != "advcl" or verb.i < verb.head.i:
        return False
    first = next((c for c in verb.children if c.dep_ in ("mark", "aux")), None)
    if first is None:
        return False
    before = verb.doc[verb.left_edge.i - 1].lower_ if verb.left_edge.i else ""
    return (first.lower_ == "that" and before in (",", "and", ";")) or (
        first.lower_ == "to" and before in ("and", "or")
    )


def _listed(verb: Token) -> bool:
    """Whether an infinitive stands in a list of what was agreed ("agreed to a truce, to free X, and to leave Y")."""
    first = next(iter(verb.children), None)
    if first is None or first.lower_ != "to" or first.dep_ != "aux" or verb.nbor(-1).i != first.i or not first.i:
        return False
    more = [
        c for c in verb.children if c.dep_ == "conj" and any(g.lower_ == "to" and g.dep_ == "aux" for g in c.children)
    ]
    before = [c for c in verb.head.children if c.dep_ == "prep" and c.lower_ in ("to", "on") and c.i < verb.i]
    return first.nbor(-1).lower_ == "," and bool(more) and bool(before)


def _asked_in_return(verb: Token, lex: Lexicon) -> bool:
    """ "offered an amnesty, provided that they agree to disarm"."""
    marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod")}
    return verb.lemma_ == "agree" and bool(marks & lex.words["condition_marks"]) and verb.head.lemma_ == "offer"


def is_negated(verb: Token) -> bool:
    """ "shall not", "neither side may"."""
    for child in verb.children:
        if child.dep_ == "neg":
            return True
        if child.dep_ in ("nsubj", "nsubjpass") and (
            child.lower_ in _NO or any(c.dep_ == "det" and c.lower_ in _NO for c in child.children)
        ):
            return True
    return False


def _aux(verb: Token) -> set[str]:
    return {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}


def _must(negated: bool) -> Modality:
    return "must_not" if negated else "must"
