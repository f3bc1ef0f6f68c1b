"""From token stretches to the record: chains of sources, modes, spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.reading.attributions.quoted import Quoted
from dateline.reading.attributions.said import Said, trimmed
from dateline.reading.attributions.sources import Sources
from dateline.record import Attribution, Mode, Source
from dateline.text import Span, span_of

if TYPE_CHECKING:
    from dateline.reading.layers import Layers

_MARKS = "\"'“”‘’„«»`"


def attributions(
    layers: Layers, quoted: Quoted, found: list[Said]
) -> tuple[tuple[Source, ...], tuple[Attribution, ...]]:
    """The record's sources and attributions, numbered in text order."""
    collected = Sources(layers)
    found = sorted(found, key=lambda s: (s.content[0], -s.content[1]))
    outer = _around(found)
    entries = {}
    by_cue = sorted(range(len(found)), key=lambda k: found[k].cue or found[k].content)
    for k in _outer_first(by_cue, outer):
        said = found[k]
        voice = entries[outer[k]][0] if outer[k] is not None and entries[outer[k]] else None  # type: ignore[index]
        own = [collected.add(said.speaker, voice)] if said.speaker is not None else []
        for token in said.also:
            if own:
                collected.note(own[0], token)
        for token in said.carriers:
            if collected.media(token) or (token in _speaking(said)):
                entry = collected.add(token, voice)
                if entry not in own:
                    own.append(entry)
        entries[k] = own
    sources, ids = collected.sources()
    made = []
    for k, said in enumerate(found):
        chain = [ids[id(e)] for e in entries[k]]
        above = outer[k]
        for _ in range(4):
            if above is None:
                break
            chain += [i for e in entries[above] if (i := ids[id(e)]) not in chain]
            above = outer[above]
        content = _content(layers, quoted, said)
        if content is None:
            continue
        cue = layers.span(layers.doc[said.cue[0] : said.cue[1]]) if said.cue else None
        made.append(Attribution(f"q{len(made) + 1}", _mode(quoted, said), cue, content, tuple(chain), said.stance))
    return sources, tuple(made)


def _speaking(said: Said) -> tuple[object, ...]:
    """Carriers that need not be known as media: the subject of "quoted X as saying"."""
    return tuple(t for t in said.carriers if t.dep_ == "nsubj")


def _around(found: list[Said]) -> list[int | None]:
    """For each, the narrowest other one whose content holds its cue: whoever carried it."""
    outer: list[int | None] = []
    active: list[int] = []
    at = sorted(range(len(found)), key=lambda k: found[k].cue or found[k].content)
    result: dict[int, int | None] = {}
    begun = 0
    for k in at:
        place = (found[k].cue or found[k].content)[0]
        while begun < len(found) and found[begun].content[0] <= place:
            active.append(begun)
            begun += 1
        active = [i for i in active if found[i].content[1] > place]
        holding = [i for i in active if i != k and _carries(found[i]) and not _own_group(found[i], place)]
        result[k] = min(holding, key=lambda i: found[i].content[1] - found[i].content[0], default=None)
    outer = [result[k] for k in range(len(found))]
    for k in range(len(found)):  # two that hold each other's cue carry neither
        above, steps = outer[k], 0
        while above is not None and steps < 6:
            if above == k:
                outer[k] = None
                break
            above, steps = outer[above], steps + 1
    return outer


def _carries(said: Said) -> bool:
    return said.stance in ("asserts", "believes", "denies") and said.frame in ("that", "quote")


def _own_group(said: Said, place: int) -> bool:
    return said.group[0] <= place < said.group[1]


def _outer_first(order: list[int], outer: list[int | None]) -> list[int]:
    done: dict[int, None] = {}
    for k in order:
        path, above = [k], outer[k]
        while above is not None and above not in done and above not in path:
            path.append(above)
            above = outer[above]
        for step in reversed(path):
            done.setdefault(step)
    return list(done)


def _content(layers: Layers, quoted: Quoted, said: Said) -> Span | None:
    start, end = trimmed(layers.doc, *said.content)
    if start >= end:
        return None
    first, last = layers.doc[start], layers.doc[end - 1]
    low, high = first.idx, last.idx + len(last)
    whole = next((k for k in range(*_near(quoted, said)) if quoted.range[k][0] <= start and end <= quoted.range[k][1]), None)
    if whole is not None and layers.text[low] in _MARKS:
        quote = quoted.quotes[whole]
        low, high = max(low, quote.inner_start), min(high, quote.inner_end)
    return span_of(layers.text, low, high) if layers.text[low:high].strip(_MARKS + " \n") else None


def _near(quoted: Quoted, said: Said) -> tuple[int, int]:
    """Indices of the quotations that could hold the content."""
    doc = quoted.doc
    at = max(0, min(said.content[0], len(doc) - 1))
    inside = int(quoted.inside[at])
    return (inside, inside + 1) if inside >= 0 else (0, 0)


def _mode(quoted: Quoted, said: Said) -> Mode:
    start, end = trimmed(quoted.doc, *said.content)
    level = int(quoted.inside[said.cue[0]]) if said.cue else -1
    own = said.group
    within = without = 0
    for token in quoted.doc[start:end]:
        if not (token.is_alpha or token.like_num) or own[0] <= token.i < own[1]:
            continue
        if int(quoted.inside[token.i]) > level:
            within += 1
        else:
            without += 1
    if not within:
        return "indirect"
    return "mixed" if without else "direct"
