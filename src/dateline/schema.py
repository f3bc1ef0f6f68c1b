"""JSON Schema of the record format, made from the dataclasses, and the way back from JSON to them."""

from __future__ import annotations

from functools import cache
from typing import Any

from dateline.record import SCHEMA, Reading


@cache
def _adapter(cls: type) -> Any:
    from pydantic import TypeAdapter  # slow to import, so not at import time

    return TypeAdapter(cls)


def reading_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of one `dateline/1` object. Every key is required; fields may be added later."""
    schema: dict[str, Any] = _adapter(Reading).json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = SCHEMA
    schema["properties"] = {"schema": {"const": SCHEMA}, **schema["properties"]}
    for part in [schema, *schema["$defs"].values()]:
        part["required"] = list(part["properties"])
        for prop in part["properties"].values():
            prop.pop("default", None)
    return schema


def reading_from_json(data: dict[str, Any]) -> Reading:
    """The reading that `Reading.to_json` gave.

    Raises:
        ValueError: the object is not of schema `dateline/1`.
    """
    if data.get("schema") != SCHEMA:
        raise ValueError(f"schema is {data.get('schema')!r}, expected {SCHEMA!r}")
    reading: Reading = _adapter(Reading).validate_python({k: v for k, v in data.items() if k != "schema"})
    return reading
