"""Directory trees and the table of formats."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from dateline.errors import SetupError
from dateline.ingest import Format, formats, plain

from .inputs import fault, got


@contextmanager
def _nobody() -> Iterator[None]:
    """Drop root's rights for a while: root can read every folder."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def _fill(root: Path, page: str) -> None:
    for name in ("b/two.txt", "a/one.txt", "zero.txt", "a/.hidden", "b/pic.png", "b/deep/three.md"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, encoding="utf-8")
    (root / "page.html").write_text(page, encoding="utf-8")
    (root / "page_files").mkdir()
    (root / "page_files" / "ad.html").write_text(page, encoding="utf-8")
    (root / "loop").symlink_to(root)


def test_a_tree_is_read_in_order(tmp_path: Path, page: str) -> None:
    _fill(tmp_path, page)
    reports, errors = got(tmp_path)
    assert not errors
    assert [r.title or r.text for r in reports] == [
        "Shelling kills six in river town", "zero.txt", "a/one.txt", "b/two.txt", "b/deep/three.md",
    ]  # fmt: skip


def test_an_empty_tree(tmp_path: Path) -> None:
    assert fault(tmp_path) == f"{tmp_path}: no report in the folder"


def test_an_unreadable_folder_and_file(page: str) -> None:
    with tempfile.TemporaryDirectory(prefix="dateline-") as name:  # pytest's own folder is for its owner alone
        root = Path(name)
        root.chmod(0o755)
        _fill(root, page)
        (root / "a").chmod(0)
        (root / "zero.txt").chmod(0)
        with _nobody():
            reports, errors = got(root)
        (root / "a").chmod(0o755)
    assert len(reports) == 3
    assert [str(e) for e in errors] == [
        f"{root / 'zero.txt'}: cannot be opened (Permission denied)",
        f"{root / 'a'}: the folder cannot be read (Permission denied)",
    ]


def test_outsiders_register_a_format(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    points = [EntryPoint("telex", f"{__name__}:TELEX", "dateline.readers")]
    monkeypatch.setattr("dateline.ingest.table.entry_points", lambda group: points)
    formats.cache_clear()
    try:
        (tmp_path / "a.telex").write_text("STOP", encoding="utf-8")
        assert got(tmp_path / "a.telex")[0][0].text == "STOP"
        points[:] = [EntryPoint("telex", "no.such:thing", "dateline.readers")]
        formats.cache_clear()
        with pytest.raises(SetupError, match="'telex'"):
            formats()
    finally:
        formats.cache_clear()


TELEX = Format("telex", (".telex",), plain.read)
