"""Tokens that prove a POST came from one of our own pages: bound to the visitor's cookie, kept nowhere."""

from __future__ import annotations

import hashlib
import hmac
from urllib.parse import urlsplit

from starlette.requests import Request

from dateline.workbench.problems import Problem

FIELD = "csrf"
HEADER = "X-CSRF-Token"


def token(secret: bytes, key: str) -> str:
    """The token of the visitor whose cookie is `key`."""
    return hmac.new(secret, b"csrf:" + key.encode(), hashlib.sha256).hexdigest()


def check_site(request: Request) -> None:
    """Refuse a POST that a browser says another site sent, before anything of its body is read.

    Raises:
        Problem: 403.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Problem(403, "This came from another site and was not done.")
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise Problem(403, "This came from another site and was not done.")


def check(given: object, secret: bytes, key: str) -> None:
    """Refuse a POST without the token of its own visitor.

    Args:
        given: its token, from the header or the field.
        secret: the record's secret.
        key: the visitor's cookie, empty where there is none.

    Raises:
        Problem: 403, the token is missing or another visitor's.
    """
    if not key or not isinstance(given, str) or not hmac.compare_digest(given.encode(), token(secret, key).encode()):
        raise Problem(403, "This page is out of date: nothing was done. Reload it and try again.")
