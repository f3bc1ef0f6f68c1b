"""Makes `knowledge/matching_words.tsv`: in what share of reports of violence each common word stands.

usage: python scripts/learn_matching.py words SET.jsonl…

A set is JSON Lines with a `text`. A word's share is the mean over sets, so that no set's habits weigh more than
another's; a word is listed where it stands in three sets or more and in at least 0.2 % of reports. Only these shares
leave the sets, never a text.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

from dateline.reconcile.words import tokens

KNOWLEDGE = Path(__file__).resolve().parent.parent / "src" / "dateline" / "knowledge"
LEAST, SETS, LETTERS = 0.002, 3, 4
HEAD = """\
# In what share of reports of violence a word stands; a word that is not listed is rare.
# Source: counted by scripts/learn_matching.py over development sets of press releases, wire stories, local news and
# monitors' narratives ({count} sets, {reports} reports), the mean over sets.
word\tshare
"""


def shares(files: list[Path]) -> tuple[dict[str, float], int]:
    """Word -> mean share of reports, and how many reports there were."""
    total: dict[str, float] = defaultdict(float)
    sets: Counter[str] = Counter()
    reports = 0
    for file in files:
        texts = [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").split("\n") if line.strip()]
        reports += len(texts)
        seen = Counter(w for text in texts for w in set(tokens(text)) if len(w) >= LETTERS and not w.isdigit())
        for word, count in seen.items():
            total[word] += count / len(texts) / len(files)
            sets[word] += 1
    return {w: share for w, share in total.items() if share >= LEAST and sets[w] >= SETS}, reports


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["words"])
    parser.add_argument("sets", nargs="+", type=Path)
    args = parser.parse_args()
    found, reports = shares(args.sets)
    rows = "".join(f"{w}\t{found[w]:.4f}\n" for w in sorted(found))
    text = HEAD.format(count=len(args.sets), reports=reports) + rows
    (KNOWLEDGE / "matching_words.tsv").write_text(text, encoding="utf-8")
    print(f"{len(found)} words")


if __name__ == "__main__":
    main()
