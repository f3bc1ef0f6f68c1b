"""From token stretches to the record: chains of sources, modes, spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.reading.attributions.quoted import Quoted
from dateline.reading.attributions.said import Said, trimmed
from dateline.reading.attributions.sources import Entry, Sources
from dateline.record import Attribution, Mode, Source
from dateline.text import Span, span_of

if TYPE_CHECKING:
    from dateline.reading.layers import Layers

_LONGEST = 5  # how long a chain of quotations inside quotations may grow
_SAYING = frozenset({"asserts", "believes", "denies"})
_DATELINE = 16  # tokens of a dateline with its agency and dash, at most
_DASHES = frozenset({"-", "--", "—", "–"})
_GAP = 45  # tokens between the pieces of a split quotation, at most
_MARKS = "\"'“”‘’„«»`"


def attributions(
    layers: Layers, quoted: Quoted, found: list[Said]
) -> tuple[tuple[Source, ...], tuple[Attribution, ...]]:
    """The record's sources and attributions, numbered in text order."""
    collected = Sources(layers)
    found = [
        said for said in found if said.speaker is None or _according(layers, said) or collected.somebody(said.speaker)
    ]
    found = sorted(found, key=lambda s: (s.content[0], -s.content[1]))
    outer = _around(found)
    speakers: dict[int, list[Entry]] = {}
    for k in _outer_first(sorted(range(len(found)), key=lambda k: found[k].cue or found[k].content), outer):
        above = outer[k]
        voices = speakers[above] if above is not None else []
        speakers[k] = _speakers(collected, found[k], voices[0] if voices else None)
    sources, ids = collected.sources()
    made: list[Attribution] = []
    for k, said in enumerate(found):
        content = _content(layers, quoted, said)
        if content is None:
            continue
        chain = tuple(dict.fromkeys(ids[id(entry)] for step in _path(outer, k) for entry in speakers[step]))
        cue = layers.stretch(*said.cue) if said.cue else None
        made.append(Attribution(f"q{len(made) + 1}", _mode(quoted, said), cue, content, chain, said.stance))
    return sources, tuple(made)


def _according(layers: Layers, said: Said) -> bool:
    """ "According to the database": whatever it names is a source."""
    if said.cue is None or said.speaker is None:
        return False
    cue, speaker = layers.doc[said.cue[0]], said.speaker
    label = cue.text == ":" and layers.text[speaker.idx : speaker.idx + len(speaker)].isupper()
    return cue.lower_ == "according" or label


def _speakers(collected: Sources, said: Said, voice: Entry | None) -> list[Entry]:
    """Who speaks, then who carried it, for one cue."""
    if said.speaker is None:
        return []
    own = [collected.add(said.speaker, voice)]
    for token in said.also:
        collected.note(own[0], token)
    own += [collected.add(token, voice) for token in said.carriers]
    own += [collected.add(token, voice) for token in said.told if collected.media(token)]
    return own


def _path(outer: list[int | None], k: int) -> list[int]:
    """`k` and what carries it, nearest first."""
    path, above = [k], outer[k]
    while above is not None and len(path) < _LONGEST:
        path.append(above)
        above = outer[above]
    return path


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
    return said.frame == "cited" or (said.stance in _SAYING and said.frame in ("that", "quote"))


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
    start, end = trimmed(layers.doc, _after_dateline(layers, start, end), end)
    if start >= end:
        return None
    first, last = layers.doc[start], layers.doc[end - 1]
    low, high = first.idx, last.idx + len(last)
    whole = next(
        (k for k in range(*_near(quoted, said)) if quoted.range[k][0] <= start and end <= quoted.range[k][1]), None
    )
    if whole is not None and layers.text[low] in _MARKS:
        quote = quoted.quotes[whole]
        low, high = max(low, quote.inner_start), min(high, quote.inner_end)
    return span_of(layers.text, low, high) if layers.text[low:high].strip(_MARKS + " \n") else None


def _after_dateline(layers: Layers, start: int, end: int) -> int:
    """The token after "NAIROBI, Kenya —" where a content begins with it: no one says the dateline."""
    place = layers.report.dateline
    if not place or start >= end or not layers.text.startswith(place, layers.doc[start].idx):
        return start
    after, stop = layers.doc[start].idx + len(place), min(end, start + _DATELINE)
    dashes = (k for k in range(start, stop) if layers.doc[k].idx >= after and layers.doc[k].text in _DASHES)
    return next((k + 1 for k in dashes), start)


def _between(quoted: Quoted, said: Said, level: int) -> tuple[int, int]:
    """The cue with all that stands between the pieces of its quotation."""
    first, last = said.group
    low, high = first, last
    while low > said.content[0] and int(quoted.inside[low - 1]) == level and first - low < _GAP:
        low -= 1
    while high < said.content[1] and int(quoted.inside[high]) == level and high - last < _GAP:
        high += 1
    pieces = low > said.content[0] and high < said.content[1]
    split = pieces and int(quoted.inside[low - 1]) > level and int(quoted.inside[high]) > level
    return (low, high) if split else said.group


def _near(quoted: Quoted, said: Said) -> tuple[int, int]:
    """Indices of the quotations that could hold the content."""
    doc = quoted.doc
    at = max(0, min(said.content[0], len(doc) - 1))
    inside = int(quoted.inside[at])
    return (inside, inside + 1) if inside >= 0 else (0, 0)


def _mode(quoted: Quoted, said: Said) -> Mode:
    start, end = trimmed(quoted.doc, *said.content)
    level = int(quoted.inside[said.cue[0]]) if said.cue else -1
    if start >= end or quoted.inside[start:end].max() <= level:
        return "indirect"
    own = _between(quoted, said, level)
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
