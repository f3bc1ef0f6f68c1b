"""Where a reader stands in time: the day of speech, and the last time that the story told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateline.reading.times.calendar import Interval


@dataclass(slots=True)
class Timeline:
    """The anchors of one report while it is read from front to back.

    Attributes:
        published: day of publication, or `None`.
        speech: day on which the words at hand were said: that of publication in the report's own voice, of the
            interview in a quotation; `None` in a chronicle, which nobody says on a day.
        story: the last time told.
        day: the last day told.
        year: the last year told, and whether the text printed it.
        quarter: the last quarter told.
        thread: in a report, the printed date (with its year) that the paragraph told last: what follows it in the past
            is of its time.
        spoken: what the day of speech is.
        latest: the latest year that the text prints: in an undated report, the one that a bare month may take.
        printed: in an undated report that prints one year alone, the first day printed with it.
        chronicle: whether this is history told from date to date.
    """

    published: date | None
    speech: date | None
    chronicle: bool
    story: Interval | None = None
    day: date | None = None
    year: int | None = None
    quarter: Interval | None = None
    latest: int | None = None
    printed: date | None = None
    thread: date | None = None
    spoken: str = "the day of publication"

    def tell(self, told: Interval, sets_year: bool = True) -> None:
        """Move the story to a time that was told."""
        if told.grain in ("decade", "century") or (told.end - told.start).days > 366:
            return
        self.story = told
        if told.grain == "day":
            self.day = told.start
        elif self.day and not told.start <= self.day <= told.end:
            self.day = None
        if told.grain == "quarter":
            self.quarter = told
        if sets_year:
            self.year = told.start.year

    @property
    def anchor(self) -> date | None:
        """The day that deixis counts from: the day of speech, in a chronicle the last day told."""
        if self.speech:
            return self.speech
        if self.day:
            return self.day
        return self.story.start if self.story else None
