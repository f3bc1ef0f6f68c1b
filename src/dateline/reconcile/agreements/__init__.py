"""Agreements across reports: one agreement, its clauses, and what was done about them."""

from dateline.reconcile.agreements.build import agreements_of
from dateline.reconcile.agreements.model import Clause, Deed, Pact, Quoted, Telling, Verdict

__all__ = ["Clause", "Deed", "Pact", "Quoted", "Telling", "Verdict", "agreements_of"]
