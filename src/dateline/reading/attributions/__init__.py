"""Who says so: quotations, indirect speech, chains of sources."""

from dateline.reading.attributions.stage import AttributionStage

__all__ = ["AttributionStage"]
