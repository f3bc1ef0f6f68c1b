"""Run every scorer of a folder of development sets with the installed dateline, and print one table.

usage: python scripts/evals.py FOLDER [--limit N] [--only NAME,NAME] [--json FILE]

A folder holds, for each set NAME, `score_NAME.py` and `NAME/dev.jsonl`. Each scorer is run by itself, with this Python;
its last line of output is its summary. Exit status 1 if a scorer failed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

NO_FOLDER = """\
make evals measures dateline on public, human-annotated development sets. They are other people's texts, so none of them
is in this repository. Name a folder that holds them:

    make evals EVALS=../shared/evals

The folder holds, for each set, a scorer and its documents:

    score_times.py    times/dev.jsonl         TimeBank and WikiWars: days that time expressions name
    score_places.py   places/dev.jsonl        TR-News and LGL: toponyms and their coordinates
    score_attribution.py  attribution/dev.jsonl   PolNeAR: who says what
    score_events.py   events/dev.jsonl        PLV, PETRARCH, PLOVER sentences: type, source, target
    score_acled_types.py  acled_types/dev.jsonl   CASE 2021 task 2: ACLED sub-event types
    score_isaf.py     isaf/dev.jsonl          ISAF press releases: killed, captured, day, province
    score_tbij_drone.py, score_airwars_gaza.py, score_airwars_syria.py, score_gva_casualty.py, score_gva_crossdoc.py,
    score_muc4.py     …                       casualty figures and incidents of one and of many reports

A line of dev.jsonl is {"id", "text", "published", …, "gold"}. Each scorer calls dateline.read or dateline.incidents."""


def scorers(folder: Path, only: list[str]) -> list[Path]:
    """Scorers of the folder whose set is there."""
    names = {p: p.stem.removeprefix("score_") for p in sorted(folder.glob("score_*.py"))}
    return [p for p, name in names.items() if (folder / name / "dev.jsonl").exists() and (not only or name in only)]


def run(scorer: Path, limit: int | None) -> tuple[int, str, float]:
    """Exit status, last line of output, seconds."""
    command = [sys.executable, str(scorer), *(["--limit", str(limit)] if limit else [])]
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=scorer.parent, capture_output=True, text=True, check=False)
    lines = done.stdout.strip().splitlines() or done.stderr.strip().splitlines() or ["no output"]
    return done.returncode, lines[-1], time.perf_counter() - begun


def main() -> int:
    """Print the table; exit status 1 if a scorer failed, 2 where there is no such folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--limit", type=int, help="only the first N documents of each set")
    parser.add_argument("--only", default="", help="sets by name, with commas between")
    parser.add_argument("--json", type=Path, help="write the summaries to this file")
    args = parser.parse_args()
    if args.folder is None:
        print(NO_FOLDER)
        return 0
    todo = scorers(args.folder.resolve(), [n for n in args.only.split(",") if n])
    if not todo:
        print(f"{args.folder}: no score_NAME.py with a NAME/dev.jsonl beside it", file=sys.stderr)
        return 2
    rows: dict[str, str] = {}
    failed = False
    print(f"{'set':<14} {'seconds':>7}  figures")
    for scorer in todo:
        name = scorer.stem.removeprefix("score_")
        status, line, seconds = run(scorer, args.limit)
        failed |= status != 0
        rows[name] = line
        print(f"{name:<14} {seconds:>7.0f}  {'FAILED ' if status else ''}{line}", flush=True)
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
