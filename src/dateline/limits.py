"""What a process of ours may take of the machine."""

from __future__ import annotations

import sys

TOO_LARGE = 77  # status of a process that ran out of the memory it may take


def bounded(memory: int) -> None:
    """Let this process take at most so many MB of memory of its own; more raises `MemoryError`, or ends it.

    Only Linux keeps such a bound; elsewhere nothing is bounded.
    """
    if sys.platform != "linux":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (memory << 20, memory << 20))
