"""`python -m dateline`: the command line."""

from dateline.cli import main

main()
