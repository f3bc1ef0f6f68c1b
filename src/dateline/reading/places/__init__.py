"""Toponyms, facilities and relative places, resolved against the gazetteer."""

from dateline.reading.places.stage import PlaceStage

__all__ = ["PlaceStage"]
