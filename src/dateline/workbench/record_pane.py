"""One claim as the record pane shows it: its fields, what they were, who says so, where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dateline.record import Agreement, Casualty, Event, Reading, Term, plain
from dateline.store.desk import Whole
from dateline.store.judging import Judgement, standing
from dateline.text import Span
from dateline.view.rows import anchor_of
from dateline.workbench.fields import Claim, Field, fields_of, near, title_of

_ANCHORS: dict[type[Any], str] = {Casualty: "quote", Event: "trigger", Agreement: "evidence", Term: "evidence"}


def told(whole: Whole, local: str) -> dict[str, Any]:
    """The record pane's data, JSON types.

    Keys: `id`, `kind`, `title`, `anchor`, `evidence` (`[start, end]`), `fields` (each with `was`, the reader's value,
    where a person changed it), `said` (who says so: words, speaker and chain), `why`, `confidence`, and where it
    stands: `stand`, `by`, `at`, `seen`, `history`.
    """
    now, machine = _find(whole.now, local), _find(whole.machine, local)
    claim = now or machine
    assert claim is not None
    shown = fields_of(whole.now if now else whole.machine, claim)
    before = {f.name: f.value for f in fields_of(whole.machine, machine)} if machine else {}
    changed = {k for j in whole.history if j.action == "change" and j.undone_by is None for k in j.after or {}}
    anchor, evidence = anchor_of(claim), claim.evidence
    return {
        "id": local, "kind": whole.kind, "title": title_of(claim), "anchor": [anchor.start, anchor.end],
        "words": anchor.text, "anchor_name": _ANCHORS[type(claim)], "evidence": [evidence.start, evidence.end],
        "fields": [_shown(f, before, changed) for f in shown],
        "said": _said(whole.now, getattr(claim, "attribution", None)),
        "why": list(getattr(claim, "why", ())), "confidence": getattr(claim, "confidence", None),
        **_stands(whole.history),
    }  # fmt: skip


def _shown(field: Field, before: dict[str, str | None], changed: set[str]) -> dict[str, Any]:
    touched = any(i.name.partition(".")[0] in changed for i in field.inputs)
    was = before.get(field.name)
    return {**plain(field), "was": (was or "nothing") if touched and was != field.value else None}


def _stands(history: Sequence[Judgement]) -> dict[str, Any]:
    last = next(iter(standing(history).values()), None)
    return {
        "stand": last.action if last else "machine", "by": last.who if last else None, "at": last.at if last else None,
        "seen": max((j.n for j in history), default=0), "history": [plain(j) for j in history],
    }  # fmt: skip


def _find(reading: Reading, local: str) -> Claim | None:
    terms = (t for g in reading.agreements for t in g.terms)
    every: Iterable[Claim] = (*reading.casualties, *reading.events, *reading.agreements, *terms)
    return next((c for c in every if c.id == local), None)


def _said(reading: Reading, ident: str | None) -> dict[str, Any] | None:
    """Who says so: the words, the cue, and the chain from the speaker to whoever carried it."""
    said = next((q for q in reading.attributions if q.id == ident), None)
    if said is None:
        return None
    sources = {s.id: s for s in reading.sources}
    chain = [sources[s] for s in said.chain if s in sources]
    return {
        "mode": said.mode, "stance": said.stance, "cue": _pair(said.cue), "content": _pair(said.content),
        "words": said.content.text, "cue_words": said.cue.text if said.cue else None,
        "chain": [
            {"name": s.name, "kind": s.kind.replace("_", " "), "spans": near(s.mentions, said.content)} for s in chain
        ],
    }  # fmt: skip


def _pair(span: Span | None) -> tuple[int, int] | None:
    return (span.start, span.end) if span else None
