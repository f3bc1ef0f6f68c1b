"""Time expressions and the days they name."""

from dateline.reading.times.stage import TimeStage

__all__ = ["TimeStage"]
