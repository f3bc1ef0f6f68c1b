"""Some people, as one noun phrase counts them."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.record import Qualifier, VictimStatus


@dataclass(frozen=True, slots=True)
class Group:
    """Some people, as one noun phrase counts them.

    Attributes:
        low, high, qualifier: how many; `high` `None` is open above.
        first, last: tokens `[first, last)` that say so.
        head: token of the noun (or of the number that stands alone).
        status: part in hostilities.
        rest: set beside others already counted ("two more").
        said: the words hold a number, a determiner or a name; otherwise a bare or definite plural.
        definite: refers back ("the three men").
        named: one person by name.
        inside: of people counted before ("11 of the dead").
        himself: the doer of the harm.
        elsewhere: a bare number with a place of its own in the phrase ("13 in Kawuri and 38 in Gwoza").
        of_kin: one person told by whose he is ("his bodyguard"): somebody new, though the words go back.
    """

    low: int
    high: int | None
    qualifier: Qualifier
    first: int
    last: int
    head: int
    status: VictimStatus
    rest: bool = False
    said: bool = True
    definite: bool = False
    named: bool = False
    inside: bool = False
    himself: bool = False
    of_kin: bool = False
    elsewhere: bool = False
