"""What nouns, "according to", conditions and headlines say: attribution without a verb of saying."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dateline.reading.actors.nouns import nouns as persons
from dateline.reading.attributions.cues import Cue, nouns, verbs, words
from dateline.reading.attributions.kinds import kinds
from dateline.reading.attributions.said import Said, trimmed
from dateline.reading.attributions.speakers import agent, cited_by, passive, speaker_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSES = frozenset({"acl", "ccomp", "relcl", "appos"})
_VERBS = frozenset({"VERB", "AUX"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def noun_said(noun: Token, cue: Cue) -> Said | None:
    """What a noun of saying says: "the claim that …", "its refusal to …", "a report by the UN on …"."""
    speaker = noun_speaker(noun)
    for child in noun.children:
        if child.i < noun.i:
            continue
        if cue.has("that") and child.dep_ in _CLAUSES and _that_clause(child):
            return _noun(noun, child.left_edge.i, child.right_edge.i + 1, speaker, cue, "that")
        if speaker is None:
            continue
        if cue.has("inf") and child.dep_ == "acl" and any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children):
            return _noun(noun, child.left_edge.i, child.right_edge.i + 1, speaker, cue, "inf")
        if child.dep_ == "prep" and "@" + child.lower_ in cue.frames:
            for inner in child.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    return _noun(noun, inner.left_edge.i, inner.right_edge.i + 1, speaker, cue, "@" + child.lower_)
    return _announcing(noun, speaker, cue)


def _announcing(noun: Token, speaker: Token | None, cue: Cue) -> Said | None:
    """ "made the following comment:": says nothing itself, but a quotation may follow."""
    after = noun.right_edge.i + 1
    if speaker is None or after + 1 >= len(noun.doc) or not cue.has("that"):
        return None
    colon = noun.doc[after].text == ":" or (noun.doc[after].text == "," and noun.doc[after + 1].is_quote)
    if not colon:
        return None
    stance = cue.frames["that"]
    return Said((noun.i, noun.i + 1), (noun.left_edge.i, after), (noun.i, noun.i), speaker, (), stance, "quote")


def _that_clause(clause: Token) -> bool:
    """A clause that "that" opens without being its subject or object ("the claim that he made" is none)."""
    for child in clause.children:
        if child.lower_ == "that":
            if child.dep_ == "mark":
                return True
            return clause.dep_ == "acl" and child.dep_ == "dobj" and any(c.dep_ == "nsubj" for c in clause.children)
    return False


def _noun(noun: Token, start: int, end: int, speaker: Token | None, cue: Cue, frame: str) -> Said | None:
    start, end = trimmed(noun.doc, start, end)
    if start >= end:
        return None
    stance = cue.frames[frame]
    return Said((noun.i, noun.i + 1), (noun.left_edge.i, start), (start, end), speaker, (), stance, frame)


def noun_speaker(noun: Token) -> Token | None:
    """Who speaks through a noun: its possessor, its "by" or "from", or who makes, issues, renews it."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ == "in" and verb.head.lemma_.lower() in verbs():
        return speaker_of(verb.head)[0]  # "saying in a statement that"
    if verb.pos_ == "VERB" and verb.lemma_.lower() in words().support:
        if noun.dep_ == "dobj":
            return speaker_of(verb)[0]
        if noun.dep_ == "nsubjpass" and passive(verb):
            return agent(verb)
    named = next((c for c in noun.children if c.dep_ == "compound" and c.ent_type_ in ("ORG", "PERSON")), None)
    return named or next((c for c in noun.lefts if c.dep_ in ("compound", "amod") and c.lower_ in words().sides), None)


def according(token: Token) -> Said | None:
    """ "according to X": the clause that it stands in, without itself."""
    doc = token.doc
    if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    to = doc[token.i + 1]
    source = next((c for c in to.children if c.dep_ in ("pobj", "pcomp")), None)
    if source is None:
        return None
    head = token.head if token.head.i != token.i else None
    while head is not None and head.pos_ not in _VERBS and head.head.i != head.i and head.dep_ not in ("relcl", "acl"):
        head = head.head
    if head is None:
        return None
    first, last = token.left_edge.i, max(token.right_edge.i, source.right_edge.i) + 1
    clause = head
    if token.i > head.i and doc[first - 1].text == ",":  # after a comma it covers the whole sentence before it
        while clause.dep_ in ("ccomp", "conj", "xcomp", "advcl", "relcl") and clause.head.i < clause.i:
            clause = clause.head
    start, end = clause.left_edge.i, clause.right_edge.i + 1
    start = _own_part(clause, start, first)
    carriers: tuple[Token, ...] = ()
    if first <= start + 1:
        start = last
        source, carriers, start = _citing(clause, source, start)
    elif _at_end(token, last, end) or (first - start > end - last and clause.dep_ != "ROOT"):
        end = first
    parts = [k for k in range(start, end) if doc[k].text == ";"]  # each part of the sentence has a voice of its own
    start = max([start, *(k + 1 for k in parts if k < first)])
    end = min([end, *(k for k in parts if k >= last)])
    start, end = trimmed(doc, start, end)
    if start >= end:
        return None
    if (carrier := cited_by(source)) is not None:
        carriers = (carrier, *carriers)
    also: tuple[Token, ...] = ()
    if (author := _author(source)) is not None:
        source, also = author, (source,)
    return Said((token.i, to.i + 1), (first, last), (start, end), source, carriers, "asserts", "that", also)


def _own_part(clause: Token, start: int, end: int) -> int:
    """Where the last part of a clause begins whose first part another vouches for: "X, witnesses said, and Y, …"."""
    said = next((c for c in clause.children if c.dep_ == "parataxis" and c.lemma_.lower() in verbs()), None)
    if said is None or not start < said.i < end:
        return start
    joined = next((c for c in clause.children if c.dep_ == "conj" and said.i < c.i < end), None)
    return joined.left_edge.i if joined is not None else start


def _author(document: Token) -> Token | None:
    """Whose document it is, by name: "a report by Amnesty International", "a statement from the army"."""
    if (cue := nouns().get(document.lemma_.lower())) is None or not cue.has("doc"):
        return None
    for child in document.children:
        if child.dep_ == "prep" and child.lower_ in ("by", "from"):
            author = next((c for c in child.children if c.dep_ == "pobj"), None)
            if author is not None and (author.ent_type_ in ("ORG", "PERSON") or author.lemma_.lower() in kinds().heads):
                return author
    return None


def _citing(clause: Token, source: Token, start: int) -> tuple[Token, tuple[Token, ...], int]:
    """ "According to the agency, citing a doctor, …": the doctor says it, the agency carries it."""
    for child in clause.children:
        if child.dep_ == "advcl" and child.lemma_.lower() in words().citing and start <= child.i <= start + 2:
            cited = next((c for c in child.children if c.dep_ == "dobj"), None)
            if cited is not None:
                return cited, (source,), cited.right_edge.i + 1
    return source, (), start


def _at_end(token: Token, last: int, end: int) -> bool:
    doc = token.doc
    while end > last and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return last >= end


def condition(mark: Token) -> Said | None:
    """ "If the army's count is correct, 300 died": the count says the main clause."""
    predicate = mark.head
    if predicate.dep_ != "advcl" or mark.dep_ != "mark":
        return None
    known = words()
    fits = [c for c in predicate.children if c.dep_ == "acomp" and c.lemma_.lower() in known.condition_adjectives]
    if passive(predicate) and predicate.lemma_.lower() in known.condition_verbs:
        fits = [predicate]
    if not fits and predicate.lemma_ == "be":
        fits = [c for c in predicate.children if c.dep_ == "xcomp" and c.lemma_.lower() in known.condition_verbs]
    count = next((c for c in predicate.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if not fits or count is None or count.pos_ == "PRON":
        return None
    main, doc = predicate.head, mark.doc
    start, end = main.left_edge.i, main.right_edge.i + 1
    first, last = predicate.left_edge.i, predicate.right_edge.i + 1
    if first <= start:
        start = last
    elif last >= end - 1:
        end = first
    start, end = trimmed(doc, start, end)
    if start >= end:
        return None
    return Said((fits[0].i, fits[0].i + 1), (first, last), (start, end), count, (), "asserts", "that")


def colon(text: str, tokens: Sequence[Token], title: bool) -> Iterator[Said]:
    """ "Police: 12 killed in raid", "WALLACE: …": a short name, a colon, and what it says.

    Args:
        text: the report's, as printed.
        tokens: those of a paragraph, from its beginning.
        title: whether the paragraph is a headline.
    """
    at = next((k for k, t in enumerate(tokens[:9]) if t.text == ":"), 0)
    if tokens[0].is_quote:
        tokens, at = tokens[1:], at - 1
    if at < 1 or at + 2 >= len(tokens):
        return
    label = [t for t in tokens[:at] if not t.is_punct]
    if not label or any(t.pos_ in _VERBS and t.tag_ in _FINITE for t in label):
        return
    head = next((t for t in label if t.head.i < tokens[0].i or t.head.i >= tokens[at].i or t.head.i == t.i), label[-1])
    named = any(t.ent_type_ in ("PERSON", "ORG") or t.pos_ == "PROPN" for t in label) or head.lemma_ in kinds().heads
    named = named or any(t.lower_ in persons().titles or t.lower_ in persons().heads for t in label)
    handle = label[0].text.startswith("@")  # "@army_press: Two soldiers were hurt"
    shouting = handle or text[label[0].idx : tokens[at].idx].isupper()
    if not (title or (named and shouting) or handle) or (head.pos_ not in ("PROPN", "NOUN") and not handle):
        return
    start, end = trimmed(head.doc, tokens[at].i + 1, tokens[-1].i + 1)
    if end - start >= 2:
        cue = (tokens[at].i, tokens[at].i + 1)
        yield Said(cue, (tokens[0].i, tokens[at].i + 1), (start, end), head, (), "asserts", "that")


def signed(tokens: Sequence[Token], quote_end: int) -> tuple[Token, int] | None:
    """The name that signs a quotation after a dash, "… — Ada Obi, nurse", with the dash's token.

    Args:
        tokens: the paragraph's tokens.
        quote_end: token after the quotation's last.
    """
    rest = [t for t in tokens if t.i >= quote_end and not t.is_space]
    if len(rest) < 2 or len(rest) > 16 or rest[0].text not in _DASHES:
        return None
    name = next((t for t in rest[1:] if t.text in (",", "(", ".")), None)
    label = [t for t in rest[1:] if name is None or t.i < name.i]
    if not label or label[-1].pos_ != "PROPN" or not all(t.text[:1].isupper() or t.pos_ == "ADP" for t in label):
        return None
    return label[-1], rest[0].i


_DASHES = frozenset({"-", "--", "—", "–", "―"})


def contained(token: Token) -> Said | None:
    """ "In a new survey, 40 percent back the truce": a document that a sentence begins with says the rest of it."""
    noun = next((c for c in token.children if c.dep_ == "pobj"), None)
    verb = token.head
    if noun is None or noun.lemma_.lower() not in words().containers or verb.i <= noun.i or verb.pos_ not in _VERBS:
        return None
    doc, last = token.doc, token.right_edge.i + 1
    if last >= len(doc) or doc[last].text != ",":
        return None
    if verb.lemma_.lower() in verbs() or any(c.dep_ in ("ccomp", "parataxis") for c in verb.children):
        return None
    start, end = trimmed(doc, last, verb.right_edge.i + 1)
    if start >= end:
        return None
    return Said((token.i, token.i + 1), (token.i, last), (start, end), noun, (), "asserts", "that")
