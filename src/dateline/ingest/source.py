"""What every format gets: one named input with its bytes, the options, and the limits."""

from __future__ import annotations

import gzip
import io
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from dateline.errors import InputError
from dateline.record import Report

PEEK = 65_536
UNPACKED = 10_000_000  # bytes up to which nothing is said of how data was packed
FIELDS = ("text", "title", "published", "publisher", "url", "id")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one input may ask for. A file of many rows may be of any size: it is streamed.

    Attributes:
        text: characters in the text of one report.
        page: bytes of one HTML page.
        raw: bytes of one PDF, feed, saved page with its pictures, or row (after decompression).
        pages: pages of one PDF.
        elements: tags of one HTML page: what takes an article out of a page is quadratic in them.
        entries: entries of one feed, parts of one saved page.
        parts: objects, lists and values of one JSON document or row.
        ratio: how many times larger than packed data may become unpacked, once past 10 MB.
    """

    text: int = 5_000_000
    page: int = 10_000_000
    raw: int = 50_000_000
    pages: int = 2_000
    elements: int = 50_000
    entries: int = 20_000
    parts: int = 2_000_000
    ratio: int = 200


DEFAULT = Limits()


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: `columns` maps a field (`text`, `title`, `published`, `publisher`, `url`, `id`) to the name of
    its column or key."""

    limits: Limits = DEFAULT
    columns: Mapping[str, str] = field(default_factory=dict)

    def column(self, name: str) -> str:
        """The column that holds the field `name`."""
        return self.columns.get(name, name)


@dataclass(frozen=True, slots=True)
class Input:
    """One input: what the user calls it, and its bytes (already decompressed), to be read once.

    `path` is `None` for standard input.
    """

    name: str
    stream: io.BufferedReader
    path: Path | None = None

    def peek(self) -> bytes:
        """The first bytes, without taking them: at most 64 KiB."""
        return self.stream.peek(PEEK)[:PEEK]

    def read(self, limit: int) -> bytes:
        """All the bytes.

        Raises:
            InputError: there are more than `limit`, or none.
        """
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            raise InputError(self.name, f"more than the limit of {megabytes(limit)} for one document; split it")
        if not data.strip():
            raise InputError(self.name, "is empty")
        return data

    @contextmanager
    def seekable(self) -> Iterator[IO[bytes]]:
        """The bytes as a file that can be searched; standard input is copied to a temporary file first."""
        if self.path is not None and self.stream.seekable():
            self.stream.seek(0)
            yield self.stream
            return
        with tempfile.SpooledTemporaryFile(max_size=8_000_000) as copy:
            while block := self.stream.read(1 << 20):
                copy.write(block)
            copy.seek(0)
            yield cast(IO[bytes], copy)


Read = Callable[[Input, Options], Iterator[Report | InputError]]


@dataclass(frozen=True, slots=True)
class Format:
    """One way to turn an input into reports; outsiders register theirs as an entry point of `dateline.readers`.

    Attributes:
        name: what `--format` calls it.
        suffixes: file name endings, lower case with the dot; the longest that fits wins.
        read: gives each report, or an `InputError` for a part (a row, a page) that cannot be read, and raises
            `InputError` where nothing more can be read.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Read


def megabytes(count: int) -> str:
    """A size in words: `12.5 MB`."""
    return f"{count / 1_000_000:.3g} MB" if count >= 100_000 else f"{count} bytes"


def swollen(packed: int, unpacked: int, ratio: int) -> bool:
    """Whether data unpacks to so much that it can only be meant to fill memory or disk (a "bomb"); sizes in bytes."""
    return unpacked > UNPACKED and unpacked > ratio * packed


class _Unpacked(io.RawIOBase):
    """Gzip as it is unpacked, which ends where it swells beyond `ratio`."""

    def __init__(self, packed: io.BufferedReader, name: str, ratio: int) -> None:
        self._packed, self._name, self._ratio = packed, name, ratio
        self._inner = gzip.GzipFile(fileobj=packed)
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._inner.read(len(buffer))
        buffer[: len(data)] = data
        self._count += len(data)
        if swollen(self._packed.tell(), self._count, self._ratio):
            raise InputError(self._name, f"unpacks to more than the limit of {self._ratio} times its size")
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
            self._packed.close()
        super().close()


def opened(path: Path, name: str, ratio: int = DEFAULT.ratio) -> Input:
    """The file at `path`; gzip is unpacked on the way, except in a WARC, whose records are packed one by one.

    Raises:
        OSError: it cannot be opened.
        InputError: it unpacks to more than `ratio` times its size (later, while it is read).
    """
    stream: io.BufferedReader = io.BufferedReader(io.FileIO(path), PEEK)
    if stream.peek(2)[:2] == b"\x1f\x8b" and not path.name.lower().endswith(".warc.gz"):
        stream = io.BufferedReader(_Unpacked(stream, name, ratio), PEEK)
    return Input(name, stream, path)
