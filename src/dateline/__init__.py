"""dateline reads reports of armed conflict and keeps the record.

The public API: `read`, `read_many`, `Reader`, `incidents`, the record's classes and the errors. Importing this package
loads no model; the parser is loaded at the first read.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOME = {
    "read": "dateline.api",
    "read_many": "dateline.api",
    "incidents": "dateline.api",
    "Reader": "dateline.reading.pipeline",
    "Reading": "dateline.record",
    "Report": "dateline.record",
    "Span": "dateline.text",
    "DatelineError": "dateline.errors",
    "InputError": "dateline.errors",
    "SetupError": "dateline.errors",
    "UsageError": "dateline.errors",
}
__all__ = [
    "DatelineError",
    "InputError",
    "Reader",
    "Reading",
    "Report",
    "SetupError",
    "Span",
    "UsageError",
    "__version__",
    "incidents",
    "read",
    "read_many",
]

if TYPE_CHECKING:
    from dateline.api import incidents, read, read_many
    from dateline.errors import DatelineError, InputError, SetupError, UsageError
    from dateline.reading.pipeline import Reader
    from dateline.record import Reading, Report
    from dateline.text import Span


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
