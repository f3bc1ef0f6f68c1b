"""Head matter: title, by-line, date, publisher and dateline from the first lines; boilerplate from the last."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from dateline.reading.head.credits import by_line, credit_line
from dateline.reading.head.dateline import Dateline, dateline_of
from dateline.reading.head.days import day_in, serial_year, stamp_in
from dateline.reading.head.lines import date_line, is_furniture, is_label, is_numeric_date, is_stale, publisher_line
from dateline.reading.head.names import is_outlet, is_section, name_shape
from dateline.reading.head.pieces import HeadLine, field_line, is_handle, lone_name, mixed_line
from dateline.reading.head.text import plain
from dateline.reading.head.vocabulary import head_words
from dateline.reading.layers import Layers, Zone, ZoneKind
from dateline.record import Report
from dateline.text import paragraphs

HEAD_LINES = 14  # how far down a head may reach
TAIL_LINES = 40
LONGEST_TITLE = 200
LONGEST_DECK = 300
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
    stale: date | None = None  # the day of a later change, used where no other is printed

    def take(self, n: int, line: HeadLine) -> None:
        """Paragraph `n` is this line of the head; what is known already is kept."""
        self.kinds[n] = line.kind
        self.authors = self.authors or line.authors
        self.publisher = self.publisher or line.publisher
        self.dateline = self.dateline or line.place
        self.title = self.title or line.title
        if line.stale:
            self.stale = self.stale or line.day
        else:
            self.day = self.day or line.day


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
        if n >= last or not (_head_line(head, n, text, texts) or _second_headline(head, n, texts)):
            break
        if head.kinds.get(n) == "title" and texts[n + 1][:1].islower() and not field_line(texts[n + 1]):
            del head.kinds[n]  # the next line goes on with the sentence: it was wrapped text
            head.title = None
            break
    _look_ahead(head, texts, year)
    if head.day is None and head.title and _is_release(head.title, texts):
        head.day = _day_of_title(head.title, year)
    if head.day is None:
        stamps = (d for t in (texts[:2] + texts[-2:]) if (d := stamp_in(t)))
        head.day = next(stamps, head.stale)
    return head


def _names_report(line: str) -> bool:
    """Whether a line names a kind of report that goes by number and day ("Situation Report No. 12")."""
    low = line.lower()
    return len(line) <= LONGEST_TITLE and not line.endswith(_ENDS) and any(w in low for w in head_words().dated_titles)


def _is_release(title: str, texts: list[str]) -> bool:
    """Whether a title's date is the report's own: a release or a numbered report, that goes by its day."""
    return _names_report(title) or any(serial_year(t) or "immediate release" in t.lower() for t in texts[:HEAD_LINES])


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
    _, _, inside = title.rpartition("(")
    read = day_in(inside.rstrip(" )"), year) if inside else None
    return read[0] if read and read[1] else None


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
    said = _sure(head, n, text, texts)
    if said is None and is_title(text) and _body_after(texts, n):
        if head.title is None:
            said = HeadLine("title", title=plain(text))
        elif _outlet_first(head, n):
            head.title = None
            said = HeadLine("title", title=plain(text))
    if said is None and (head.title or n > 0) and _among_head(head, n, texts):
        said = lone_name(text)
        if said and said.kind == "byline" and head.authors:
            said = HeadLine("publisher", publisher=plain(text)) if head.publisher is None else None
        elif said and said.kind == "byline" and not _outlet_after(head, n, texts):
            said = HeadLine("byline")
    if said:
        head.take(n, said)
    return said is not None


def _sure(head: Head, n: int, text: str, texts: list[str]) -> HeadLine | None:
    """A line whose own words say what it is."""
    if is_furniture(text) or is_section(plain(text)) or is_handle(text):
        return HeadLine("boilerplate")
    if is_numeric_date(text) and date_line(text) is None:
        return HeadLine("date")
    if n + 1 < len(texts) and is_handle(texts[n + 1]) and len(text) <= 60:
        return HeadLine("byline", (plain(text),))
    said = field_line(text)
    if said:
        return said
    day = date_line(text)
    if day:
        return HeadLine("date", day=day, stale=is_stale(text))
    by = by_line(text)
    if by:
        return HeadLine("byline", by.authors, by.day, by.publisher)
    if head.title and _names_report(text):
        return HeadLine("date", day=_day_of_title(plain(text), None))
    publisher = publisher_line(text)
    if publisher and (head.title or n > 0 or _more_head(texts, n)):
        return HeadLine("publisher", publisher=publisher)
    return None


def _outlet_first(head: Head, n: int) -> bool:
    """The line that was taken for the title names the outlet, if the true headline follows it: then it is that."""
    at = next((k for k, kind in head.kinds.items() if kind == "title"), None)
    if at is None or head.publisher or head.title is None or any(k not in head.kinds for k in range(n)):
        return False
    opens = at == 0 and len(head.title.split()) <= 3 and {"date", "byline"} & set(head.kinds.values())
    if not name_shape(head.title) or not (is_outlet(head.title) or opens):
        return False
    head.kinds[at], head.publisher = "publisher", head.title
    return True


def _among_head(head: Head, n: int, texts: list[str]) -> bool:
    """Whether a line stands by or above other head matter: a by-line or date before it, or a date soon after it."""
    if head.kinds.get(n - 1) in ("byline", "date", "publisher"):
        return True
    for text in texts[n + 1 : n + 4]:
        if date_line(text) or mixed_line(text):
            return True
        if not (name_shape(plain(text)) or is_furniture(text) or by_line(text)):
            return False
    return False


def _outlet_after(head: Head, n: int, texts: list[str]) -> bool:
    """Whether an outlet is named, so that a lone name is an author's."""
    after = plain(texts[n + 1]) if n + 1 < len(texts) else ""
    return head.publisher is not None or is_outlet(after) or (name_shape(after) and not date_line(after))


def _second_headline(head: Head, n: int, texts: list[str]) -> bool:
    """A line under the title, above by-line or date: a second headline, or a first sentence set above; both content."""
    if head.title is None or n > 4 or head.authors or head.day:
        return False
    if is_title(texts[n]) and any(date_line(t) or _by(t) or mixed_line(t) for t in texts[n + 1 : n + 3]):
        head.kinds[n] = "title"
        return True
    return len(texts[n]) <= LONGEST_DECK and _by(texts[n + 1])


def _by(text: str) -> bool:
    said = by_line(text) if plain(text).lower().startswith("by ") else None
    return said is not None


def _more_head(texts: list[str], n: int) -> bool:
    """Whether an outlet's name may open the text: head matter follows, and a headline."""
    after = texts[n + 1 : n + HEAD_LINES]
    if after and is_furniture(after[0]):
        return True
    if not after or not (date_line(after[0]) or by_line(after[0]) or is_title(after[0])):
        return False
    for text in after:
        if is_furniture(text) or date_line(text) or by_line(text) or mixed_line(text) or lone_name(text):
            continue
        return is_title(text)
    return False


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
