"""The clause that a verb of saying says: after it, before it, around it, or the whole sentence before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dateline.reading.attributions.cues import Cue, verbs
from dateline.reading.attributions.speakers import subjunctive

if TYPE_CHECKING:
    from spacy.tokens import Token

_STOPS = frozenset({".", "!", "?"})
_VERB_FORMS = frozenset({"VBD", "VBZ", "VBP"})


def clause_of(
    verb: Token, children: list[Token], group: tuple[int, int], cue: Cue, inside: Sequence[int]
) -> tuple[int, int] | None:
    """The clause that `verb` says, as tokens `[first, last)`, or `None`.

    Args:
        verb: the cue.
        children: its children, in text order.
        group: the cue with its subject, recipients and adverbs.
        cue: its frames.
        inside: for each token the innermost quotation it stands in, or -1.
    """
    clauses = [c for c in children if c.dep_ == "ccomp" and _finite(c)]
    if not clauses and cue.has("hearer"):
        # "told the crowd he would go": the parser takes the clause for a relative one
        clauses = [c for o in children if o.dep_ in ("dobj", "dative") for c in o.children if _bare_relative(c)]
    if not clauses:
        clauses = list(_lost(children))
    after = [c for c in clauses if c.i > verb.i]
    if after:
        return _after(verb, after, group)
    before = [c for c in clauses if c.i < verb.i]
    if before and verb.doc[group[0] - 1].text != ";":  # "the army said 12 died; the rebels admitted four deaths"
        return _before(verb, group, inside)
    if verb.dep_ == "parataxis" or (verb.dep_ == "ccomp" and verb.i > verb.head.i and _comma_before(verb, group)):
        return _around(verb.head, verb.left_edge.i, verb.right_edge.i + 1)
    if verb.dep_ == "advcl" and _as_clause(cue, children):
        return _around(verb.head, verb.left_edge.i, verb.right_edge.i + 1)
    return _sentence_final(verb, children, group, cue.has("hearer"))


def _lost(children: list[Token]) -> Iterator[Token]:
    """ "wrote in the early hours that the town had fallen": taken for a relative clause of the hours."""
    for child in children:
        if child.dep_ in ("npadvmod", "prep"):
            for noun in [child, *(c for c in child.children if c.dep_ == "pobj")]:
                if noun.ent_type_ in ("TIME", "DATE"):
                    yield from (c for c in noun.children if _bare_relative(c) and _that(c))


def _that(clause: Token) -> bool:
    return any(c.lower_ == "that" and c.dep_ in ("advmod", "mark") for c in clause.children)


def _as_clause(cue: Cue, children: list[Token]) -> bool:
    """ "as the mayor said", with nothing else that is said in it."""
    marked = any(c.dep_ in ("mark", "advmod") and c.lower_ == "as" for c in children)
    own = any(c.dep_ in ("dobj", "xcomp", "attr") or "@" + c.lower_ in cue.frames for c in children)
    return marked and not own


def _bare_relative(clause: Token) -> bool:
    return clause.dep_ == "relcl" and any(
        c.dep_ in ("nsubj", "nsubjpass") and c.tag_ not in ("WP", "WDT") for c in clause.children
    )


def _finite(clause: Token) -> bool:
    """Anything but a bare word: a quotation's "Yes" is content too, so only punctuation is left out."""
    return not clause.is_punct and not clause.is_space


def _after(verb: Token, clauses: list[Token], group: tuple[int, int]) -> tuple[int, int]:
    start = min(c.left_edge.i for c in clauses)
    end = min([max(c.right_edge.i for c in clauses) + 1, *_next_speakers(clauses)])
    if start <= verb.i:  # "Riding alone, they said, can be hazardous"
        return (start, end) if start < group[0] else (group[1], end)
    doc, (first, last) = verb.doc, group
    if doc[start].like_num and doc[start - 1].lower_ == "between":  # the parser gives the word to the verb
        start -= 1
    bracketed = doc[first - 1].text == "," and last < len(doc) and doc[last].text in (",", ";") if first else False
    if bracketed and verb.left_edge.i < first - 1 and verb.left_edge.sent == verb.sent:
        start = verb.left_edge.i
    return start, end


def _next_speakers(clauses: list[Token]) -> Iterator[int]:
    """Where another speaker's clause begins that the parser joined: "X said that A, and Y said B"."""
    known = verbs()
    for clause in clauses:
        for child in clause.children:
            joins = child.dep_ == "conj" or (child.dep_ == "advcl" and _while(child))
            if not joins or child.i < clause.i or not (cue := known.get(child.lemma_.lower())):
                continue
            deps = {c.dep_ for c in child.children}
            if subjunctive(child) and "nsubj" not in deps:
                yield _joined(child)
                continue
            said = deps & {"ccomp", "dobj", "xcomp"}
            if (
                (cue.frames.get("that") == "asserts" or cue.has("sum"))
                and "nsubj" in deps
                and said
                and ("mark" not in deps or _while(child))
            ):
                yield _joined(child)


def _joined(clause: Token) -> int:
    """Where a joined clause begins, its conjunction included."""
    first = clause.left_edge.i
    return first - 1 if clause.doc[first - 1].dep_ == "cc" else first


def _while(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in ("while", "whereas") for c in clause.children)


def _before(verb: Token, group: tuple[int, int], inside: Sequence[int]) -> tuple[int, int]:
    """What stands before the cue, from after a quotation that ended a sentence of its own."""
    start, doc = _opening(verb, inside), verb.doc
    if inside:
        for k in range(group[0] - 3, start, -1):
            ends = doc[k].is_quote and doc[k - 1].text in _STOPS and inside[k] >= 0 and inside[k + 1] != inside[k]
            if ends and any(t.is_alpha for t in doc[k + 1 : group[0]]):
                return k + 1, group[0]
    if start and doc[start - 1].like_num and doc[start - 1].dep_ == "ROOT" and doc[start].tag_ == "NNS":
        start -= 1  # a number after a dateline that the parser left alone: "BEIRUT, 3 Feb - | Nine | civilians …"
    return start, group[0]


def _opening(verb: Token, inside: Sequence[int]) -> int:
    """Where what stands before the cue begins: "nine died and 12 were hurt, the mayor said" has him say both, though
    the parser may join his saying to the first clause."""
    start, first = verb.left_edge.i, verb.head
    if verb.dep_ != "conj" or first.i > start or first.tag_ not in (*_VERB_FORMS, "VBN"):
        return start
    if first.dep_ != "ROOT" or first.lemma_.lower() in verbs():
        return start
    whole = first.left_edge.i
    told = verb.doc[whole : verb.i]
    if any(t.text in (";", ":") or t.is_quote or t.is_space for t in told):
        return start
    return start if inside and len(set(inside[whole : verb.i + 1])) > 1 else whole


def _around(head: Token, first: int, last: int) -> tuple[int, int]:
    """The clause of `head` without the cue's own clause `[first, last)` where that stands at its edge."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    led = first - start <= 2 and head.doc[start].tag_ in ("WRB", "WP", "WDT")  # "where, he said, people gathered"
    if first <= start or led:
        return last, end
    after = last + 1 if last < end and head.doc[last].text == "," else last
    if after < end and head.doc[after].dep_ == "cc":  # "…, he said, and the crowd left": not his any more
        return start, first
    tail = end
    while tail > start and head.doc[tail - 1].is_punct:
        tail -= 1
    return (start, first) if last >= tail else (start, end)


def _comma_before(verb: Token, group: tuple[int, int]) -> bool:
    return group[0] > 0 and verb.doc[group[0] - 1].text in (",", "--", "—", "–")


def _sentence_final(verb: Token, children: list[Token], group: tuple[int, int], hearer: bool) -> tuple[int, int] | None:
    """ "Twelve died in the blast, police said." where the parser joined the two otherwise."""
    if (
        verb.tag_ not in _VERB_FORMS
        or not _comma_before(verb, group)
        or any(c.dep_ in ("xcomp", "mark", "cc") for c in children)
    ):
        return None
    told = next((c for c in children if c.dep_ == "dobj"), None)
    if told is not None and not (hearer and told.i > verb.i and any(c.dep_ == "nsubj" for c in children)):
        return None
    doc, after = verb.doc, group[1]
    if told is not None:  # "…, a person familiar with it told the agency on condition of anonymity"
        after = verb.right_edge.i + 1
    if after < len(doc) and not (doc[after].is_punct or doc[after].is_sent_start or doc[after].is_space):
        return None
    if any(c.dep_ in ("nsubj", "nsubjpass") and c.tag_ in ("WDT", "WP") for c in children):
        return None
    start = verb.left_edge.i if verb.dep_ == "ROOT" else verb.sent.start
    return (start, group[0]) if group[0] - start >= 4 else None
