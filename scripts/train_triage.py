"""Learn the weights of the triage: `python scripts/train_triage.py ../shared/evals [--per-set 250] [--write]`.

Reads development texts with the whole pipeline, marks each window of words by whether a claim stands in it, fits a
logistic regression on half of the texts, and prints, for the other half, what each threshold leaves out and loses. With
`--write`, it is fitted on all of them, and the weights and the chosen threshold are written to the knowledge folder.
The same texts and the same reader give the same file.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dateline.knowledge import read_tsv
from dateline.reading import triage
from dateline.reading.pipeline import Reader
from dateline.reading.triage import Triage
from dateline.record import Reading, Report

ROOT = Path(__file__).parents[1]
KNOWLEDGE = ROOT / "src" / "dateline" / "knowledge"
QUIET = ROOT / "tests" / "gold" / "quiet.txt"
SEEN = 4  # windows that a word must be in
SHORT = 80  # characters; what is shorter is a marked expression, not a report
RIDGE, STEPS, RATE = 1e-4, 3000, 3.0
PRIOR = 2.5  # weight that a word of the reading's own lists has before any text speaks for or against it
LOSS = 1 / 300  # of the claims, on texts that were not learned from; 1 in 200 is allowed

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Text:
    """A text and where its claims stand."""

    source: str
    text: str
    claims: tuple[int, ...]

    def windows(self) -> Iterator[tuple[list[str], int]]:
        """The words of each window, and how many claims stand in it."""
        found = [(m.group(), m.start()) for m in triage._WORD.finditer(self.text.lower())]
        for at in range(0, max(1, len(found)), triage.WINDOW):
            part = found[at : at + triage.WINDOW]
            last = found[at + triage.WINDOW][1] if at + triage.WINDOW < len(found) else len(self.text)
            first = part[0][1] if at else 0
            yield sorted({w for w, _ in part}), sum(first <= c < last for c in self.claims)


def anchors(reading: Reading) -> tuple[int, ...]:
    """Where the claims of a reading stand."""
    found = [e.trigger.start for e in reading.events] + [c.quote.start for c in reading.casualties]
    return tuple(sorted(found + [t.evidence.start for a in reading.agreements for t in (a, *a.terms)]))


def texts_of(folder: Path, per_set: int) -> Iterator[Text]:
    """Development texts, each read once."""
    reader = Reader()
    for path in sorted(folder.glob("*/dev.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
        texts = list(dict.fromkeys(t for row in rows for t in strings(row)))
        random.Random(path.parent.name).shuffle(texts)
        for reading in reader.read_all(Report.of(t) for t in texts[:per_set]):
            yield Text(path.parent.name, reading.report.text, anchors(reading))


def strings(row: object) -> Iterator[str]:
    """Every report: a string under a key `text`, wherever it stands but in the gold."""
    if isinstance(row, dict):
        for key, value in row.items():
            if key == "text" and isinstance(value, str) and len(value) >= SHORT:
                yield value
            elif key != "gold":
                yield from strings(value)
    elif isinstance(row, list):
        for value in row:
            yield from strings(value)


def fitted(texts: Sequence[Text]) -> Triage:
    """Logistic regression over the windows' words, each window weighted by its claims; plain gradient descent."""
    windows = [w for t in texts for w in t.windows()]
    counts = Counter(word for words, _ in windows for word in words)
    expected = forms(lemmas())
    vocabulary = {w: n for n, w in enumerate(sorted(expected | {w for w, c in counts.items() if c >= SEEN}))}
    prior = np.array([PRIOR if w in expected else 0.0 for w in vocabulary])
    rows = np.concatenate([np.full(len(ids), n) for n, ids in enumerate(_ids(windows, vocabulary))]).astype(np.int64)
    columns = np.concatenate(_ids(windows, vocabulary)).astype(np.int64)
    claims = np.array([c for _, c in windows], float)
    held, weight = (claims > 0).astype(float), np.maximum(claims, 1.0)
    weight /= weight.sum()
    bias, weights = 0.0, prior.copy()
    pace, drift = np.zeros(len(vocabulary)), 0.0
    for _ in range(STEPS):
        score = bias + np.bincount(rows, weights[columns], len(windows))
        slope = weight * (1 / (1 + np.exp(-score)) - held)
        down = np.bincount(columns, slope[rows], len(vocabulary)) + RIDGE * (weights - prior)
        pace, drift = 0.9 * pace + down, 0.9 * drift + float(slope.sum())
        weights, bias = weights - RATE * pace, bias - RATE / 10 * drift
    return Triage(bias, 0.0, {w: float(weights[n]) for w, n in vocabulary.items()})


def lemmas() -> set[str]:
    """The words that the reading takes for events, save those that need another word to tell."""
    rows = [row for name in ("events_verbs.tsv", "events_nouns.tsv") for _, row in read_tsv(name, ("lemmas", "frame"))]
    telling = [row["lemmas"].split() for row in rows if row["type"] != "-" and row["frame"] in ("", "-", "obj")]
    return {word for words in telling for word in words if word.isalpha()}


def forms(words: Iterable[str]) -> set[str]:
    """Regular forms of English verbs and nouns; a form that is none costs nothing."""
    found: set[str] = set()
    for word in words:
        stem = word[:-1] if word[-1] in "ey" else word
        found |= {word, word + "s", word + "es", word + "ed", word + "ing", stem + "ed", stem + "ing", stem + "ies"}
        found |= {stem + "ied", word + word[-1] + "ed", word + word[-1] + "ing"}
    return found


def _ids(windows: Sequence[tuple[list[str], int]], vocabulary: dict[str, int]) -> list[npt.NDArray[np.int64]]:
    return [np.array([vocabulary[w] for w in words if w in vocabulary], np.int64) for words, _ in windows]


def curve(model: Triage, texts: Sequence[Text], quiet: Sequence[str]) -> list[tuple[float, float, float, float]]:
    """Threshold; share of claims lost; share of characters left out of the texts, and of texts of quiet lines."""
    blocks = [(s, sum(a <= c < b for c in t.claims), b - a) for t in texts for a, b, s in model.blocks(t.text)]
    calm = [model.score(q) for q in quiet]
    whole, size = sum(c for _, c, _ in blocks), sum(n for _, _, n in blocks)
    found = []
    for threshold in np.arange(-4, 3.01, 0.25):
        lost = sum(c for s, c, _ in blocks if s < threshold) / whole
        out = sum(n for s, _, n in blocks if s < threshold) / size
        found.append((float(threshold), lost, out, sum(s < threshold for s in calm) / len(calm)))
    return found


def main() -> None:
    """Learn, show the curve, and write what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("evals", type=Path)
    parser.add_argument("--per-set", type=int, default=250)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    texts = list(texts_of(args.evals, args.per_set))
    random.Random(1).shuffle(texts)
    half = len(texts) // 2
    quiet = [line for line in QUIET.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    points = curve(fitted(texts[:half]), texts[half:], quiet)
    print(f"{len(texts)} texts; on the half that was not learned from:")
    print(f"{'threshold':>9} {'claims lost':>12} {'left out':>9} {'of quiet':>9}")
    for threshold, lost, out, calm in points:
        print(f"{threshold:9.2f} {lost:12.2%} {out:9.1%} {calm:9.0%}")
    chosen = max(t for t, lost, *_ in points if lost <= LOSS)
    print(f"chosen: {chosen}")
    if args.write:
        write(fitted(texts), chosen)


def write(model: Triage, threshold: float) -> None:
    """The knowledge files."""
    source = "# Learned by scripts/train_triage.py from the claims that the reading finds in the development texts.\n"
    kept = sorted((w, v) for w, v in model.weights.items() if abs(v) >= 0.05)
    rows = "".join(f"{w}\t{v:.2f}\n" for w, v in kept)
    (KNOWLEDGE / triage.WORDS).write_text(f"{source}word\tweight\n{rows}", encoding="utf-8")
    (KNOWLEDGE / triage.FILE).write_text(
        f"{source}bias = {model.bias:.3f}\nthreshold = {threshold}\n", encoding="utf-8"
    )
    print(f"wrote {len(kept)} words")


if __name__ == "__main__":
    main()
