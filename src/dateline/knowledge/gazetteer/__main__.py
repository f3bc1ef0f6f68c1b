"""`python -m dateline.knowledge.gazetteer`: build the gazetteer unless it is up to date, and say where it lies."""

from __future__ import annotations

import sys

from dateline.errors import DatelineError
from dateline.knowledge.gazetteer.build import ensure


def main() -> int:
    """Build the gazetteer if need be; exit status 0, or 1 with the reason on standard error."""
    try:
        sys.stdout.write(f"{ensure()}\n")
    except DatelineError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
