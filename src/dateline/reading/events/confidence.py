"""How often an event told like this one had the right type: counted, not guessed (see the table's head)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from dateline.errors import KnowledgeError
from dateline.knowledge import read_tsv

if TYPE_CHECKING:
    from dateline.reading.events.candidate import Candidate
    from dateline.reading.events.roles import Participants
    from dateline.reading.layers import Assessment
    from dateline.reading.syntax import Syntax

FILE = "events_confidence.tsv"
Clause = Literal["main", "said", "under"]
_KEYS = (("main", "said", "under"), ("both", "one", "none"), ("plain", "open"))


def confidence(s: Syntax, candidate: Candidate, who: Participants, assessment: Assessment) -> float:
    """The share of events with the right type among those told in the same way, 0 to 1."""
    sides = "both" if who.actors and who.recipients else "one" if who.actors or who.recipients else "none"
    told = assessment.status in ("happened", "begun", "threatened") and assessment.certainty == "stated"
    return _table()[clause_of(s, candidate), sides, "plain" if told else "open"]


def clause_of(s: Syntax, candidate: Candidate) -> Clause:
    """Whether the event is the sentence's own, what somebody says, or told on the side."""
    governor = candidate.governor
    if s.head[candidate.i] == candidate.i or (governor is not None and s.head[governor] == governor):
        return "main"
    return "said" if s.dep[candidate.i] == "ccomp" else "under"


@cache
def _table() -> dict[tuple[str, str, str], float]:
    """Every kind with its share; rare kinds lean on their clause."""
    counts: dict[tuple[str, str, str], tuple[int, int]] = {}
    for line, row in read_tsv(FILE, ("clause", "who", "told", "right", "given")):
        key = (row["clause"], row["who"], row["told"])
        if any(k not in known for k, known in zip(key, _KEYS, strict=True)):
            raise KnowledgeError(FILE, line, f"unknown kind {' '.join(key)!r}")
        right, given = int(row["right"]), int(row["given"])
        if not 0 <= right <= given:
            raise KnowledgeError(FILE, line, f"{right} right of {given} given")
        counts[key] = right, given
    shares = {}
    for clause in _KEYS[0]:
        own = [v for k, v in counts.items() if k[0] == clause]
        if not sum(g for _, g in own):
            raise KnowledgeError(FILE, 0, f"nothing was counted for {clause!r}")
        shares[clause] = sum(r for r, _ in own) / sum(g for _, g in own)
    made = {}
    for key in ((c, w, t) for c in _KEYS[0] for w in _KEYS[1] for t in _KEYS[2]):
        right, given = counts.get(key, (0, 0))
        made[key] = round((right + 2 * shares[key[0]]) / (given + 2), 2)
    return made
