"""Head matter: title, by-line, date, publisher and dateline from the first lines; boilerplate from the last."""

from __future__ import annotations

from dataclasses import replace

from dateline.reading.head.credits import credit_line
from dateline.reading.head.dateline import Dateline, dateline_of
from dateline.reading.head.days import serial_year, stamp_in
from dateline.reading.head.found import Head
from dateline.reading.head.lines import is_furniture, is_label
from dateline.reading.head.order import head_line, second_headline
from dateline.reading.head.pieces import field_line, mixed_line
from dateline.reading.head.titles import HEAD_LINES, day_of_title, is_release, year_of_title
from dateline.reading.layers import Layers, Zone
from dateline.record import Report
from dateline.text import paragraphs

TAIL_LINES = 40


class HeadStage:
    """Gives every paragraph its zone, and the report what its head prints and the caller did not give.

    A paragraph is body unless it clearly is something else; a dateline stays inside its body paragraph. Values given
    from outside are kept.
    """

    name, version = "head", "1"
    requires = frozenset[str]()
    assigns = frozenset({"zones"})

    def __call__(self, layers: Layers) -> Layers:
        """The layers with `zones`, and the report with its head."""
        spans = list(paragraphs(layers.text))
        texts = [layers.text[a:b] for a, b in spans]
        head = read_head(texts)
        _tail(texts, head)
        for n, text in enumerate(texts):
            if n not in head.kinds and len(text) <= 40 and is_label(text):
                head.kinds[n] = "boilerplate"
        zones = tuple(Zone(head.kinds.get(n, "body"), a, b) for n, (a, b) in enumerate(spans))
        return replace(layers, report=_filled(layers.report, head), zones=zones)


def read_head(texts: list[str]) -> Head:
    """Read the head of a report from its paragraphs, front to back, until the body begins."""
    head = Head()
    year = next((y for t in texts[:HEAD_LINES] if (y := serial_year(t))), None) or year_of_title(texts)
    last = _last_possible(texts)
    for n, text in enumerate(texts[:HEAD_LINES]):
        said = mixed_line(text, n > 0) if n < last else None
        if said:
            head.take(n, said)
            continue
        line = dateline_of(text, year)
        if line:
            _take_dateline(head, line, n)
            if line.whole and n < last:
                continue
            break
        if n >= last or not (head_line(head, n, text, texts) or second_headline(head, n, texts)):
            break
        if head.kinds.get(n) == "title" and texts[n + 1][:1].islower() and not field_line(texts[n + 1]):
            del head.kinds[n]  # the next line goes on with the sentence: it was wrapped text
            head.title = None
            break
    _look_ahead(head, texts, year)
    if head.day is None and head.title and is_release(head.title, texts):
        head.day = day_of_title(head.title, year)
    if head.day is None:
        stamps = (d for t in (texts[:2] + texts[-2:]) if (d := stamp_in(t)))
        head.day = next(stamps, head.stale)
    return head


def _look_ahead(head: Head, texts: list[str], year: int | None) -> None:
    """A dateline may stand under lines that are no clear head matter (a second headline, a caption)."""
    if head.dateline or head.day:
        return
    for n, text in enumerate(texts[: HEAD_LINES // 2]):
        line = dateline_of(text, year) if n not in head.kinds else None
        if line and line.day:
            _take_dateline(head, line, n)
            return


def _last_possible(texts: list[str]) -> int:
    """Index of the last paragraph: something must be left to be the body."""
    return next((n for n in range(len(texts) - 1, -1, -1) if not is_furniture(texts[n])), 0)


def _take_dateline(head: Head, line: Dateline, n: int) -> None:
    head.dateline = line.place or head.dateline
    head.day = line.day or head.day
    head.publisher = head.publisher or line.agency
    if line.whole:
        head.kinds[n] = "date"


def _tail(texts: list[str], head: Head) -> None:
    """Mark boilerplate at the end, from the last paragraph backwards until one is content."""
    first = max((n for n, k in head.kinds.items() if k != "boilerplate"), default=-1)
    for n in range(len(texts) - 1, max(first, len(texts) - 1 - TAIL_LINES), -1):
        if n in head.kinds:
            break
        by = credit_line(texts[n])
        if by:
            head.kinds[n], head.authors = "byline", head.authors or by.authors
        elif is_furniture(texts[n]):
            head.kinds[n] = "boilerplate"
        else:
            break


def _filled(report: Report, head: Head) -> Report:
    return replace(
        report,
        title=report.title or head.title,
        publisher=report.publisher or head.publisher,
        authors=report.authors or head.authors,
        published=report.published or (head.day.isoformat() if head.day else None),
        dateline=report.dateline or head.dateline,
    )
