"""Score the gold passages of tests/gold and show what is missed.

usage: python scripts/gate.py [--misses] [--topic NAME] [--update [--lower-floors]]

`--update` pins the floors at what was reached; it refuses to lower one unless `--lower-floors` is said too.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dateline.score.gate import measure, raise_floors

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold"


def main() -> int:
    """Print the table; exit status 1 where a floor is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--topic")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--lower-floors", action="store_true")
    args = parser.parse_args()
    gate = measure(GOLD)
    print(f"{gate.passages} passages")
    print(f"{'topic':<13} {'expected':>8} {'given':>6} {'P':>6} {'R':>6} {'F':>6} {'floor':>6}")
    for topic, s in gate.scores.items():
        floor = gate.floors.get(topic)
        rates = " ".join(f"{100 * x:>6.1f}" for x in (s.precision, s.recall, s.f))
        print(f"{topic:<13} {s.expected:>8} {s.given:>6} {rates} {'-' if floor is None else format(floor, '.1f'):>6}")
        if args.misses and args.topic in (None, topic):
            for line in s.misses:
                print("   ", line)
    if args.update:
        raise_floors(GOLD, gate, args.lower_floors)
    for line in gate.broken():
        print(line)
    return int(bool(gate.broken()) and not args.lower_floors)


if __name__ == "__main__":
    sys.exit(main())
