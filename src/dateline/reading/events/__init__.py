"""Events in PLOVER types with actors, recipients, place and time."""

from dateline.reading.events.stage import EventStage

__all__ = ["EventStage"]
