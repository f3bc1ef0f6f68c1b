"""A head line's value without the marks of Markdown."""

from __future__ import annotations

import re

_EMPHASIS = re.compile(r"\*{1,3}|_{2}|(?<!\w)_(?=\w)|(?<=[\w.])_(?!\w)|^#{1,6}\s+|^>\s+", re.MULTILINE)
_LINK = re.compile(r"\[([^\]\[\n]{1,200})\]\((?:https?:|mailto:|/)[^)(\n]{1,300}\)")


def plain(text: str) -> str:
    """A line's value: without Markdown emphasis, heading marks and link targets, white space single."""
    bare = _LINK.sub(r"\1", text) if "](" in text else text
    marked = "*" in bare or "_" in bare or "#" in bare or ">" in bare
    return " ".join((_EMPHASIS.sub("", bare) if marked else bare).split())
