"""Agreements, their terms, and the conduct that bears on them."""

from dateline.reading.agreements.stage import AgreementStage

__all__ = ["AgreementStage"]
