"""The spaCy component: `nlp.add_pipe("dateline")` gives `doc._.dateline`, a `Reading` of the doc's own text."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc


class DatelineComponent:
    """Reads each doc after the parser and the entity recogniser; the reading lies in `doc._.dateline`."""

    def __init__(self) -> None:
        from dateline.reading.pipeline import Reader

        if not Doc.has_extension("dateline"):
            Doc.set_extension("dateline", default=None)
        self._reader = Reader()

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.dateline`. The doc's text counts as it is: offsets are its own."""
        from dateline.record import Report
        from dateline.text import text_id

        report = Report(text_id(doc.text), None, None, (), None, None, None, "en", doc.text)
        doc._.dateline = self._reader.read_doc(doc, report)
        return doc


@Language.factory("dateline", requires=["token.dep", "token.tag", "doc.ents", "doc.sents"], assigns=["doc._.dateline"])
def make_dateline(nlp: Language, name: str) -> DatelineComponent:  # noqa: ARG001 (spaCy's signature)
    """spaCy factory `dateline`; needs a parser, a tagger and an entity recogniser before it."""
    return DatelineComponent()
