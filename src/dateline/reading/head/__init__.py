"""Head matter: title, by-line, date, publisher and dateline from the first lines; boilerplate from the last."""

from dateline.reading.head.stage import HeadStage

__all__ = ["HeadStage"]
