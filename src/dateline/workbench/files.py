"""Our own style sheets, scripts and pictures, at an address that changes whenever one of them does."""

from __future__ import annotations

import hashlib
from pathlib import Path

from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

_FOLDER = Path(__file__).parent / "static"
PREFIX = "/static/"
# What stands at such an address never changes, so a browser asks for it once (RFC 8246), not again with each page.
KEPT = "public, max-age=31536000, immutable"


def address() -> str:
    """Where the files of this version stand, `/static/<digest of all of them>`.

    They stand in one folder, so that scripts find one another, and what they load, beside themselves.
    """
    digest = hashlib.blake2b(digest_size=8)
    for file in sorted(f for f in _FOLDER.rglob("*") if f.is_file()):
        digest.update(f"{file.relative_to(_FOLDER).as_posix()}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return PREFIX + digest.hexdigest()


def served(where: str) -> Mount:
    """The files, at that address and at no other."""
    return Mount(where, StaticFiles(directory=_FOLDER))
