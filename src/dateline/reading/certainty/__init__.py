"""Status and certainty of each predicate, by syntax."""

from dateline.reading.certainty.stage import CertaintyStage

__all__ = ["CertaintyStage"]
