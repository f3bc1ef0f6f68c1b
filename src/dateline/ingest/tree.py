"""A directory tree as a stream of files, always in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.errors import InputError

# What lies beside a saved page or in any folder, and is never a report.
PASSED_OVER = frozenset({
    ".css", ".js", ".mjs", ".map", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".ico", ".bmp", ".tif",
    ".tiff", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp3", ".mp4", ".webm", ".ogg", ".wav", ".m4a", ".avi", ".mov",
    ".py", ".pyc", ".sh", ".toml", ".yaml", ".yml", ".lock", ".db", ".db-wal", ".db-shm", ".sqlite",
})  # fmt: skip


def expanded(paths: Iterable[str]) -> Iterator[str]:
    """Single inputs: every path that is no folder as it is, and the files of each folder, always in the same order.

    A folder in which there is nothing to read, or that cannot be read, stands for itself: whoever reads it is told so.
    """
    for path in paths:
        if path == "-" or not Path(path).is_dir():
            yield path
            continue
        empty = True
        for found in files(Path(path)):
            empty = False
            yield found.name if isinstance(found, InputError) else str(found)
        if empty:
            yield path


def files(root: Path) -> Iterator[Path | InputError]:
    """Files under `root`, by name, a folder's own before those of the folders in it.

    Hidden names, links to folders, pictures, scripts, styles, and the folder that a browser saves beside a page
    (`page_files`) are passed over; a folder that cannot be read is an `InputError`, and the rest goes on.
    """
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(folder.iterdir(), key=lambda p: p.name)
            kept = [p for p in entries if not p.name.startswith(".")]
            folders = [p for p in kept if p.is_dir() and not p.is_symlink()]
            found = [p for p in kept if p.is_file() and p.suffix.lower() not in PASSED_OVER]
        except OSError as error:
            yield InputError(str(folder), f"the folder cannot be read ({error.strerror})")
            continue
        yield from found
        pages = {f"{p.stem}_files" for p in found}
        waiting += [p for p in reversed(folders) if p.name not in pages]
