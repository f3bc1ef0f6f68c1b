"""Inputs taken apart in a process of its own, which is ended where one report takes too long or too much memory.

A library that takes a PDF or a page apart cannot be stopped from within: it may hold the interpreter for as long as it
likes. Nothing that it does then costs more than its own input.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import groupby
from multiprocessing.connection import Connection

from dateline.errors import InputError
from dateline.limits import TOO_LARGE, bounded
from dateline.record import Report

Item = Report | InputError
Taker = Callable[[str], Iterator[Item]]  # of one input; picklable
START = 60.0  # seconds that a fresh process may take to be ready


def apart(files: Sequence[str], take: Taker, time_limit: float | None, memory: int | None) -> Iterator[Item]:
    """The items of inputs, in order, each input after the other.

    Args:
        files: names of single inputs.
        take: gives the reports and errors of one.
        time_limit: seconds for one report; of a file that takes longer, the rest is left out.
        memory: MB that the process may take, in all.

    Returns:
        A stream of what `take` gives, with an `InputError` in place of what was left out.
    """
    at = 0
    while at < len(files):
        at += yield from _from(files[at:], take, time_limit, memory)


def taken(files: Sequence[str], take: Taker, time_limit: float | None, memory: int | None) -> Iterator[Item]:
    """The items of inputs: apart where something bounds them, else here. Standard input is this process's own."""
    if time_limit is None and memory is None:
        for file in files:
            yield from take(file)
        return
    for mine, some in groupby(files, key="-".__eq__):
        names = list(some)
        yield from taken(names, take, None, None) if mine else apart(names, take, time_limit, memory)


def _from(
    files: Sequence[str], take: Taker, time_limit: float | None, memory: int | None
) -> Generator[Item, None, int]:
    """The items of inputs until the process is done, or is ended; gives how many inputs are dealt with."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(there, tuple(files), take, memory), daemon=True)
    process.start()
    there.close()
    done, some, limit = 0, False, START
    try:
        while done < len(files):
            # What was sent before is there at once, however long the caller took: only this report's time passes here.
            if not here.poll(None if time_limit is None else limit):
                yield _left_out(files[done], some, f"took longer than {time_limit:g} s to take apart")
                return done + 1
            item = here.recv()
            limit = time_limit or START
            if isinstance(item, (Report, InputError)):
                some = True
                yield item
            elif item == _DONE:
                done, some = done + 1, False
    except EOFError:
        process.join()
        why = f"the process that took it apart ended (status {process.exitcode}): out of memory, or a defect"
        if process.exitcode == TOO_LARGE:
            why = f"needs more than {memory:,} MB of memory to be taken apart"
        yield _left_out(files[done], some, why)
        return done + 1
    finally:
        process.kill()
        process.join()
        here.close()
    return done


_READY, _DONE = "ready", "done"


def _left_out(name: str, some: bool, why: str) -> InputError:
    return InputError(name, f"{why}; {'the rest of it is ' if some else ''}left out")


def _work(to: Connection, files: Sequence[str], take: Taker, memory: int | None) -> None:
    """In the process: send what there is, and wait where nobody takes it."""
    if memory is not None:
        bounded(memory)
    to.send(_READY)
    try:
        for file in files:
            for item in take(file):
                to.send(item)
            to.send(_DONE)
    except MemoryError:
        os._exit(TOO_LARGE)  # what is left of its memory is in pieces
