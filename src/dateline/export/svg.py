"""A very small writer of SVG: elements as text, escaped; no style attributes, so that a strict CSP holds."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


def element(name: str, *children: str, text: str | None = None, **attributes: object) -> str:
    """One element. `class_` is `class`, `_` in a name is `-`; `None` is left out; numbers are rounded to a tenth."""
    said = "".join(f' {_name(k)}="{escape(_value(v))}"' for k, v in attributes.items() if v is not None)
    inner = "".join(children) + (escape(text) if text is not None else "")
    return f"<{name}{said}>{inner}</{name}>" if inner else f"<{name}{said}/>"


def path(rings: Iterable[Iterable[tuple[float, float]]], *, closed: bool = True) -> str:
    """The `d` of rings of points; points that fall on one tenth of a pixel are one."""
    parts = []
    for ring in rings:
        points: list[str] = []
        for x, y in ring:
            point = f"{x:.1f} {y:.1f}"
            if not points or points[-1] != point:
                points.append(point)
        if len(points) > 1:
            parts.append("M" + "L".join(points) + ("Z" if closed else ""))
    return "".join(parts)


def _name(key: str) -> str:
    return {"class_": "class", "viewBox": "viewBox"}.get(key, key.replace("_", "-"))


def _value(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
