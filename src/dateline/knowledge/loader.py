"""Loads knowledge files and says where a bad line stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from dateline.errors import KnowledgeError

_LINE = re.compile(r"at line (\d+)")


def read_text(name: str) -> str:
    """The knowledge file `name` of this package."""
    return (files("dateline.knowledge") / name).read_text(encoding="utf-8")


def read_toml(name: str) -> dict[str, Any]:
    """A TOML knowledge file.

    Raises:
        KnowledgeError: not TOML; names the file and the line.
    """
    try:
        return tomllib.loads(read_text(name))
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        raise KnowledgeError(name, int(line.group(1)) if line else 0, str(error)) from error


def read_tsv(name: str, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a tab-separated knowledge file, each with its line number.

    Lines that start with `#` are comments (the source of the rows below); the first other line is the header.

    Args:
        name: file name in this package.
        columns: columns that must be there, in any order.

    Raises:
        KnowledgeError: a missing column or a row of another width; names the file and the line.
    """
    header: list[str] = []
    for number, line in enumerate(read_text(name).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = cells
            if missing := [c for c in columns if c not in header]:
                raise KnowledgeError(name, number, f"columns missing: {', '.join(missing)}")
            continue
        if len(cells) != len(header):
            raise KnowledgeError(name, number, f"{len(cells)} cells, expected {len(header)}")
        yield number, dict(zip(header, cells, strict=True))
