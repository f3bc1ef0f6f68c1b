"""What an exporter wrote, as a file that an independent reader opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.export import exporter
from dateline.export.material import Material

Written = Callable[[str, Material], Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Write material in a format; gives the file."""

    def write(name: str, material: Material) -> Path:
        chosen = exporter(name)
        file = tmp_path / f"export{chosen.suffix}"
        with file.open("wb") if chosen.binary else file.open("w", encoding="utf-8", newline="") as sink:
            chosen.write(material, sink)
        return file

    return write
