"""`dateline add --agreement`, `dateline agreements` and the export of agreements, as a user meets them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

GOLD = Path(__file__).resolve().parents[1] / "gold" / "agreement-texts"
Run = Callable[..., tuple[int, str, str]]


def test_an_agreement_is_followed_confirmed_and_exported(cli: Run) -> None:
    assert cli("add", "--agreement", GOLD / "juba-2031.txt", GOLD / "juba-reports")[0] == 0
    pact = json.loads(cli("agreements", "--json")[1].splitlines()[0])
    assert pact["schema"] == "dateline.agreement/1"
    breach = next(d for t in pact["terms"] for d in t["conduct"] if d["bearing"] == "breaches")
    assert breach["review"] == "machine"

    status, out, _ = cli("agreements", "--confirm", breach["id"], "--comment", "seen on video")
    assert status == 0
    assert breach["id"] in out
    told = cli("agreements")[1]
    assert "confirmed" in told
    assert "1(2)(a)" in told

    rows = list(csv.DictReader(io.StringIO(cli("export", "pam")[1])))
    assert {r["review"] for r in rows if r["conduct"] == breach["id"]} == {"confirmed"}
    assert {r["implementation"] for r in rows} == {""}
    assert cli("export", "csv", "--what", "agreements")[1] == cli("export", "pam")[1]
    assert cli("export", "geojson", "--what", "agreements")[0] == 2


def test_wrong_use_is_said_in_one_line(cli: Run) -> None:
    assert cli("add")[0] == 2
    cli("add", "--agreement", GOLD / "palma-2033.txt")
    status, _, err = cli("agreements", "--reject", "k:none")
    assert (status, len(err.splitlines())) == (2, 1)
    assert cli("agreements", "--reject", "k:1", "--confirm", "k:1")[0] == 2
