"""Persons, forces, armed groups, states, organizations and populations."""

from dateline.reading.actors.stage import ActorStage

__all__ = ["ActorStage"]
