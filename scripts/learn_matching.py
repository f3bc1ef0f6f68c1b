"""Makes the numbers of matching: `knowledge/matching_words.tsv` and `knowledge/matching.toml`.

usage: python scripts/learn_matching.py words SET.jsonl…
       python scripts/learn_matching.py weights SET.jsonl[=SHARE]…

A set is JSON Lines with `id`, `text`, `published`, `gold`. `words` counts in what share of reports each word stands:
the mean over sets, so that no set's habits weigh more than another's. `weights` reads the reports, pairs their accounts
by blocking, and fits a logistic regression to the findings, drawn to the weights in PRIOR, which are set by judgement.
Two reports are one incident where their `gold.incidents` share one (a set without that field holds one report of each,
or one in two words: `id-n` and `id-s`); of the account pairs of two such reports only the best is one incident. SHARE
weighs a set. Only shares and weights leave the sets, never a text.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.reconcile.blocking import keys
from dateline.reconcile.claims import Book
from dateline.reconcile.features import VETO, findings
from dateline.reconcile.grouping import accounts_of
from dateline.reconcile.pairs import pairs
from dateline.reconcile.profile import profiles_of
from dateline.reconcile.words import tokens
from dateline.record import Reading

KNOWLEDGE = Path(__file__).resolve().parent.parent / "src" / "dateline" / "knowledge"
LEAST, SETS, LETTERS = 0.002, 3, 4
ENOUGH = 1e-5  # a step of the fit that changes nothing
PULL = 3.0  # how strongly weights are drawn to PRIOR
JOIN, PART = -1.5, -5.0  # points: chosen on the development sets by pairwise F
UNKNOWN = ("unknown", "none", "no", "too_wide")  # levels that weigh nothing
PRIOR = {
    "time.same_day": 2.0, "time.same_night": 1.5, "time.days_apart": -3.0, "time.weeks_apart": -4.0,
    "time.day_named": 1.5, "time.same_date": 2.0, "place.same": 2.0, "place.near": 1.0, "place.same_name": 2.0,
    "place.area": 0.5, "place.elsewhere": -4.0, "victims.one": 4.0, "victims.several": 5.0, "victims.others": -0.5,
    "doers.named": 1.0, "killed.equal": 1.5, "killed.equal_few": 0.6, "killed.can_be": 0.5, "killed.differ": -0.3,
    "killed.contradict": -1.0, "wounded.contradict": -0.5, "kind.other": -0.5, "names.shared": 3.0,
    "words.reports": 12.0, "words.report_part": 12.0, "words.parts": 10.0, "copied.yes": 4.0,
}  # fmt: skip
WORDS_HEAD = """\
# In what share of reports of violence a word stands; a word that is not listed is rare.
# Source: counted by scripts/learn_matching.py over development sets of press releases, wire stories, local news and
# monitors' narratives ({count} sets, {reports} reports), the mean over sets.
word\tshare
"""
WEIGHTS_HEAD = """\
# What speaks for and against two accounts being of one incident, in points: log-odds that a pair is one, base e.
# Source: learned by scripts/learn_matching.py over development sets of local news, monitors' reports and summaries
# ({pairs} pairs of accounts, {ones} of them of one incident).

[points]
base = {base:.2f}
join = {join}
part = {part}
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two accounts: their reports, whether those tell of one incident, what features find, and the set's share."""

    reports: tuple[str, str]
    one: bool
    sizes: Mapping[str, float]
    share: float


def shares(files: Sequence[Path]) -> tuple[dict[str, float], int]:
    """Word -> mean share of reports, and how many reports there were."""
    total: dict[str, float] = defaultdict(float)
    sets: Counter[str] = Counter()
    reports = 0
    for file in files:
        texts = [d["text"] for d in _documents(file)]
        reports += len(texts)
        seen = Counter(w for text in texts for w in set(tokens(text)) if len(w) >= LETTERS and not w.isdigit())
        for word, count in seen.items():
            total[word] += count / len(texts) / len(files)
            sets[word] += 1
    return {w: share for w, share in total.items() if share >= LEAST and sets[w] >= SETS}, reports


def _documents(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line.strip()]


def incidents_of(document: Mapping[str, Any]) -> frozenset[str]:
    """The incidents that a document tells of."""
    told = document["gold"].get("incidents")
    if told is not None:
        return frozenset(told)
    ident = str(document["id"])
    return frozenset([ident.rsplit("-", 1)[0] if "kind" in document else ident])


def pairs_of(read: Sequence[tuple[Mapping[str, Any], Reading]], share: float) -> Iterator[Pair]:
    """Every pair of accounts that blocking gives and nothing rules out."""
    gold = {reading.report.id: incidents_of(document) for document, reading in read}
    readings = {r.report.id: r for _, r in read}
    found = sorted((p for r in readings.values() for p in profiles_of(accounts_of(Book(r)))), key=lambda p: p.ident)
    for i, j in pairs(found, [keys(p) for p in found]):
        a, b = found[i], found[j]
        told = list(findings(a, b))
        if told[-1].level != VETO:
            sizes = {f"{f.feature}.{f.level}": f.size for f in told if f.level not in UNKNOWN or f.feature == "time"}
            yield Pair((a.report, b.report), bool(gold[a.report] & gold[b.report]), sizes, share)


def fitted(found: Sequence[Pair]) -> tuple[dict[str, float], float]:
    """Weights of levels, and the base: logistic regression, in rounds that choose the best pair of each two reports."""
    names = sorted(set(PRIOR).union(*(p.sizes for p in found)))
    at = {name: n for n, name in enumerate(names)}
    x = np.zeros((len(found), len(names) + 1))
    x[:, -1] = 1
    for row, p in zip(x, found, strict=True):
        for name, size in p.sizes.items():
            row[at[name]] = size
    one, share = np.array([p.one for p in found]), np.array([p.share for p in found])
    together: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, p in enumerate(found):
        if p.one:
            together[p.reports].append(n)
    prior = np.array([*(PRIOR.get(name, 0.0) for name in names), -5.0])
    weights = prior
    for _ in range(5):
        points = x @ weights
        kept = ~one
        for some in together.values():
            kept[max(some, key=lambda n: points[n])] = True
        weights = _newton(x[kept], one[kept].astype(float), share[kept], prior)
    return {name: round(float(w), 2) for name, w in zip(names, weights[:-1], strict=True)}, float(weights[-1])


def _newton(
    x: NDArray[np.float64], y: NDArray[np.float64], share: NDArray[np.float64], prior: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Weights that make the pairs most likely, drawn to the prior, by damped Newton steps."""
    pull = np.full(len(prior), PULL)
    pull[-1] = 0.01
    weights = prior.copy()
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (share * (p - y)) + pull * (weights - prior)
        bend = (x * (share * p * (1 - p))[:, None]).T @ x + np.diag(pull)
        step = np.linalg.solve(bend, slope)
        weights = weights - step * min(1.0, 2 / max(1e-9, float(np.abs(step).max())))
        if np.abs(step).max() < ENOUGH:
            break
    return weights


def written(found: Sequence[Pair]) -> str:
    """The file of weights."""
    weights, base = fitted(found)
    ones = len({p.reports for p in found if p.one})
    text = WEIGHTS_HEAD.format(pairs=len(found), ones=ones, base=base, join=JOIN, part=PART)
    blocks: dict[str, list[str]] = defaultdict(list)
    for name, weight in sorted(weights.items()):
        feature, _, level = name.partition(".")
        blocks[feature].append(f"{level} = {weight}")
    return text + "".join(f"\n[{feature}]\n" + "\n".join(lines) + "\n" for feature, lines in blocks.items())


def main() -> None:
    """Count or fit, and write."""
    from dateline.api import read

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["words", "weights"])
    parser.add_argument("sets", nargs="+")
    args = parser.parse_args()
    if args.what == "words":
        listed, reports = shares([Path(f) for f in args.sets])
        rows = "".join(f"{w}\t{listed[w]:.4f}\n" for w in sorted(listed))
        text = WORDS_HEAD.format(count=len(args.sets), reports=reports) + rows
        (KNOWLEDGE / "matching_words.tsv").write_text(text, encoding="utf-8")
        return
    found: list[Pair] = []
    for given in args.sets:
        name, _, share = given.partition("=")
        told = [(d, read(d["text"], published=d.get("published"))) for d in _documents(Path(name))]
        found += pairs_of(told, float(share or 1))
    (KNOWLEDGE / "matching.toml").write_text(written(found), encoding="utf-8")


if __name__ == "__main__":
    main()
