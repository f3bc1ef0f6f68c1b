"""Run a script as it is, but with every reader leaving out before the parse what triage leaves out of an archive.

usage: python scripts/with_triage.py SCRIPT [ARGS...]
"""

from __future__ import annotations

import runpy
import sys
from functools import partialmethod
from pathlib import Path

from dateline.reading.pipeline import Reader
from dateline.reading.triage import triage


def main() -> None:
    """Run it."""
    Reader.__init__ = partialmethod(Reader.__init__, triage=triage())  # type: ignore[method-assign,assignment]
    sys.argv = sys.argv[1:]
    sys.path.insert(0, str(Path(sys.argv[0]).resolve().parent))
    runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    main()
