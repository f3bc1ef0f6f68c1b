"""Prove on every text of the development sets that nothing is recorded without its words.

usage: python scripts/invariants.py FOLDER [--limit N]

For each text: every span quotes the text; every figure's words lie inside its evidence, and a number above 24 that is
said to be exact is printed there; bounds are in order; every id resolves; `to_json` fits the schema. Prints one line a
set and each violation. Exit status 1 if there is one.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import jsonschema

from dateline.reading.pipeline import Reader
from dateline.record import Casualty, Reading, Report
from dateline.schema import reading_schema

WORD = re.compile(r"\w")
SPELLED = re.compile(r"(?i)hundred|thousand|million|dozen|score|ty\b|ty-| and ")


def violations(reading: Reading) -> Iterator[str]:
    """What is wrong with a reading, in words; nothing where all holds."""
    text = reading.report.text
    for span in reading.spans():
        if not span.text.strip() or text[span.start : span.end] != span.text:
            yield f"span {span.start}:{span.end} does not quote the text"
    for figure in reading.casualties:
        yield from _figure(figure)
    known = {x.id for name in ("actors", "places", "times", "sources", "attributions", "events", "casualties")
             for x in getattr(reading, name)}  # fmt: skip
    named = [i for e in reading.events for i in (*e.actors, *e.recipients, e.place, e.time, e.attribution)]
    named += [
        i for c in reading.casualties for i in (*c.events, *c.perpetrators, c.place, c.time, c.period, c.attribution)
    ]
    named += [i for q in reading.attributions for i in q.chain]
    for ident in named:
        if ident is not None and ident not in known:
            yield f"id {ident} does not resolve"
    for time in reading.times:
        if time.start and time.end and time.start > time.end:
            yield f"time {time.id} ends before it starts"


def _figure(figure: Casualty) -> Iterator[str]:
    if not figure.evidence.covers(figure.quote):
        yield f"figure {figure.id}: its words {figure.quote.text!r} are outside its evidence"
    if not WORD.search(figure.quote.text):
        yield f"figure {figure.id}: no word in {figure.quote.text!r}"
    if figure.low < 0 or (figure.high is not None and figure.high < figure.low):
        yield f"figure {figure.id}: {figure.low}–{figure.high}"
    numbers = {
        int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", figure.evidence.text) if n.replace(",", "").isdecimal()
    }
    spelled = figure.low > 24 and figure.qualifier == "exact" and not numbers & {figure.low}
    if spelled and not SPELLED.search(figure.evidence.text):
        yield f"figure {figure.id}: {figure.low} is not in {figure.evidence.text!r}"


def main() -> int:
    """Check every set; exit status 1 where a violation was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int)
    args = parser.parse_args()
    reader, check = Reader(), jsonschema.Draft202012Validator(reading_schema())
    found = 0
    for file in sorted(args.folder.glob("*/dev.jsonl")):
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n")[: args.limit] if line.strip()]
        reports = [Report.of(r["text"], published=r.get("published")) for r in rows]
        texts = values = wrong = 0
        for row, reading in zip(rows, reader.read_all(reports), strict=True):
            texts += 1
            values += sum(1 for _ in reading.spans())
            bad = [
                *violations(reading),
                *(e.message for e in check.iter_errors(json.loads(json.dumps(reading.to_json())))),
            ]
            wrong += len(bad)
            for line in bad:
                print(f"  {file.parent.name} {row['id']}: {line[:200]}")
        print(f"{file.parent.name:<14} {texts:>5} texts {values:>8,} spans {wrong:>4} violations", flush=True)
        found += wrong
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
