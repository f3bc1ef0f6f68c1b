"""Where a person goes after a POST."""

from __future__ import annotations

from dateline.workbench.page import Ask


def back_to(ask: Ask, otherwise: str | None = None) -> str | None:
    """The page that a plain form names in its field `next`, else `otherwise`; `None` for programs and htmx.

    Only addresses of our own are gone to.
    """
    asked = ask.request.headers
    if "hx-request" in asked or asked.get("content-type", "").startswith("application/json"):
        return None
    return local(ask.text("next", "")) or otherwise


def local(address: str) -> str | None:
    """The address if it is a path of ours, else `None`: no form sends a person to another site."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if plain and address.isprintable() else None
