"""Keeping incidents up to date beside the pages: no page waits for more than a few reports to be taken in."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Self

from dateline.errors import DatelineError
from dateline.reconcile.policies import Policy
from dateline.store import Record, own_policies
from dateline.workbench.problems import Problem

_LOG = logging.getLogger("dateline.workbench")
FEW = 40  # reports that a page takes in itself: a fifth of a second
_AGAIN = "10"  # seconds until the page that says so looks again
Tell = Callable[[str], None]
_LOOKED: ContextVar[list[int] | None] = ContextVar("_LOOKED", default=None)  # of one page: what was made anew for it


class Kept(Record):
    """A record whose incidents are brought up to date in the background where there is much to do."""

    keeper: Keeper | None = None

    @classmethod
    def kept(cls, url: str, tell: Tell, own: Sequence[Policy] = ()) -> Self:
        """Open the record at an address; `tell` is told what takes long, and incidents are counted by `own` policies of
        the user's beside ours.

        Raises:
            RecordError: it cannot be opened.
        """
        record = cls.open(url, on_step=lambda s: tell(f"{url}: bringing its tables to this version ({s})"), own=own)
        if own:
            with record._writing() as db:
                own_policies.forget(db, own)
        record.keeper = Keeper(url, tell, own)
        return record

    def refresh_incidents(self, on_left: Callable[[int], None] | None = None) -> int:
        """As of any record where few reports are to be taken in.

        Raises:
            Problem: 503, there are many; they are being taken in.
        """
        looked = _LOOKED.get()
        if looked and on_left is None:
            return 0
        left = self.catch_up()
        if left <= FEW:
            made = super().refresh_incidents(on_left)
            if looked is not None:
                looked.append(made)
            return made
        raise Problem(
            503,
            f"Incidents are being brought up to date: {left:,} reports are left. Reports and their claims can be read "
            "and decided on meanwhile; this page looks again by itself.",
            {"left": left},
            {"Retry-After": _AGAIN, "Refresh": _AGAIN},
        )

    @contextmanager
    def one_page(self) -> Iterator[None]:
        """For a page that asks many things and changes none: all of one moment, and incidents are brought up to date
        once, at the first."""
        token = _LOOKED.set([])
        try:
            with self.snapshot():
                yield
        finally:
            _LOOKED.reset(token)

    def catch_up(self) -> int:
        """Take in, in the background, what is too much for a page; gives how many reports are left."""
        left = self.behind()
        if left > FEW and self.keeper is not None:
            self.keeper.begin()
        return left

    def decided(self) -> None:
        """Take in, in the background, what a person has just said: the next page of incidents need not."""
        if self.keeper is not None:
            self.keeper.follow(self._follow)

    def _follow(self) -> None:
        if self.catch_up() <= FEW:
            super().refresh_incidents()

    def close(self) -> None:
        """Stop what is under way, after its transaction, and give back the connections."""
        if self.keeper is not None:
            self.keeper.close()
        super().close()


class _Stopped(Exception):  # noqa: N818 (no error: the workbench is closing)
    """The workbench is closing."""


class Keeper:
    """Brings the incidents of a record up to date in a thread, once at a time.

    Args:
        url: address of the record.
        tell: told when it begins and when it is done.
        own: policies of the user's own.
    """

    def __init__(self, url: str, tell: Tell, own: Sequence[Policy] = ()) -> None:
        self._url, self._tell, self._own = url, tell, own
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self._said = threading.Event()
        self._follower: threading.Thread | None = None

    def follow(self, work: Callable[[], object]) -> None:
        """Do this soon; what is asked for while it is done is done once more."""
        self._said.set()
        with self._lock:
            if self._follower is None and not self._closing.is_set():
                self._follower = threading.Thread(
                    target=self._following, args=(work,), name="dateline-follow", daemon=True
                )
                self._follower.start()

    def _following(self, work: Callable[[], object]) -> None:
        while self._said.wait() and not self._closing.is_set():
            self._said.clear()
            try:
                work()
            except Exception as error:  # noqa: BLE001 (whatever it is, the next page does it, and tells)
                _LOG.info("a decision was not taken in beside the pages: %s", error)

    def begin(self) -> None:
        """Begin, unless it is under way."""
        with self._lock:
            if self._closing.is_set() or (self._thread is not None and self._thread.is_alive()):
                return
            self._thread = threading.Thread(target=self._work, name="dateline-keep", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Stop after the transaction under way."""
        self._closing.set()
        self._said.set()
        for thread in (self._thread, self._follower):
            if thread is not None:
                thread.join(5)

    def _work(self) -> None:
        try:
            with Record.open(self._url, own=self._own) as record:
                self._tell(f"bringing incidents up to date: {record.behind():,} reports; their pages say so until then")
                made = record.refresh_incidents(self._left)
            self._tell(f"incidents are up to date: {made:,} were made anew")
        except _Stopped:
            return
        except DatelineError as error:
            _LOG.warning("incidents were not brought up to date: %s", error)
        except Exception:  # noqa: BLE001 (whatever it is, the pages say that incidents are behind)
            _LOG.exception("incidents were not brought up to date")

    def _left(self, _: int) -> None:
        if self._closing.is_set():
            raise _Stopped
