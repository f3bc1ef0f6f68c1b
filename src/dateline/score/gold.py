"""Gold passages: own-written texts with what a reading of them must say, as TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import KnowledgeError

TOPICS = ("times", "places", "actors", "attributions", "events", "figures", "terms", "conduct")
Expected = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and, for each topic that is annotated, everything that a reading must give (`()` is: nothing).

    Attributes:
        id: unique in its file.
        text: our own words.
        published: ISO 8601 day, or `None`.
        expected: topic -> list of tables; a topic that is missing is not scored. Every table has `at`, words of the
            text (`at = "Friday"`; the second "Friday" is `at = "Friday", nth = 2`).
    """

    id: str
    text: str
    published: str | None
    expected: dict[str, tuple[Expected, ...]]

    def span(self, item: Expected) -> tuple[int, int]:
        """Character offsets of an item's words.

        Raises:
            ValueError: the words are not in the text.
        """
        at = -1
        for _ in range(int(item.get("nth", 1))):
            at = self.text.find(item["at"], at + 1)
            if at < 0:
                raise ValueError(f"passage {self.id}: {item['at']!r} is not in the text")
        return at, at + len(item["at"])


def passages(folder: Path) -> Iterator[tuple[str, Passage]]:
    """File stem and passage, for every passage of every `*.toml` of the folder, in order.

    Raises:
        KnowledgeError: a passage without text, with an unknown topic, with words that its text has not, or an id twice.
    """
    for file in sorted(folder.glob("*.toml")):
        seen: set[str] = set()
        for number, table in enumerate(tomllib.loads(file.read_text(encoding="utf-8")).get("passage", []), 1):
            passage = _passage(file.name, number, table)
            if passage.id in seen:
                raise KnowledgeError(file.name, number, f"passage {passage.id!r} is there twice")
            seen.add(passage.id)
            yield file.stem, passage


def _passage(file: str, number: int, table: dict[str, Any]) -> Passage:
    known = {"id", "text", "published", *TOPICS}
    if bad := sorted(set(table) - known):
        raise KnowledgeError(file, number, f"passage {number}: unknown key {bad[0]!r}")
    if not table.get("text") or not table.get("id"):
        raise KnowledgeError(file, number, f"passage {number} has no text or no id")
    expected = {t: tuple(table[t]) for t in TOPICS if t in table}
    passage = Passage(table["id"], table["text"].strip(), table.get("published"), expected)
    for item in (i for items in expected.values() for i in items):
        try:
            passage.span(item)
        except ValueError as error:
            raise KnowledgeError(file, number, str(error)) from error
    return passage
