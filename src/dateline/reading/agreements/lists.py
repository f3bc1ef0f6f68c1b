"""Lists whose items share a beginning: "The rebels shall: (a) release …; (b) withdraw …", "The following acts are
prohibited: attacks on civilians; …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.reading.agreements.binding import is_negated
from dateline.reading.agreements.roles import Roles
from dateline.reading.agreements.terms import Duties
from dateline.reading.layers import Sentence
from dateline.record import Duty, Modality, Term
from dateline.text import span_of

if TYPE_CHECKING:
    from spacy.tokens import Token

ITEM = re.compile(
    r"[ \t]*(?:[-*•·–—▪●]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|\d{1,2}(?:\.\d{1,2}){1,2}[.)]?)\s", re.IGNORECASE
)
_MODALS = frozenset({"shall", "must", "will", "may"})


@dataclass(frozen=True, slots=True)
class Opener:
    """What the line above a list says of each item: who owes it, and how it binds."""

    obligors: tuple[str, ...]
    modality: Modality
    bans: bool  # the items are acts that are banned


def opener_of(sentence: Sentence, roles: Roles) -> Opener | None:
    """The opener that a sentence with a colon at its end is, or `None` where its items are whole clauses."""
    tokens = roles.layers.doc[sentence.first : sentence.last]
    bans = any(t.lemma_.lower() in roles.lex.words["ban"] for t in tokens)
    modal = next((t for t in reversed(tokens) if t.lower_ in _MODALS), None)
    if not bans and (modal is None or not _bare(modal, tokens[-1])):
        return None
    verb = (modal.head if modal is not None and modal.dep_ == "aux" else modal) or tokens.root
    owed = roles.obligors(verb, passive=False) or _before(modal, roles)
    negated = bans or (modal is not None and (is_negated(verb) or modal.nbor().lower_ == "not"))
    return Opener(
        owed, "must_not" if negated else "may" if modal is not None and modal.lower_ == "may" else "must", bans
    )


def _bare(modal: Token, last: Token) -> bool:
    """Whether nothing but "not" stands between a modal and the colon."""
    return all(t.lower_ in ("not", ":", "also", ",") or t.is_space for t in modal.doc[modal.i + 1 : last.i + 1])


def _before(modal: Token | None, roles: Roles) -> tuple[str, ...]:
    """Who stands right before a modal that the parser left without a verb."""
    if modal is None or modal.i == 0:
        return ()
    return tuple(roles.index.all_for_np(modal.nbor(-1)))


def item_terms(sentence: Sentence, opener: Opener, duties: Duties) -> Iterator[Term]:
    """The terms that the item of a list is."""
    roles = duties.roles
    tokens = [t for t in roles.layers.doc[sentence.first : sentence.last] if t.is_alpha]
    if not tokens:
        return
    text = roles.layers.text
    end = sentence.start + len(text[sentence.start : sentence.end].rstrip(" ;,."))
    lead = tokens[1] if len(tokens[0]) == 1 and len(tokens) > 1 else tokens[0]
    words = span_of(text, lead.idx, max(end, lead.idx + len(lead)))
    if opener.bans:
        yield roles.term(words, opener.obligors, (), _banned(tokens, duties), "must_not", words)
        return
    told = False
    for verb in tokens:
        first = verb.i == lead.i
        duty = duties.duty_of(verb, opener.modality == "must_not") if verb.pos_ == "VERB" or first else None
        beside = verb.dep_ == "conj" and verb.head.pos_ == "VERB"
        if duty and (first or beside or (verb.dep_ == "ROOT" and not told)):
            found = roles.of_verb(verb, duty, opener.modality)
            told = True
            yield roles.term(
                found.evidence, opener.obligors, found.beneficiaries, duty, opener.modality, found.object,
                found.condition,
            )  # fmt: skip
    if not told and opener.obligors:
        yield roles.term(words, opener.obligors, (), "other", opener.modality)


def _banned(tokens: list[Token], duties: Duties) -> Duty:
    """A banned act of violence is the duty to cease fire."""
    lemmas = {t.lemma_.lower() for t in tokens}
    return "cease_fire" if lemmas & duties.roles.lex.words["violence"] else "other"
