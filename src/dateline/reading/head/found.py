"""What the head of a report was found to say, while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dateline.reading.head.pieces import HeadLine
from dateline.reading.layers import ZoneKind


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
