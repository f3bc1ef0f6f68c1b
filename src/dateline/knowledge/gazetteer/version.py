"""Which gazetteer reads: what it is built from, what was imported, the user's own places, coding of disputed areas."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from dateline.errors import InputError
from dateline.knowledge.gazetteer.build import stamp
from dateline.knowledge.gazetteer.disputed import FILE, SETTING
from dateline.knowledge.gazetteer.imported import imports
from dateline.knowledge.loader import read_text


def version() -> str:
    """A short hash that changes with anything that may change where a name lies; part of a reading's fingerprint.

    Raises:
        InputError: the user's list of places cannot be read.
        SetupError: a package is missing, or the imported places are damaged.
    """
    parts = [stamp(), read_text(FILE), os.environ.get(SETTING, "")]
    parts += [f"{i.name} {i.digest}" for i in imports()]
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=6)
    if own := os.environ.get("DATELINE_PLACES"):
        try:
            digest.update(Path(own).read_bytes())
        except OSError as error:
            raise InputError(own, f"cannot be read: {error}") from error
    return digest.hexdigest()
