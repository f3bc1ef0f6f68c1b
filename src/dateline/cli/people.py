"""`dateline people`: who may work on a record, and as what."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.common import DEFAULT_RECORD, JsonOption, RecordOption, emit, table

if TYPE_CHECKING:
    from dateline.store.people import People

people = typer.Typer(no_args_is_help=True, help="Who may work on a record in the workbench, and as what.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="The name that judgements and the audit log carry.")]
Role = Annotated[str, typer.Option("--role", help="reader, coder, reviewer or admin.")]


@contextmanager
def _people(record: str, *, create: bool = False) -> Iterator[People]:
    from dateline.store import Record
    from dateline.store.people import People

    with Record.open(record, create=create) as opened:
        yield People(opened)


def _password(name: str) -> str:
    """A new password: asked for twice, or the first line of standard input when that is no terminal; its hash."""
    from dateline.workbench.security.passwords import Passwords

    if sys.stdin.isatty():
        said = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        said = sys.stdin.readline().rstrip("\r\n")
    return Passwords().hash(said, name)


def _who() -> str:
    from dateline.store.clock import user

    return user()


@people.command("add")
def add(name: Name, role: Role = "coder", record: RecordOption = DEFAULT_RECORD) -> None:
    """Add somebody; the first one must be an admin. The password is asked for, or read from standard input."""
    with _people(record, create=True) as all_of:
        added = all_of.add(name, role, _password(name), who=_who())
    typer.echo(f"added {added.name} as {added.role}")


@people.command("list")
def list_(record: RecordOption = DEFAULT_RECORD, json: JsonOption = False) -> None:
    """List everybody."""
    from dateline.record import plain

    with _people(record) as all_of:
        found = all_of.all()
    if json:
        emit(plain(p) for p in found)
    else:
        table(None, ("name", "role", "since"), [(p.name, p.role, p.added[:10]) for p in found])


@people.command("role")
def role(
    name: Name,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="reader, coder, reviewer or admin.")],
    record: RecordOption = DEFAULT_RECORD,
) -> None:
    """Give somebody another role."""
    with _people(record) as all_of:
        all_of.set_role(name, role, who=_who())
    typer.echo(f"{name} is {role} now")


@people.command("password")
def password(name: Name, record: RecordOption = DEFAULT_RECORD) -> None:
    """Give somebody another password; where they have logged in, they are logged out."""
    with _people(record) as all_of:
        all_of.set_password(name, _password(name), who=_who())
    typer.echo(f"{name} has a new password")


@people.command("remove")
def remove(name: Name, record: RecordOption = DEFAULT_RECORD) -> None:
    """Remove somebody. What they decided stays."""
    with _people(record) as all_of:
        all_of.remove(name, who=_who())
        left = all_of.all()
    typer.echo(f"removed {name}" + ("" if left else "; nobody is left, so the record is served to this machine alone"))
