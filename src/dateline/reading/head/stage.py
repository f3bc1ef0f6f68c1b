"""Head matter: title, by-line, date, publisher and dateline from the first lines; boilerplate from the last."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from dateline.reading.head.dateline import Dateline, dateline_of
from dateline.reading.head.days import day_in, serial_year, stamp_in
from dateline.reading.head.lines import by_line, date_line, is_furniture, is_label, plain, publisher_line
from dateline.reading.head.vocabulary import head_words
from dateline.reading.layers import Layers, Zone, ZoneKind
from dateline.record import Report
from dateline.text import paragraphs

HEAD_LINES = 14  # how far down a head may reach
TAIL_LINES = 40
LONGEST_TITLE = 200
_ENDS = (".", "!", "?", "…", '."', ".”", ".'", ".’", ";", ",", ":")


@dataclass(slots=True)
class Head:
    """What the head of a report was found to say."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    day: date | None = None
    dateline: str | None = None
    publisher: str | None = None
    kinds: dict[int, ZoneKind] = field(default_factory=dict)


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
    year = next((y for t in texts[:HEAD_LINES] if (y := serial_year(t))), None) or _year_of_title(texts)
    last = _last_possible(texts)
    for n, text in enumerate(texts[:HEAD_LINES]):
        line = dateline_of(text, year)
        if line:
            _take_dateline(head, line, n)
            if line.whole and n < last:
                continue
            break
        if n >= last or not _head_line(head, n, text, texts):
            break
        if head.kinds[n] == "title" and texts[n + 1][:1].islower():
            del head.kinds[n]  # the next line goes on with the sentence: it was wrapped text
            head.title = None
            break
    _look_ahead(head, texts, year)
    release = any(serial_year(t) or "immediate release" in t.lower() for t in texts[:HEAD_LINES])
    if head.day is None and head.title and release:
        head.day = _day_of_title(head.title, year)
    if head.day is None:
        stamps = (d for t in (texts[:2] + texts[-2:]) if (d := stamp_in(t)))
        head.day = next(stamps, None)
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


def _day_of_title(title: str, year: int | None) -> date | None:
    """A release's day at the front or end of its title ("June 17: Operations", "Operational Update June 7, 2011")."""
    front, _, _ = title.partition(":")
    words = title.split()
    for piece in (front, " ".join(words[-3:])):
        read = day_in(piece, year)
        if read and (read[1] or piece is not front):
            return read[0]
    return None


def _last_possible(texts: list[str]) -> int:
    """Index of the last paragraph: something must be left to be the body."""
    return next((n for n in range(len(texts) - 1, -1, -1) if not is_furniture(texts[n])), 0)


def _take_dateline(head: Head, line: Dateline, n: int) -> None:
    head.dateline = line.place or head.dateline
    head.day = line.day or head.day
    head.publisher = head.publisher or line.agency
    if line.whole:
        head.kinds[n] = "date"


def _head_line(head: Head, n: int, text: str, texts: list[str]) -> bool:
    """Give one paragraph of the head its zone; false where it is body."""
    if is_furniture(text):
        head.kinds[n] = "boilerplate"
        return True
    day = date_line(text)
    if day:
        head.kinds[n], head.day = "date", head.day or day
        return True
    by = by_line(text)
    if by:
        head.kinds[n], head.authors, head.day = "byline", head.authors or by.authors, head.day or by.day
        return True
    publisher = publisher_line(text)
    if publisher and (head.title or n > 0 or _more_head(texts, n)):
        head.kinds[n], head.publisher = "publisher", head.publisher or publisher
        return True
    if head.title is None and is_title(text) and _body_after(texts, n):
        head.kinds[n], head.title = "title", plain(text)
        return True
    return False


def _more_head(texts: list[str], n: int) -> bool:
    after = texts[n + 1] if n + 1 < len(texts) else ""
    return bool(is_furniture(after) or date_line(after) or by_line(after))


def is_title(text: str) -> bool:
    """Whether a head paragraph reads as a headline: one short line that no full stop ends."""
    flat = plain(text)
    if not 8 <= len(flat) <= LONGEST_TITLE or "\n" in text.strip() or flat.endswith(_ENDS):
        return False
    words = flat.split()
    if words[-1].lower() in head_words().no_last:
        return False
    return 2 <= len(words) <= 30 and flat[0] not in "([-•" and (flat[0].isupper() or not flat[0].isalpha())


def _body_after(texts: list[str], n: int) -> bool:
    """Whether a sentence follows that could be the body."""
    return any(
        t.rstrip().endswith((".", '"', "”", "!", "?", "’", "'", ")")) and len(t.split()) > 7
        for t in texts[n + 1 : n + HEAD_LINES]
    )


def _year_of_title(texts: list[str]) -> int | None:
    for text in texts[:3]:
        read = day_in(text[:LONGEST_TITLE]) if len(text) <= LONGEST_TITLE and is_title(text) else None
        if read:
            return read[0].year
    return None


def _tail(texts: list[str], head: Head) -> None:
    """Mark boilerplate at the end, from the last paragraph backwards until one is content."""
    first = max((n for n, k in head.kinds.items() if k != "boilerplate"), default=-1)
    for n in range(len(texts) - 1, max(first, len(texts) - 1 - TAIL_LINES), -1):
        if n in head.kinds:
            break
        by = by_line(texts[n]) if plain(texts[n]).lower().startswith(("reporting by", "report by")) else None
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
