"""Casualty figures with bounds, victims and scope."""

from dateline.reading.casualties.stage import CasualtyStage

__all__ = ["CasualtyStage"]
