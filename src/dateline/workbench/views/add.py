"""Adding reports: dropped files or pasted text, read in the background; then to their queue."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from starlette.datastructures import FormData, UploadFile
from starlette.responses import JSONResponse, RedirectResponse, Response

from dateline.record import Report, plain
from dateline.workbench import tasks
from dateline.workbench.page import Ask, Page
from dateline.workbench.problems import Problem
from dateline.workbench.tasks import Given, Task

MOST = 256 << 20  # bytes of one POST
_LONGEST = 5_000_000  # characters of a pasted text, as of a file's


def form(ask: Ask) -> Page:
    """Where files are dropped and text is pasted, with what is being read."""
    ask.bench.tasks.warm()
    mine = [told(t) for t in ask.bench.tasks.of(None if ask.visitor.may("admin") else ask.user)[:20]]
    return Page("add.html", "Add reports", {"most": MOST >> 20, "tasks": mine})


def add(ask: Ask) -> Response:
    """Add `files`, and `text` with `title`, `publisher`, `published`, `url`; `published` also dates the files.

    A person is shown the progress; a program gets the task's id and address.
    """
    published = _day(ask.text("published", ""))
    pasted = ask.form.get("text")
    reports = (_pasted(ask, pasted, published),) if isinstance(pasted, str) and pasted.strip() else ()
    folder, files = _saved(ask)
    if not reports and not files:
        raise Problem(422, "Choose files, or paste a text.")
    task = ask.bench.tasks.submit(ask.user, Given(folder, files, reports, published))
    if ask.json_wanted:
        return JSONResponse({**told(task), "address": f"/add/{task.id}"}, 202)
    where = f"/add/{task.id}"
    return RedirectResponse(where, 303, {"HX-Redirect": where} if "hx-request" in ask.request.headers else None)


def progress(ask: Ask) -> Page:
    """How far a task is; when it is over, where its queue is."""
    task = ask.bench.tasks.get(ask.request.path_params["task"], None if ask.visitor.may("admin") else ask.user)
    return Page("adding.html", "Reading", told(task), fragment="adding_part.html")


def told(task: Task) -> dict[str, Any]:
    """A task as JSON, with `over` and `queue`, the address where what it added is reviewed."""
    found: dict[str, Any] = plain(task)
    return {**found, "over": task.over, "seen": task.summary.seen, "queue": _queue(task)}


def _queue(task: Task) -> str | None:
    if not task.over or not task.reports:
        return None
    if len(task.reports) == 1:
        return f"/reports/{quote(task.reports[0])}"
    return f"/queue?run={task.run}" if task.summary.added or task.summary.updated else "/reports"


def _day(said: str) -> str | None:
    if not said:
        return None
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError as error:
        raise Problem(422, f"{said!r} is not a day as YYYY-MM-DD") from error


def _pasted(ask: Ask, text: str, published: str | None) -> Report:
    if len(text) > _LONGEST:
        raise Problem(413, f"The text has {len(text):,} characters; at most {_LONGEST:,} can be pasted.")
    title, publisher, url = (ask.text(name, "") or None for name in ("title", "publisher", "url"))
    return Report.of(text, published=published, title=title, publisher=publisher, url=url)


def _saved(ask: Ask) -> tuple[Path | None, tuple[str, ...]]:
    """The files of the form in a folder of their own, under their own names as far as those are harmless."""
    if not isinstance(ask.form, FormData):
        return None, ()
    given = [f for f in ask.form.getlist("files") if isinstance(f, UploadFile) and f.filename]
    if not given:
        return None, ()
    folder = tasks.folder()
    names: list[str] = []
    try:
        for upload in given:
            name = _name(upload.filename or "", names)
            with (folder / name).open("xb") as sink:
                shutil.copyfileobj(upload.file, sink)
            names.append(name)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise Problem(503, f"The files cannot be kept ({error.strerror}).") from error
    return folder, tuple(names)


def _name(said: str, taken: list[str]) -> str:
    """A file's own name without folders; of two of one name the second is numbered."""
    bare = PurePosixPath(said.replace("\\", "/")).name.replace("\0", "")
    bare = "".join(c if c.isprintable() else "_" for c in bare).lstrip(".")[-120:] or "file"
    return bare if bare not in taken else f"{len(taken) + 1}-{bare}"
