"""Folds what an act did ("killing five", "were killed when …") into the act: one event, not two."""

from __future__ import annotations

from dataclasses import replace

from dateline.reading.events.candidate import Candidate
from dateline.reading.events.clause import Clause

_RESULT = frozenset({"when", "after", "as", "while"})


def fold(found: dict[int, Candidate], clause: Clause, harm: frozenset[str]) -> None:
    """Merge harm verbs among `found` (trigger to candidate) with the acts that they belong to, in place."""
    predicates = {p: c.i for c in found.values() if (p := c.predicate) is not None}
    for i in sorted(found):
        candidate = found.get(i)
        if candidate is None or not candidate.verb or clause.s.lemma[i] not in harm:
            continue
        under = _act_under(i, found, predicates, clause)
        if under is not None:
            below = found.pop(under)
            noun = below.noun if below.verb else below.i
            also = (*candidate.also, under, *below.also)
            found[i] = Candidate(i, below.entry, True, also=also, noun=noun, act=below.predicate)
            continue
        over = _act_over(i, found, predicates, clause)
        if over is not None and found[over].entry.type == candidate.entry.type:
            act = found[over]
            noun = act.noun if act.noun is not None else candidate.noun
            found[over] = replace(act, also=(*act.also, i, *candidate.also), noun=noun)
            del found[i]


def _act_under(i: int, found: dict[int, Candidate], predicates: dict[int, int], clause: Clause) -> int | None:
    """The act that a passive of harm resulted from: "were killed when rebels shelled the town"."""
    s = clause.s
    if not (clause.passive(i) or s.lemma[i] == "die") or s.kid(i, "agent") is not None:
        return None
    beside = [c for c in s.children[i] if s.dep[c] == "conj" and s.pos[c] == "VERB"]  # "killed and two wounded when …"
    counts = [c for c in s.children[i] if s.dep[c] == "conj" and s.pos[c] in ("NUM", "NOUN")]
    beside += [
        k for c in counts for k in s.children[c] if s.dep[k] == "acl" and s.tag[k] == "VBN"
    ]  # "and 11 hurt when"
    for c in (k for verb in (i, *beside) for k in s.children[verb]):
        act = found.get(predicates.get(c, -1))
        if act is None or s.dep[c] != "advcl" or act.entry.type != "ASSAULT":
            continue
        if any(s.lower[k] in _RESULT for k in s.children[c]):
            return act.i
    return None


def _act_over(i: int, found: dict[int, Candidate], predicates: dict[int, int], clause: Clause) -> int | None:
    """The act that a harm verb hangs on: "stormed the camp, killing five", "an attack that killed five"."""
    s, at = clause.s, i
    for _ in range(4):
        if s.dep[at] not in ("advcl", "conj", "relcl", "acl"):
            return None
        if s.dep[at] == "advcl" and s.kid(at, "mark") is not None and s.tag[at] != "VBG":
            return None
        at = s.head[at]
        if at in found:
            return at
        if (act := predicates.get(at)) in found:
            return act
    return None
