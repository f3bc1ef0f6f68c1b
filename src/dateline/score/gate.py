"""The evaluation gate: scores of our own gold passages must not fall below the floors that are pinned beside them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from dateline.reading.pipeline import Reader
from dateline.record import Report
from dateline.score import texts
from dateline.score.compare import Score, compare
from dateline.score.gold import TOPICS, passages

FLOORS = "floors.json"


@dataclass(frozen=True, slots=True)
class Gate:
    """Scores by topic, the floors, and how many passages and texts were read."""

    scores: dict[str, Score]
    floors: dict[str, float]
    passages: int

    def broken(self) -> list[str]:
        """A line for each topic whose F (in percent) is below its floor, or that has a floor and no passage."""
        return [
            f"{topic}: F {100 * self.scores[topic].f:.1f} is below its floor {floor:.1f}"
            if topic in self.scores
            else f"{topic}: has a floor but no passage"
            for topic, floor in self.floors.items()
            if topic not in self.scores or 100 * self.scores[topic].f < floor - 1e-9
        ]


def measure(folder: Path, reader: Reader | None = None) -> Gate:
    """Read every gold passage and agreement text of the folder and score it.

    Raises:
        KnowledgeError: a gold file is wrong.
    """
    reader = reader or Reader()
    gold = [p for _, p in passages(folder)]
    reports = [Report.of(p.text, published=p.published) for p in gold]
    scores: dict[str, Score] = {}
    for passage, reading in zip(gold, reader.read_all(reports), strict=True):
        for topic in passage.expected:
            scores[topic] = scores.get(topic, Score()) + compare(passage, reading, topic)
    if whole := texts.texts(folder):
        scores[texts.TOPIC] = texts.score(folder)
    pinned = folder / FLOORS
    floors = json.loads(pinned.read_text(encoding="utf-8")) if pinned.exists() else {}
    return Gate({t: scores[t] for t in (*TOPICS, texts.TOPIC) if t in scores}, floors, len(gold) + len(whole))


def raise_floors(folder: Path, gate: Gate, lower: bool = False) -> dict[str, float]:
    """Pin each topic's F, rounded down to a tenth, as its floor. A floor that would fall is kept, unless `lower`."""
    new = {t: int(1000 * s.f) / 10 for t, s in gate.scores.items()}
    kept = {t: f if lower else max(f, gate.floors.get(t, 0.0)) for t, f in new.items()}
    (folder / FLOORS).write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    return kept
