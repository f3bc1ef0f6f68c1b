"""The command line: one file a command, over the public API alone."""

from __future__ import annotations


def main() -> None:
    """Run the command line; the exit status tells: 0 all well, 1 an input failed, 2 wrong usage."""
    from dateline.cli.app import run

    run()
