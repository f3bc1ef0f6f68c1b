"""What a cue verb says: its clause, infinitive, object or prepositional phrase, by the frames of the knowledge file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dateline.reading.attributions.clauses import clause_of
from dateline.reading.attributions.cues import Cue, nouns, verbs, words
from dateline.reading.attributions.kinds import kinds
from dateline.reading.attributions.said import Said, trimmed
from dateline.reading.attributions.speakers import agent, beside, cited_by, passive, speaker_of, stranded
from dateline.reading.syntax import syntax_of
from dateline.record import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

Piece = tuple[int, int, str]  # first token, token after the last, frame
_OBJECT_TAIL = frozenset({"as", "for", "of", "over", "against", "about", "with", "to"})
_THINGS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "VERB", "AUX", "X", "SYM"})
_NOBODY = frozenset({"none", "nobody", "nothing", "this", "these", "those", "there", "what"})
_PERSONS = frozenset({"those", "these"})  # "those close to him"; alone they are things
_TOLLS = frozenset({"toll", "figure", "count", "total", "tally", "estimate"})
_SELDOM = frozenset({"rarely", "seldom", "hardly", "never"})
_GROUP = frozenset({"aux", "auxpass", "neg", "advmod", "prt", "dative", "npadvmod", "agent"})


def verb_said(verb: Token, cue: Cue, inside: Sequence[int] = ()) -> Iterator[Said]:
    """What the verb says, if anything: usually one `Said`, bare where only a quotation can fill it."""
    citing = verb.lemma_.lower() in words().citing
    if citing and (_adrift(verb) or _named_for(verb)):
        return
    in_passive = passive(verb)
    speaker, carriers = speaker_of(verb, inside)
    teller = speaker
    if speaker is not None and (cited := _cited(verb, speaker)) is not None:
        speaker, carriers = cited, (speaker, *carriers)
    elif speaker is not None and not carriers and (carrier := cited_by(speaker)) is not None:
        carriers = (carrier,)
    if in_passive and (spoken := _quoted_as(verb)) is not None:
        speaker, carriers, teller = *spoken, spoken[0]
    if speaker is None and not in_passive and inside and cue.has("that", "quote"):
        speaker = beside(verb, inside)
    if speaker is not None and _nobody(speaker):
        return
    children = list(verb.children)
    group = _group(verb, teller if teller is not None else speaker, children, inside)
    found = _content(verb, cue, children, group, in_passive, inside)
    if found is None:
        if cue.has("that", "quote") or cue.prepositions:
            stance = _plain(cue, "that" if cue.has("that") else "quote")
            yield Said((verb.i, verb.i + 1), group, (verb.i, verb.i), speaker, carriers, stance, "quote")
        return
    start, end, frame = found
    if frame == "pass" and speaker is None:
        speaker = agent(verb)
    start, end = trimmed(verb.doc, start, _undenied(verb, start, end) if start > verb.i else end)
    if start < end:
        stance = _stance(cue, frame, children)
        if frame == "np" and citing:
            frame = "cited"
        yield Said((verb.i, verb.i + 1), group, (start, end), speaker, carriers, stance, frame)


def _nobody(speaker: Token) -> bool:
    """ "No group claimed the attack", "this suggests", "who ordered it?": nobody speaks."""
    if speaker.tag_ in ("WP", "WRB") and speaker.head.dep_ not in ("relcl", "acl"):
        return not any(t.dep_ in ("relcl", "acl") for t in speaker.ancestors)
    if speaker.lower_ in _NOBODY:
        return not (speaker.lower_ in _PERSONS and any(c.i > speaker.i for c in speaker.children))
    return any(c.dep_ == "det" and c.lower_ in ("no", "neither") for c in speaker.children)


def _adrift(verb: Token) -> bool:
    """ "citing" as a participle of a clause that says nothing: whose it is cannot be told."""
    return verb.dep_ == "advcl" and verb.head.lemma_.lower() not in verbs()


def _quoted_as(verb: Token) -> tuple[Token, tuple[Token, ...]] | None:
    """Speaker and carriers of "…, the minister was quoted as saying by state radio"."""
    spoken = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if verb.lemma_.lower() not in words().carrying or spoken is None:
        return None
    saying = next((g for c in verb.children if c.lower_ == "as" for g in c.children if g.dep_ == "pcomp"), None)
    if saying is None:
        return None
    carrier = agent(verb) or agent(saying)
    return spoken, (carrier,) if carrier is not None else ()


def _named_for(verb: Token) -> bool:
    """ "citing" that only names who tells the agency what it says: `_cited` has him as the speaker."""
    if verb.tag_ != "VBG" or verb.dep_ not in ("advcl", "acl"):
        return False
    telling = verb.head
    if verb.dep_ == "acl" and telling.dep_ == "nsubj":  # "the agency, quoting a doctor, reported"
        telling = telling.head
    return telling.lemma_.lower() in verbs() and any(c.dep_ == "dobj" and _party(c) for c in verb.children)


def _cited(verb: Token, speaker: Token) -> Token | None:
    """Whom the speaker cites for it: "the agency, citing a doctor, said …"."""
    for child in (*verb.children, *speaker.children):
        if (
            child.i != verb.i
            and child.dep_ in ("advcl", "acl")
            and child.tag_ == "VBG"
            and child.lemma_.lower() in words().citing
        ):
            return next((c for c in child.children if c.dep_ == "dobj" and _party(c)), None)
    return None


def _party(noun: Token) -> bool:
    """Somebody or a document, not a reason ("citing low growth")."""
    return noun.ent_type_ in ("PERSON", "ORG", "NORP", "GPE") or noun.lemma_.lower() in kinds().heads


def _stance(cue: Cue, frame: str, children: list[Token]) -> Stance:
    found = _plain(cue, frame)
    unsaid = found in ("asserts", "believes") and any(c.dep_ == "neg" or c.lower_ in _SELDOM for c in children)
    return "withholds" if unsaid else found


def _plain(cue: Cue, frame: str) -> Stance:
    return cue.frames[frame] if frame in cue.frames else next(iter(cue.frames.values()))


def _group(verb: Token, speaker: Token | None, children: list[Token], inside: Sequence[int]) -> tuple[int, int]:
    """The cue with its own subject, recipients and adverbs, as tokens `[first, last)`."""
    first, last = verb.i, verb.i
    for child in children:
        if child.dep_ == "npadvmod" and speaker is not None and child.i < speaker.i < verb.i:
            continue  # a dateline or a day that opens the sentence
        if inside and inside[child.i] != inside[verb.i] and inside[child.i] >= 0:
            continue  # words of a quotation that the parser gave to the verb outside it
        own = child.dep_ in _GROUP or (speaker is not None and child.i == speaker.i and child.dep_ != "dobj")
        own = own or (speaker is not None and child.dep_ == "nsubj" and child.right_edge.i + 1 == speaker.left_edge.i)
        if own or (speaker is not None and child.i == speaker.i):
            first, last = min(first, child.left_edge.i), max(last, child.right_edge.i)
        elif child.dep_ == "prep" and child.i == last + 1 and child.right_edge.i - child.i < 12:
            last = child.right_edge.i
    if speaker is not None and (noun := stranded(verb)) is not None and noun.i == speaker.i:
        first = noun.left_edge.i
    return first, last + 1


def _content(
    verb: Token, cue: Cue, children: list[Token], group: tuple[int, int], in_passive: bool, inside: Sequence[int]
) -> Piece | None:
    if cue.has("that") and (clause := clause_of(verb, children, group, cue, inside)):
        return *clause, "that"
    if cue.has("sum") and (piece := _sum(verb, children)):
        return *piece, "np"
    if in_passive:
        return _passive(verb, cue, children)
    complement = next((c for c in children if c.dep_ == "xcomp"), None)
    target = next((c for c in children if c.dep_ in ("dobj", "dative") and c.i > verb.i), None)
    if complement is not None and complement.i > verb.i:
        if cue.has("obj-inf") and target is not None and target.i < complement.i:
            return target.left_edge.i, complement.right_edge.i + 1, "obj-inf"
        if cue.has("inf") and complement.left_edge.i > verb.i and complement.lemma_.lower() not in words().unnamed:
            return complement.left_edge.i, complement.right_edge.i + 1, "inf"
    if cue.frames.get("np") == "denies" and (piece := _denied(verb, children)):
        return *piece, "np"
    if cue.has("np") and not _only_quoting(verb, children) and (piece := _object(verb, children)):
        return *piece, "np"
    return _after_preposition(verb, cue, children) if cue.prepositions else None


def _sum(verb: Token, children: list[Token]) -> tuple[int, int] | None:
    """ "put the number of dead at 35", "gave the toll as nine dead": the object with its number; in the passive the
    number, where somebody put it."""
    counted = next((c for c in children if c.dep_ == "dobj" and c.i > verb.i), None)
    if counted is not None and counted.lemma_ in _TOLLS and _of_number(counted):  # "gave a toll of 17"
        return counted.left_edge.i, counted.right_edge.i + 1
    for child in children:
        as_toll = child.lower_ == "as" and counted is not None and counted.lemma_ in _TOLLS
        if child.dep_ == "prep" and (child.lower_ == "at" or as_toll) and child.i > verb.i:
            number = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            if number is not None and _number(number):
                if counted is not None:
                    return counted.left_edge.i, child.right_edge.i + 1
                if agent(verb) is not None:
                    return number.left_edge.i, number.right_edge.i + 1
    return None


def _of_number(noun: Token) -> bool:
    return any(_number(n) for c in noun.children if c.lower_ == "of" for n in c.children if n.dep_ == "pobj")


def _number(token: Token) -> bool:
    return token.tag_ == "CD" or token.ent_type_ == "CARDINAL" or any(c.dep_ == "nummod" for c in token.children)


def _after_preposition(verb: Token, cue: Cue, children: list[Token]) -> Piece | None:
    for k, child in enumerate(children):
        if child.i < verb.i:
            continue
        frame = "@" + child.lower_
        if frame in cue.frames and child.dep_ in ("prep", "agent"):
            for inner in child.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    end = inner.right_edge.i + 1
                    if cue.frames[frame] == "demands" and k + 1 < len(children) and _infinitive(children[k + 1]):
                        end = children[k + 1].right_edge.i + 1  # "called on the rebels to leave"
                    return inner.left_edge.i, end, frame
        elif child.dep_ in ("advcl", "ccomp", "xcomp"):  # "calling for the mayor to resign"
            mark = next((c for c in child.children if c.dep_ == "mark" and "@" + c.lower_ in cue.frames), None)
            if mark is not None:
                return mark.i + 1, child.right_edge.i + 1, "@" + mark.lower_
    return None


def _infinitive(clause: Token) -> bool:
    return clause.dep_ in ("xcomp", "advcl", "ccomp") and any(
        c.dep_ == "aux" and c.lower_ == "to" for c in clause.children
    )


def _passive(verb: Token, cue: Cue, children: list[Token]) -> Piece | None:
    patient = next((c for c in children if c.dep_ in ("nsubjpass", "csubjpass")), None)
    complement = next((c for c in children if c.dep_ in ("xcomp", "oprd") and c.i > verb.i), None)
    if cue.has("pass") and complement is not None:
        start = patient.left_edge.i if patient is not None else complement.left_edge.i
        return start, complement.right_edge.i + 1, "pass"
    if verb.dep_ == "acl" and verb.lemma_.lower() in words().citing:
        return None  # "a report cited by the paper": who carries it, see `cited_by`
    if cue.has("np") and (by := agent(verb)) is not None and not _only_quoting(verb, children):
        charge = next((c for c in children if c.dep_ == "prep" and c.lower_ == "of" and c.i > by.i), None)
        if charge is not None and any(c.dep_ == "pcomp" for c in charge.children):
            return charge.left_edge.i, charge.right_edge.i + 1, "np"
        if patient is not None:
            return patient.left_edge.i, patient.right_edge.i + 1, "np"
        if verb.dep_ == "acl":
            return verb.head.left_edge.i, verb.i, "np"
    return None


def _denied(verb: Token, children: list[Token]) -> tuple[int, int] | None:
    """ "…, which the army denies", "a charge that it denies": what stands before the relative clause."""
    if verb.dep_ != "relcl":
        return None
    told = verb.head
    relative = next((c for c in children if c.dep_ == "dobj" and c.i < verb.i), None)
    if relative is None:
        bare = told.lemma_.lower() in nouns() and not any(c.dep_ in ("dobj", "ccomp", "xcomp") for c in children)
        return (told.left_edge.i, verb.left_edge.i) if bare else None
    if relative.tag_ != "WDT":
        return None
    if verb.doc[relative.i - 1].text == "," and told.lemma_.lower() not in nouns():
        while told.pos_ not in ("VERB", "AUX") and told.head.i != told.i:
            told = told.head
    return told.left_edge.i, relative.i


def _undenied(verb: Token, start: int, end: int) -> int:
    """Where the content ends before another's denial of it: "accused them of arson, which they deny"."""
    known = verbs()
    s = syntax_of(verb.doc)
    for i in range(start, end):
        if s.dep[i] != "relcl" or s.head[i] < start:
            continue
        token = verb.doc[i]
        cue = known.get(token.lemma_.lower())
        if cue is not None and cue.frames.get("np") == "denies" and (piece := _denied(token, list(token.children))):
            noun = token.head
            at = noun.left_edge.i if noun.lemma_.lower() in nouns() else piece[1]
            if at > start and token.doc[at - 1].text == ",":
                return at
    return end


def _only_quoting(verb: Token, children: list[Token]) -> bool:
    """ "quoted an official as saying": what the official says is the content, not the official."""
    if verb.lemma_.lower() not in words().carrying:
        return False
    return any(c.lower_ == "as" and any(g.dep_ == "pcomp" for g in c.children) for c in children)


def _object(verb: Token, children: list[Token]) -> tuple[int, int] | None:
    objects = [c for c in children if c.dep_ in ("dobj", "ccomp", "oprd", "attr") and c.i > verb.i]
    objects = objects or [c for c in children if c.dep_ == "acomp" and c.i == verb.i + 2 and _number(c)]  # "three dead"
    if objects and verb.dep_ == "relcl" and objects[0].lower_.endswith(("self", "selves")):
        return None  # "a man who called himself Abu Nur": a name, not what he says
    if not objects or objects[0].dep_ == "attr" or objects[0].left_edge.i <= verb.i:
        return None
    if objects[0].pos_ not in _THINGS and not _number(objects[0]):  # "reported nine dead"
        return None
    start, end = objects[0].left_edge.i, objects[0].right_edge.i + 1
    for child in children:
        if child.i < end:
            continue
        tail = child.dep_ in ("oprd", "xcomp", "ccomp", "dobj") or (
            child.dep_ == "prep" and child.lower_ in _OBJECT_TAIL
        )
        if not tail:
            break
        end = child.right_edge.i + 1
    return start, end


def recipients(verb: Token) -> Iterator[Token]:
    """Heads of the noun phrases that were told: "told AFP", "said in an interview with the BBC"."""
    known = words()
    for child in verb.children:
        if child.i < verb.i and child.dep_ != "prep":
            continue
        if child.dep_ in ("dobj", "dative", "iobj") and child.pos_ != "ADP":
            yield child
        elif child.dep_ in ("prep", "dative", "agent"):
            for noun in child.children:
                if noun.dep_ != "pobj":
                    continue
                if child.lower_ in known.via:
                    yield noun
                if noun.lemma_.lower() in known.occasions:
                    yield from _through(noun)


def _through(noun: Token) -> Iterator[Token]:
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in words().via:
            yield from (t for t in child.children if t.dep_ == "pobj")
        elif child.dep_ in ("acl", "compound", "poss"):
            if child.dep_ != "acl":
                yield child
            elif found := agent(child):
                yield found
