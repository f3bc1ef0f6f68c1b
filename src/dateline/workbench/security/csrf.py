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


def check(request: Request, given: object, secret: bytes, key: str) -> None:
    """Refuse a POST that does not come from our own pages.

    Args:
        request: the POST.
        given: its token, from the header or the field.
        secret: the record's secret.
        key: the visitor's cookie, empty where there is none.

    Raises:
        Problem: 403, another site sent it, or its token is missing or another visitor's.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Problem(403, "This came from another site and was not done.")
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise Problem(403, "This came from another site and was not done.")
    if not key or not isinstance(given, str) or not hmac.compare_digest(given.encode(), token(secret, key).encode()):
        raise Problem(403, "This page is out of date: nothing was done. Reload it and try again.")
