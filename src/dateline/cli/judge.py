"""`dateline judge`: what a person decides on a claim, an incident, an agreement or conduct."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.common import DEFAULT_RECORD, RecordOption
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.store import Action, Record

judge = typer.Typer(
    help="Decide on a claim, an incident, an agreement or conduct. Nothing is overwritten; `dateline undo` undoes.",
    no_args_is_help=True,
)
ByOption = Annotated[str | None, typer.Option("--by", help="Who decides; the system's user by default.")]
CommentOption = Annotated[str | None, typer.Option("--comment", help="Why.")]
SeenOption = Annotated[
    int | None, typer.Option("--seen", help="Number of the last judgement you saw: a newer one on the same is refused.")
]
SetOption = Annotated[
    list[str] | None, typer.Option("--set", help="FIELD=VALUE, as low=11 or victims.status=civilian; may be repeated.")
]
Target = Annotated[
    str,
    typer.Argument(
        metavar="TARGET", help="REPORT#c1, or the id of an incident (i:…), agreement (g:…) or conduct (k:…)."
    ),
]
Incident = Annotated[
    str, typer.Argument(metavar="INCIDENT", help="Id of an incident (or agreement), or its beginning.")
]
Other = Annotated[str, typer.Argument(metavar="OTHER", help="Id of the other one.")]


@judge.command()
def accept(
    target: Target, record: RecordOption = DEFAULT_RECORD, by: ByOption = None, comment: CommentOption = None,
    seen: SeenOption = None,
) -> None:  # fmt: skip
    """Say that it holds."""
    _decide(record, target, "accept", by, comment, seen)


@judge.command()
def reject(
    target: Target, record: RecordOption = DEFAULT_RECORD, by: ByOption = None, comment: CommentOption = None,
    seen: SeenOption = None,
) -> None:  # fmt: skip
    """Say that it does not hold: a claim no longer counts, an incident is in no total; both stay in the record."""
    _decide(record, target, "reject", by, comment, seen)


@judge.command()
def unsure(
    target: Target, record: RecordOption = DEFAULT_RECORD, by: ByOption = None, comment: CommentOption = None,
    seen: SeenOption = None,
) -> None:  # fmt: skip
    """Say that you cannot tell: a claim counts on, an incident is shown as disputed."""
    _decide(record, target, "unsure", by, comment, seen)


@judge.command()
def comment(
    target: Target, text: Annotated[str, typer.Argument(metavar="TEXT", help="What to note.")],
    record: RecordOption = DEFAULT_RECORD, by: ByOption = None,
) -> None:  # fmt: skip
    """Note something, and decide nothing."""
    _decide(record, target, "comment", by, text, None)


@judge.command()
def change(
    target: Annotated[str, typer.Argument(metavar="CLAIM", help="REPORT#c1.")], fields: SetOption = None,
    record: RecordOption = DEFAULT_RECORD, by: ByOption = None, comment: CommentOption = None, seen: SeenOption = None,
) -> None:  # fmt: skip
    """Give fields of a claim other values: low, high, harm, place, time, victims, status, evidence …"""
    _decide(record, target, "change", by, comment, seen, after=_fields(fields))


@judge.command()
def add(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="Id of the report, or its beginning.")],
    words: Annotated[str, typer.Option("--words", help="The words of the report that say it, exactly.")],
    kind: Annotated[str, typer.Option("--kind", help="event or casualty.")],
    fields: SetOption = None, record: RecordOption = DEFAULT_RECORD, by: ByOption = None, comment: CommentOption = None,
    at: Annotated[int | None, typer.Option("--at", help="Where the words start, if they stand there twice.")] = None,
) -> None:  # fmt: skip
    """Add a claim of your own on words of a report: --set harm=killed --set low=2 --set high=2."""
    with _opened(record, by) as opened:
        said = opened.report(report).report
        places = [m.start() for m in re.finditer(re.escape(words), said.text)]
        start = places[0] if len(places) == 1 else at
        if start is None or start not in places:
            where = ", ".join(map(str, places))
            raise UsageError(f"“{words}” stands at {where}: say which with --at" if places else f"no “{words}” there")
        value = {"kind": kind, "start": start, "end": start + len(words), **_fields(fields)}
        done = opened.judge(said.id, "add", after=value, comment=comment)
    typer.echo(f"judgement {done.n}: added {done.target}")


@judge.command()
def merge(
    target: Incident, other: Other, record: RecordOption = DEFAULT_RECORD, by: ByOption = None,
    comment: CommentOption = None, seen: SeenOption = None,
) -> None:  # fmt: skip
    """Say that two incidents (or agreements) are one."""
    _decide(record, target, "merge", by, comment, seen, other=other)


@judge.command()
def forbid(
    target: Incident, other: Other, record: RecordOption = DEFAULT_RECORD, by: ByOption = None,
    comment: CommentOption = None, seen: SeenOption = None,
) -> None:  # fmt: skip
    """Say that two incidents (or agreements) are never one."""
    _decide(record, target, "forbid", by, comment, seen, other=other)


@judge.command()
def split(
    target: Incident,
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM…", help="REPORT#c1: those that leave.")],
    record: RecordOption = DEFAULT_RECORD, by: ByOption = None, comment: CommentOption = None, seen: SeenOption = None,
) -> None:  # fmt: skip
    """Say that claims of an incident are another one."""
    _decide(record, target, "split", by, comment, seen, leave=claims)


@judge.command()
def pin(
    target: Incident, fields: SetOption = None, record: RecordOption = DEFAULT_RECORD, by: ByOption = None,
    comment: CommentOption = None, seen: SeenOption = None,
) -> None:  # fmt: skip
    """Set what is published of an incident: --set killed=12:13:15 (low:best:high), start=2031-05-04, type=ASSAULT …"""
    _decide(record, target, "pin", by, comment, seen, after={k: _bounds(v) for k, v in _fields(fields).items()})


@contextmanager
def _opened(record: str, by: str | None) -> Iterator[Record]:
    from dateline.store import Record

    with Record.open(record, who=by, create=False) as opened:
        yield opened


def _decide(
    record: str, target: str, action: Action, by: str | None, comment: str | None, seen: int | None, *,
    after: dict[str, Any] | None = None, other: str | None = None, leave: list[str] | None = None,
) -> None:  # fmt: skip
    from dateline.cli.subjects import claim_named, subject_named

    with _opened(record, by) as opened:
        claims: tuple[str, ...] = ()
        others: tuple[str, ...] = ()
        if "#" in target:
            target = claim_named(opened, target)
        else:
            subject = subject_named(opened, target)
            target, claims, others = subject.id, subject.claims, subject.beside
        if other is not None:
            others = subject_named(opened, other).claims
        if leave is not None:
            others = tuple(claim_named(opened, c) for c in leave)
        done = opened.judge(target, action, after=after, comment=comment, seen=seen, claims=claims, others=others)
    typer.echo(f"judgement {done.n}: {done.action} {done.target}")


def _fields(pairs: list[str] | None) -> dict[str, Any]:
    """`["low=11", "victims.status=civilian"]` as values: JSON where it is, else text."""
    found: dict[str, Any] = {}
    for pair in pairs or []:
        name, equals, text = pair.partition("=")
        if not equals or not name:
            raise typer.BadParameter(f"{pair!r} is not FIELD=VALUE", param_hint="--set")
        home, (*path, last) = found, name.split(".")
        for step in path:
            home = home.setdefault(step, {})
        home[last] = _value(text)
    return found


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def _bounds(value: Any) -> Any:
    """`12:13:15` as low, best and high; `12:13:` is open above; a number alone is all three."""
    if isinstance(value, int):
        return {"low": value, "best": value, "high": value}
    parts = value.split(":") if isinstance(value, str) and re.fullmatch(r"\d+:\d+:\d*", value) else None
    return (
        value
        if parts is None
        else dict(zip(("low", "best", "high"), (int(p) if p else None for p in parts), strict=True))
    )
