"""Agreements, their terms, and the conduct that bears on them."""

from dateline.reading.agreements.document import read_agreement
from dateline.reading.agreements.stage import AgreementStage

__all__ = ["AgreementStage", "read_agreement"]
