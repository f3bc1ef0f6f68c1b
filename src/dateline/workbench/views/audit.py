"""The audit log: who changed what, from what to what, when, with the way there. Imports are in it too."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from dateline.store import AuditEntry, Record
from dateline.store.judging import SILENT
from dateline.store.log import LogFilter, log_page, people_in_log
from dateline.workbench.page import Ask, Page
from dateline.workbench.query import PAGE_SIZE

ACTIONS = ("judge", "add", "update", "copy", "person", "mark")
_FIELDS = ("who", "action", "target", "since", "until")


def log(ask: Ask) -> Page:
    """The log, latest first. Filters: `who`, `action`, `target`, `since`, `until`."""
    said = ask.request.query_params
    wanted = LogFilter(
        who=said.get("who") or None, action=said.get("action") or None, target=said.get("target") or None,
        since=ask.query.since or None, until=ask.query.until or None,
    )  # fmt: skip
    record = ask.bench.record
    found, total = log_page(record, wanted, offset=(ask.query.page - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    given = {k: v for k in _FIELDS if (v := getattr(wanted, k))}
    data = {
        "total": total, "page": ask.query.page, "pages": max(1, -(-total // PAGE_SIZE)),
        "given": {k: given.get(k) for k in _FIELDS},
        "address": "?" + urlencode(given) + ("&" if given else ""), "actions": list(ACTIONS),
        "people": people_in_log(record), "rows": [entry(record, e) for e in found],
    }  # fmt: skip
    return Page("audit.html", "Audit log", data)


def entry(record: Record, e: AuditEntry) -> dict[str, Any]:
    """An entry: `n`, `at`, `who`, `action`, `target`, `what` was done, `from` and `to`, `why`, `link`, `hash`."""
    data = {"n": e.n, "at": e.at, "who": e.who, "action": e.action, "target": e.target, "hash": e.hash}
    link = _link(e.target)
    if e.action == "judge":
        return {**data, **_judged(record, e), "link": link}
    if e.action in ("add", "update", "copy"):
        filled = e.details.get("filled") or {}
        return {
            **data, "what": {"add": "report added", "update": "report read anew", "copy": "copy of a report"}[e.action],
            "from": None, "to": filled or None, "why": f"run {e.details['run']}" if e.details.get("run") else None,
            "link": link,
        }  # fmt: skip
    d = e.details
    return {**data, "what": d.get("field"), "from": d.get("before"), "to": d.get("after"), "why": d.get("comment"),
            "link": link}  # fmt: skip


def _judged(record: Record, e: AuditEntry) -> dict[str, Any]:
    d: Mapping[str, Any] = e.details
    before, after = (json.loads(d[k]) if d.get(k) else None for k in ("before", "after"))
    was: Any = None
    to: Any = after
    if d["action"] == "change" and isinstance(before, dict) and isinstance(after, dict):
        was = {k: before.get(k) for k in after}
    elif d["action"] == "sign":
        to = f"judgement {after} signed off"
    elif after is None:
        was, to = _stood(record, e.target, int(d["n"])), d["action"]
    what = f"undo of judgement {d['undoes']}" if d.get("undoes") else d["action"]
    return {"what": what, "from": was, "to": None if d.get("undoes") else to, "why": d.get("comment")}


def _stood(record: Record, target: str, number: int) -> str | None:
    """What was decided on a target before a judgement."""
    earlier = [j for j in record.judgements(target) if j.n < number and j.action not in SILENT]
    stood = [j for j in earlier if j.undone_by is None or j.undone_by >= number]
    return stood[-1].action if stood else None


def _link(target: str) -> str | None:
    """Where the target is shown."""
    kind = target.partition(":")[0]
    if kind == "b2":
        report, _, local = target.partition("#")
        return f"/reports/{quote(report)}" + (f"#{quote(local)}" if local else "")
    return {"i": f"/incidents/{quote(target)}", "g": f"/agreements/{quote(target)}", "person": "/people"}.get(kind)
