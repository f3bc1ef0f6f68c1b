"""The markup of a long report: thousands of lines and runs, joined by hand because a template would take a second.

Everything that comes from a report or a person is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

_LINE = 62  # characters, about
_TALLEST = 12  # classes of height, in steps of four lines: what is out of sight is not laid out, but takes its room
STANDS = {
    "machine": "not decided",
    "accept": "accepted",
    "reject": "rejected",
    "change": "changed",
    "add": "added",
    "undo": "taken back",
    "merge": "merged",
    "split": "split",
    "sign": "signed off",
}


def install(env: Environment) -> None:
    """Give an environment `lines|queue_lines`, `blocks|document(text, lines)` and `action|stands`."""
    env.filters |= {"queue_lines": queue_lines, "document": document, "stands": lambda s: STANDS.get(s, s)}


def queue_lines(lines: Iterable[Mapping[str, Any]]) -> Markup:
    """The claims of a report as items of a list, each a link to itself."""
    return Markup("\n".join(map(_line, lines)))


def _line(line: Mapping[str, Any]) -> str:
    ident, stand = line["id"], line["stand"]
    more = f'<span class="more" dir="auto">{escape(line["detail"])}</span>' if line["detail"] else ""
    return (
        f'<li{"" if line["shown"] else " hidden"}><a class="line k-{line["kind"]}" id="line-{ident}" href="#{ident}" '
        f'data-claim="{ident}" data-start="{line["start"]}" data-end="{line["end"]}" data-seen="{line["seen"]}" '
        f'data-stand="{stand}"><span class="state state-{stand}"><span class="unseen">{STANDS.get(stand, stand)}</span>'
        f'</span><span class="what" dir="auto">{escape(line["title"])}</span>{more}</a></li>'
    )


def document(blocks: Iterable[Mapping[str, Any]], text: str, lines: Iterable[Mapping[str, Any]]) -> Markup:
    """The paragraphs with their marks, each with its part of the margin rail.

    Args:
        blocks: of `sheet.blocks`.
        text: the report's.
        lines: claims and attributions, as the page's data has them.
    """
    known = {line["id"]: line for line in lines}
    return Markup("\n".join(_block(b, text, known) for b in blocks))


def _block(block: Mapping[str, Any], text: str, known: Mapping[str, Mapping[str, Any]]) -> str:
    runs = block["runs"]
    lines = -(-(runs[-1][1] - runs[0][0]) // _LINE) if runs else 1
    name = f"block h{min(_TALLEST, -(-lines // 4))}" + " tight" * block["tight"] + " wrapped" * block["wrapped"]
    marked = "".join(_run(run, text) for run in runs)
    items = "".join(_rail(known[i]) for i in block["rail"])
    rail = f'<ul class="plain rail">{items}</ul>' if items else ""
    return f'<div class="{name}" data-start="{block["start"]}"><p dir="auto">{marked}</p>{rail}</div>'


def _run(run: Sequence[Any], text: str) -> str:
    start, end, keys, kind = run
    said = escape(text[start:end])
    return f'<mark class="k-{kind}" data-claims="{keys}">{said}</mark>' if keys else said


def _rail(line: Mapping[str, Any]) -> str:
    title = escape(line["title"])
    if line["kind"] == "attribution":
        words = f'data-quote="{line["start"]}-{line["end"]}"'
        return f'<li><button type="button" class="k-attribution" {words} title="Show the words">{title}</button></li>'
    return f'<li><a class="k-{line["kind"]}" href="#{line["id"]}" data-claim="{line["id"]}">{title}</a></li>'
