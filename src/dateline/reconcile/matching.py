"""Which accounts of different reports tell of one incident."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.reconcile.grouping import Account


def matched(accounts: Sequence[Account]) -> list[list[Account]]:
    """Accounts grouped by incident."""
    return [[a] for a in accounts]
