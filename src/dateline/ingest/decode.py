"""From bytes to text: byte-order mark, declared character set, UTF-8, then detection."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator

from dateline.errors import InputError
from dateline.ingest.source import Input, megabytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x1f\x8b", "gzip data"),
    (b"PAR1", "Parquet"),
    (b"SQLite format 3", "an SQLite database"),
)
_NO_CHARSETS = frozenset(
    {"idna", "punycode", "raw-unicode-escape", "rot13", "undefined", "unicode-escape", "unicode_escape"}
)
_SAMPLE = 262_144
_GUESSES = 500
_CONTROL = frozenset(range(32)) - {9, 10, 12, 13, 27}
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding=["']([\w.:-]{2,40})""", re.I)  # fmt: skip  # noqa: E501
_TYPOGRAPHIC = frozenset("\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022\u20ac\u2122\u00a0\u00a3\u00a7\u00a9\u00ab\u00ae\u00b0\u00b7\u00bb\u00bd")  # fmt: skip  # noqa: E501


def declared(data: bytes) -> str | None:
    """The character set that an HTML or XML head declares, if Python knows it."""
    found = _DECLARED.search(data[:4096])
    name = (found.group(1) or found.group(2)).decode("ascii", "replace") if found else ""
    return name if _of_text(name) else None


def binary(sample: bytes) -> str | None:
    """What the bytes are if they are no text (`a PNG picture`, `binary data`), else `None`."""
    if any(sample.startswith(mark) for mark, _ in _MARKS):
        return None
    for magic, what in _MAGIC:
        if sample.startswith(magic):
            return what
    head = sample[:8192]
    if head and _wide(head) is None and sum(byte in _CONTROL for byte in head) > len(head) // 100:
        return "binary data"
    return None


def encoding_of(sample: bytes, hint: str | None = None) -> str | None:
    """The encoding of a stretch of text, or `None` if it cannot be told.

    Order: byte-order mark; `hint` (what the document declares), if the bytes fit it; UTF-8; UTF-16 without a mark;
    Windows-1252 where its typographic signs fit; then charset-normalizer on the first 256 KiB.
    """
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    for name in filter(None, (hint if hint and _of_text(hint) else None, _wide(sample), "utf-8")):
        if _fits(sample, name):
            return name
    if _western(sample):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample[:_SAMPLE]).best()
    return best.encoding if best is not None else None


def text_of(data: bytes, name: str, limit: int, hint: str | None = None) -> str:
    """The text of `data`.

    Args:
        data: the whole document.
        name: what the user calls it.
        limit: most characters that are allowed.
        hint: the encoding that its envelope declares.

    Raises:
        InputError: binary, empty, too long, or in an encoding that cannot be told.
    """
    what = binary(data[:8192])
    if what:
        raise InputError(name, f"is {what}, not text")
    encoding = encoding_of(data[:_SAMPLE], hint or declared(data))
    if encoding is None:
        raise InputError(name, "its encoding cannot be told; save it as UTF-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = _mended(data, name)
    return checked(text, name, limit)


def checked(text: str, name: str, limit: int) -> str:
    """The text of one report, as it is.

    Raises:
        InputError: nothing but white space, or longer than `limit` characters.
    """
    if not text.strip("\ufeff \t\r\n\x00\u200b"):
        raise InputError(name, "is empty")
    if len(text) > limit:
        raise InputError(
            name,
            f"{megabytes(len(text)).replace('MB', 'million characters').replace('bytes', 'characters')} of text, more "
            f"than the limit of {limit:,} characters for one report; split it into reports",
        )
    return text


def lines_of(source: Input, limit: int) -> Iterator[str | InputError]:
    """Decoded lines of a file of any size, one in memory at a time; a line that cannot be had is an `InputError`.

    Args:
        source: the input.
        limit: most bytes in one line.
    """
    sample = source.peek()
    encoding = encoding_of(sample[: sample.rfind(b"\n") + 1] or sample) or "utf-8"
    if encoding in ("utf-16", "utf-32", "utf-16-le", "utf-16-be"):
        yield from _wide_lines(source, encoding, limit)
        return
    number = 0
    while line := source.stream.readline(limit + 1):
        number += 1
        if len(line) > limit:
            _skip_line(source, limit)
            yield InputError(f"{source.name}: row {number}", f"longer than the limit of {megabytes(limit)}")
            continue
        try:
            yield line.decode(encoding if number == 1 else encoding.removesuffix("-sig"))
        except UnicodeDecodeError:
            guess = encoding_of(line)
            if guess is None:
                yield InputError(f"{source.name}: row {number}", "its encoding cannot be told; save it as UTF-8")
            else:
                yield line.decode(guess, "replace")


def _wide_lines(source: Input, encoding: str, limit: int) -> Iterator[str | InputError]:
    lines = io.TextIOWrapper(source.stream, encoding, newline="")
    try:
        number = 0
        while line := lines.readline(limit):
            number += 1
            if len(line) < limit:
                yield line
                continue
            while not line.endswith("\n") and (line := lines.readline(limit)):
                pass
            yield InputError(f"{source.name}: row {number}", f"longer than the limit of {megabytes(limit)}")
    finally:
        if not source.stream.closed:  # the caller's, to close
            lines.detach()


def _skip_line(source: Input, limit: int) -> None:
    while (rest := source.stream.readline(limit)) and not rest.endswith(b"\n"):
        pass


def _fits(data: bytes, encoding: str) -> bool:
    """Whether `data` decodes; a character that the end of the sample cuts in two does not count against it."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(data)
    except UnicodeError:
        return False
    return True


def _of_text(name: str) -> bool:
    """Whether Python knows a character set of this name: some of its codecs unpack (`zlib`), or take time that is
    quadratic in the text (`punycode`)."""
    try:
        known = codecs.lookup(name) if name.isascii() else None
    except (LookupError, ValueError):
        return False
    return known is not None and known._is_text_encoding and known.name not in _NO_CHARSETS


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: mostly Latin text has a NUL in every other byte."""
    head = sample[:2048]
    if len(head) < 4:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else None


def _western(sample: bytes) -> bool:
    """Windows-1252: few bytes above ASCII, all of them typographic signs or letters beside letters."""
    high = sum(byte >= 0x80 for byte in sample)
    if high > len(sample) // 20 + 4:
        return False
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return all(c in _TYPOGRAPHIC or c.isalpha() for c in text if c >= "\x80")


def _mended(data: bytes, name: str) -> str:
    """A document whose later bytes do not fit its first ones: each line by what fits it.

    Telling an encoding takes milliseconds: after `_GUESSES` lines, the last one told does for all that are not UTF-8.
    """
    pieces, guesses, last = [], 0, "utf-8"
    for line in data.splitlines(keepends=True):
        try:
            pieces.append(line.decode("utf-8"))
            continue
        except UnicodeDecodeError:
            guesses += 1
        encoding = encoding_of(line) if guesses <= _GUESSES else last
        if encoding is None:
            raise InputError(name, "its encoding cannot be told; save it as UTF-8")
        last = encoding
        pieces.append(line.decode(encoding, "replace"))
    return "".join(pieces)
