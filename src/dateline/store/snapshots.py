"""Reading transactions of a record: one for each question, or one for all that a thread asks while it holds it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError


@dataclass(slots=True)
class _Moment:
    """A transaction that goes on between questions."""

    db: Connection
    readers: int = 0
    over: bool = False

    def end(self) -> None:
        """Close it, once nobody reads in it."""
        self.over = True
        if not self.readers:
            self.db.close()


@dataclass(slots=True)
class _Held:
    """What a thread holds: the moment that it reads, from its first question on."""

    moment: _Moment | None = None

    def let_go(self) -> None:
        if self.moment is not None:
            self.moment.end()
            self.moment = None


@dataclass(slots=True)
class Snapshots:
    """Reading transactions on an engine; safe to use from many threads."""

    engine: Engine
    _mine: threading.local = field(default_factory=threading.local)

    @contextmanager
    def held(self) -> Iterator[None]:
        """All that this thread reads inside is of one moment: that of its first question, or of the first after it
        wrote (see `renew`). It spares a connection's hand-over and a beginning for each."""
        if self._held() is not None:
            yield
            return
        held = self._mine.held = _Held()
        try:
            yield
        finally:
            self._mine.held = None
            held.let_go()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A reading transaction."""
        held = self._held()
        if held is None:
            with self.engine.connect() as db, db.begin():
                yield db
            return
        if held.moment is None:
            held.moment = _begun(self.engine)
        moment = held.moment
        moment.readers += 1
        try:
            yield moment.db
        except SQLAlchemyError:  # PostgreSQL answers nothing more in a transaction that failed
            if held.moment is moment:
                held.moment = None
            moment.over = True
            raise
        finally:
            moment.readers -= 1
            if moment.over:
                moment.end()

    def renew(self) -> None:
        """What this thread asks from now on is of a later moment."""
        if (held := self._held()) is not None:
            held.let_go()

    def _held(self) -> _Held | None:
        held: _Held | None = getattr(self._mine, "held", None)
        return held


def _begun(engine: Engine) -> _Moment:
    db = engine.connect()
    try:
        db.begin()
    except BaseException:
        db.close()
        raise
    return _Moment(db)
