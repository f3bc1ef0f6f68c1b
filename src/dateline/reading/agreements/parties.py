"""The parties that an agreement's own text names in its heading: "between the Government of … and the …"."""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.reading.layers import Layers
from dateline.record import Actor
from dateline.text import Span, span_of

_NAME = r"(?:[^,.;:()\n]|\n(?![ \t]*\n))"  # a name may go on in the next line, not past a blank one
_BETWEEN = re.compile(rf"\b(?:between|among)\s+(?:the\s+)?({_NAME}{{3,200}}(?:,\s+the\s{_NAME}{{3,100}}){{0,4}})")
_DEFINED = re.compile(
    r"(?:^|\band\s+|,\s+)(?:[Tt]he\s+)?([A-Z][^\"“”,;:()\n]{3,100}?)\s*\("
    r"(?:hereinafter\s+)?(?:the\s+)?[\"“](?:the\s+)?([^\"“”\n]{2,60})[\"”]",
    re.MULTILINE,
)
_AND = re.compile(r"(?:,|(?<![\s,]))\s+and\s+(?:the\s+)?|,\s+the\s+")
_MOST = 0.6  # of the characters of a party's name that a known actor's mention must cover
_LONGEST = 12


def short_names(text: str) -> dict[str, str]:
    """Short name -> name, both lower case, as a text gives them: `the Transitional Council ("the Council")`."""
    return {m[2].strip().lower(): " ".join(m[1].split()).lower() for m in _DEFINED.finditer(text)}


def between_whom(text: str) -> list[Span]:
    """The names of the parties in the first "between … and …" of a text, else those that it gives short names to ("the
    Transitional Council ("the Council") and …"), or nothing."""
    found = _BETWEEN.search(text)
    if found is None:
        defined = [span_of(text, *m.span(1)) for m in _DEFINED.finditer(text)]
        return defined if len(defined) > 1 else []
    start, names = found.start(1), []
    at = 0
    for joint in [*_AND.finditer(found[1]), None]:
        end = joint.start() if joint else len(found[1])
        if found[1][at:end].strip():
            names.append(span_of(text, start + at, start + end))
        at = joint.end() if joint else end
    proper = all(n.text[:1].isupper() and len(n.text.split()) <= _LONGEST for n in names)
    return names if len(names) > 1 and proper else []


def named_by(name: Span, layers: Layers) -> Actor | None:
    """The actor that most of a name is a mention of."""
    best = max(
        ((min(m.end, name.end) - max(m.start, name.start), a) for a in layers.actors for m in a.mentions),
        key=lambda pair: pair[0],
        default=None,
    )
    return best[1] if best and best[0] >= _MOST * len(name.text) else None


def with_parties(layers: Layers) -> Layers:
    """The layers with an actor for each party that no actor names yet; mentioned wherever its name stands."""
    for name in between_whom(layers.text):
        known, actors = named_by(name, layers), layers.actors
        if known is not None:
            country = known.country or next((a.country for a in actors if a.country and _inside(a, name)), None)
            spans = tuple(sorted({name, *(m for m in known.mentions if not name.covers(m))}))
            named = replace(known, name=" ".join(name.text.split()), country=country, mentions=spans)
            layers = replace(layers, actors=tuple(named if a.id == known.id else a for a in actors))
        else:
            found = tuple(
                span_of(layers.text, m.start(), m.end())
                for m in re.finditer(re.escape(name.text).replace(r"\ ", r"\s+"), layers.text)
            )
            taken = {int(a.id[1:]) for a in actors if a.id[1:].isdigit()}
            ident = f"a{max(taken, default=0) + 1}"
            actors = (*actors, Actor(ident, " ".join(name.text.split()), "unknown", None, None, (), found))
            layers = replace(layers, actors=actors)
    return layers


def _inside(actor: Actor, name: Span) -> bool:
    return actor.kind == "state" and any(name.covers(m) for m in actor.mentions)
