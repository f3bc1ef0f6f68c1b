"""Whole incidents of a record as a stream: a page of ids at a time, each incident made when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.reconcile.incident import Incident
from dateline.reconcile.policies import Policy, policies, policy_named
from dateline.store.base import Record
from dateline.store.incidents import IncidentFilter

_PAGE = 1000  # ids in memory
_ANY = "ibc"  # which of ours the record is asked under, where nothing is asked of counts


def whole_incidents(record: Record, wanted: IncidentFilter, policy: str | Policy) -> Iterator[Incident]:
    """The incidents that a filter lets through, in order of date, place and id, with people's decisions in them.

    Args:
        record: an open record.
        wanted: the filter; what it asks of counts and violence is asked under the policy.
        policy: by which they are counted: one of ours by name, a user's file `house.toml`, or a policy.

    Raises:
        UsageError: no such policy.
        KnowledgeError: the file is no policy.
        RecordError: the record cannot be read.
    """
    rule = policy_named(policy)
    ours = rule.name in policies()  # the record keeps the counts of ours; those of a user's own are made here
    asked = wanted if ours else replace(wanted, min_killed=None, violence=None)
    offset = 0
    while True:
        rows, total = record.incident_page(asked, rule.label if ours else _ANY, offset=offset, limit=_PAGE)
        for row in rows:
            incident = record.incident(row.id, rule)
            if ours or _keeps(wanted, incident):
                yield incident
        offset += _PAGE
        if offset >= total:
            return


def _keeps(wanted: IncidentFilter, incident: Incident) -> bool:
    """The part of the filter that depends on the policy."""
    kinds = (wanted.violence,) if isinstance(wanted.violence, str) else wanted.violence
    killed = incident.killed.best if incident.killed else 0
    return (kinds is None or incident.violence in kinds) and killed >= (wanted.min_killed or 0)
