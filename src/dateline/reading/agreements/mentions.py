"""Where a report names an agreement, what sort it is, who its parties and mediators are, and how it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.reading.actors.index import ActorIndex
from dateline.reading.agreements.lexicon import Lexicon
from dateline.reading.layers import Layers, Sentence
from dateline.reading.syntax import syntax_of
from dateline.record import AgreementKind, AgreementStatus

if TYPE_CHECKING:
    from spacy.tokens import Token

_DASHES = frozenset({"—", "–", "-", "--"})


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of an agreement: its noun, and what the words around it say."""

    noun: Token
    sentence: Sentence
    kind: AgreementKind
    weak: bool
    status: AgreementStatus | None
    parties: tuple[str, ...]
    mediators: tuple[str, ...]
    between: bool  # its parties are named with it ("the truce between A and B")
    asked: bool  # somebody wants, plans or refuses it: it is not made


def mentions(layers: Layers, lex: Lexicon, index: ActorIndex) -> Iterator[Mention]:
    """Mentions in text order."""
    doc, syntax = layers.doc, syntax_of(layers.doc)
    heads = [lemma if (lemma := parsed.lower()) in lex.heads else None for parsed in syntax.parsed]
    for sentence in layers.content():
        named, lemmas = False, syntax.parsed[sentence.first : sentence.last]
        for i in range(sentence.first, sentence.last):
            head = heads[i]
            if head is not None and syntax.pos[i] in ("NOUN", "PROPN") and syntax.dep[i] != "compound":
                found = _mention(doc[i], head, sentence, lex, index)
                if found:
                    named = True
                    yield found
        if not named and "agree" in lemmas:
            verb = doc[sentence.first + lemmas.index("agree")]
            if told := _told(verb, sentence, lex, index):
                yield told


def _mention(noun: Token, lemma: str, sentence: Sentence, lex: Lexicon, index: ActorIndex) -> Mention | None:
    modifiers = [c.lemma_.lower() for c in noun.lefts if c.dep_ in ("compound", "amod", "nmod")]
    kind = next((lex.kinds[f"{m} {lemma}"] for m in modifiers if f"{m} {lemma}" in lex.kinds), lex.kinds.get(lemma))
    if kind is None or _generic(noun, lemma):
        return None
    weak = lemma in lex.words["weak"] and kind == "other"
    if weak:
        near = {t.lemma_.lower() for t in noun.subtree} | set(modifiers)
        about = near & lex.words["about"] or {p for m in modifiers for p in m.split("-")} & lex.words["about"]
        named = next((lex.kinds[w] for w in about if w in lex.kinds), None)
        kind = named or ("peace_plan" if "peace" in about else kind)
        weak = not about
    verb = _governor(noun)
    status = lex.status_of(verb.lemma_.lower()) if verb is not None else None
    if verb is not None and verb.lemma_ in _COMING and any(c.lower_ == "into" for c in verb.children):
        status = "in_force"  # "went into effect"
    if status in ENDS and verb is not None and not _done(verb, sentence.zone == "title"):
        status, verb = None, None
    if (end := _end_of(noun, lex)) is not None:
        status, verb = end, None
    if verb is not None and _turned_down(verb):
        return None
    asked = _asked(verb, lex)
    if asked and status in _MADE:
        status = "proposed"  # "urged both sides to agree to a truce"
    between = bool(_joined(noun, index))
    parties, mediators = _parties(noun, verb, lex, index), _mediators(noun, verb, lex, index)
    return Mention(noun, sentence, kind, weak, status, parties, mediators, between, asked)


def _telling(verb: Token | None, lex: Lexicon) -> list[Token]:
    """The mediators who say that it was made: "…, mediators from the African Union said"."""
    if verb is None or verb.dep_ != "ccomp":
        return []
    who = next((c for c in verb.head.children if c.dep_ == "nsubj"), None)
    if who is None or who.lemma_.lower() not in lex.words["mediators"]:
        return []
    sent = [g for c in who.children if c.lower_ in ("from", "of") for g in c.children if g.dep_ == "pobj"]
    return sent or [who]


def _told(verb: Token, sentence: Sentence, lex: Lexicon, index: ActorIndex) -> Mention | None:
    """An agreement that no noun names: two parties "agreed to exchange 800 prisoners", "agreed to stop shelling"."""
    barred = any(c.dep_ == "neg" or (c.dep_ == "aux" and c.tag_ == "MD") for c in verb.children)
    if verb.pos_ != "VERB" or verb.tag_ not in ("VBD", "VBN") or verb.dep_ not in ("ROOT", "ccomp", "conj") or barred:
        return None
    done = next((c for c in verb.children if c.dep_ == "xcomp" and c.pos_ == "VERB"), None)
    kind = _DONE.get(done.lemma_.lower()) if done is not None else None
    if kind is None or done is None:
        return None
    subjects = [t for s in _subjects(verb) for t in (s, *s.subtree) if t.dep_ != "poss"]
    met = [a for a in _actors(subjects, index) if (actor := index.get(a)) is not None and actor.kind in _PARTIES]
    held = {t.lemma_.lower() for t in done.subtree}
    if len(met) < 2 or (kind == "prisoner_exchange" and not held & lex.words["held"]):
        return None
    return Mention(verb, sentence, kind, False, "signed", tuple(met), (), False, False)


_PARTIES = ("state", "force", "armed_group")
_COMING = ("go", "come")
_MADE: tuple[AgreementStatus, ...] = ("signed", "declared", "in_force")
_COMING_TO_AN_END = ("end", "expire", "lapse")  # in the present, what lies ahead
ENDS: tuple[AgreementStatus, ...] = ("violated", "collapsed", "ended")
_DONE: dict[str, AgreementKind] = {
    "exchange": "prisoner_exchange", "swap": "prisoner_exchange", "free": "prisoner_exchange",
    "release": "prisoner_exchange", "cease": "ceasefire", "halt": "ceasefire", "stop": "ceasefire",
    "suspend": "ceasefire", "withdraw": "withdrawal", "disengage": "withdrawal",
}  # fmt: skip


def _turned_down(verb: Token) -> bool:
    """Whether a clause only says of somebody that he stayed out of it ("rebels who refused to sign the accord")."""
    over = verb.head
    return verb.dep_ == "xcomp" and over.dep_ == "relcl" and over.lemma_.lower() in ("refuse", "decline", "reject")


def _done(verb: Token, headline: bool) -> bool:
    """Whether an end or a breach is told as having come about: not "a truce that ends on Friday", "if it breaks it"."""
    if verb.tag_ == "VB" or any(c.dep_ == "neg" for c in verb.children):
        return False
    if any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "until", "once") for c in verb.children):
        return False
    return headline or verb.tag_ not in ("VBZ", "VBP") or verb.lemma_.lower() not in _COMING_TO_AN_END


def _asked(verb: Token | None, lex: Lexicon) -> bool:
    """ "proposed a truce", "refused to sign the deal", "would accept a ceasefire"."""
    for _ in range(4):
        if verb is None:
            return False
        if verb.lemma_.lower() in lex.words["proposed"] or any(
            c.dep_ == "neg" or (c.dep_ == "aux" and c.lower_ in ("would", "could", "should", "may", "might", "must"))
            for c in verb.children
        ):
            return True
        verb = verb.head if verb.dep_ in ("xcomp", "conj", "advcl") and verb.head.i != verb.i else None
    return False


def _joined(noun: Token, index: ActorIndex) -> tuple[str, ...]:
    """The parties named with the noun itself."""
    words = (c for c in noun.children if c.lower_ in ("between", "with", "among"))
    return _actors([g for c in words for g in c.children if g.dep_ == "pobj"], index)


def _generic(noun: Token, lemma: str) -> bool:
    """ "no ceasefire", "any truce", "without a deal": nothing that was agreed."""
    if any(c.lower_ in ("no", "any") for c in noun.children if c.dep_ == "det"):
        return True
    if (
        noun.dep_ == "dobj"
        and noun.head.lemma_.lower() in ("secure", "win", "obtain", "express")
        and lemma == "agreement"
    ):
        return True  # "to secure his agreement": consent, not a paper
    return noun.dep_ == "pobj" and noun.head.lower_ == "without"


def _end_of(noun: Token, lex: Lexicon) -> AgreementStatus | None:
    """ "declared the end of a truce", "the collapse of the deal": what a noun over it says of how it stands."""
    above = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ != "of" or above.pos_ != "NOUN":
        return None
    return next((s for s in ENDS if above.lemma_.lower() in lex.words[f"{s}_nouns"]), None)


def _governor(noun: Token) -> Token | None:
    """The verb of which the agreement is subject, object, or close complement."""
    relative = next((c for c in noun.children if c.dep_ in ("acl", "relcl") and c.pos_ == "VERB"), None)
    token = noun
    for _ in range(3):
        if token.head.i == token.i:
            break
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return token
    return relative


def _actors(tokens: Iterator[Token] | list[Token], index: ActorIndex) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a for t in tokens for a in index.all_for_np(t)))


def _subjects(verb: Token) -> list[Token]:
    """Who does what the verb says: its subject, through conjunction and control, or its by-phrase."""
    for _ in range(4):
        found = [c for c in verb.children if c.dep_ == "nsubj"]
        found += [g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
        if found:
            return [t for f in found for t in past_dateline(f)]
        if verb.dep_ not in ("conj", "xcomp", "advcl") or verb.head.i == verb.i:
            return []
        told = [c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i]
        if verb.dep_ == "xcomp" and told:
            return told  # "urged the sides to respect the truce"
        verb = verb.head
    return []


def past_dateline(noun: Token) -> list[Token]:
    """ "DOHA — Israel and Hamas agreed": the dateline is no subject; who did it stands after the dash."""
    if noun.text.isupper() and len(noun) > 3 and noun.i + 1 < len(noun.doc):
        after = [c for c in noun.subtree if c.i > noun.i and c.dep_ in ("appos", "conj") and c.head.i == noun.i]
        dashed = any(t.text in _DASHES for t in noun.doc[noun.i + 1 : noun.i + 5])
        if after and dashed:
            return after[:1]
    return [noun]


def _parties(noun: Token, verb: Token | None, lex: Lexicon, index: ActorIndex) -> tuple[str, ...]:
    found = [
        g for c in noun.children if c.lower_ in ("between", "with", "among") for g in c.children if g.dep_ == "pobj"
    ]
    if verb is not None and verb.lemma_.lower() in lex.words["party_verbs"] and noun not in _subjects(verb):
        found += _subjects(verb)
        found += [
            g for c in verb.children if c.dep_ == "prep" and c.lower_ == "with" for g in c.children if g.dep_ == "pobj"
        ]
        found += [c for c in verb.children if c.dep_ == "dative"]
    return _actors(found, index)


def _mediators(noun: Token, verb: Token | None, lex: Lexicon, index: ActorIndex) -> tuple[str, ...]:
    """ "brokered by X", "X-brokered", "X's peace plan", "X put a plan to both sides"."""
    verbs = [
        c for c in noun.children if c.dep_ in ("acl", "relcl", "amod") and c.lemma_.lower() in lex.words["mediate"]
    ]
    if verb is not None and verb.lemma_.lower() in lex.words["mediate"]:
        verbs.append(verb)
    found = [s for v in verbs for s in _subjects(v) if s.i != noun.i]
    found += [
        c for v in verbs for c in v.children if c.dep_ in ("npadvmod", "compound") and c.pos_ in ("PROPN", "NOUN")
    ]
    found += _telling(verb, lex)
    persons = [c for c in noun.children if c.dep_ == "poss"]
    found += [
        p for p in persons if (a := index.get(index.for_np(p))) is not None and a.kind in ("person", "organization")
    ]
    return _actors(found, index)
