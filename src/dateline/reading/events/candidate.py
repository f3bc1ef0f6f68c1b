"""A word that names an event."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.reading.events.words import Entry


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that names an event.

    Attributes:
        i: the word.
        entry: its row of the dictionary.
        verb: whether the word is a verb (or an adjective, "willing") and no noun.
        governor: of a noun: the light verb that brings it about, or the harm verb that it is joined to.
        swapped: the governor's subject is not who acts ("suffered an attack").
        also: words that tell the same event.
        noun: an event noun that says more of how ("killed in an airstrike").
        act: a verb that says more of how and who ("killed when rebels shelled …").
        new: a noun that names nobody and yet tells its event for the first time ("are investigating a robbery").
    """

    i: int
    entry: Entry
    verb: bool
    governor: int | None = None
    swapped: bool = False
    also: tuple[int, ...] = ()
    noun: int | None = None
    act: int | None = None
    new: bool = False

    @property
    def predicate(self) -> int | None:
        """The verb of the event's clause, if it has one."""
        return self.i if self.verb else self.governor
