"""Paths as text that any table can hold, and back.

A file name on Linux is bytes; names written by old Chinese systems are GBK. Python shows the bytes
that are not UTF-8 as lone surrogates, which no Parquet file can store; a uri shows them as \\xNN.
"""

from __future__ import annotations

import os
import re

ESCAPED_BYTE = re.compile(r"\\x([0-9a-f]{2})")


def to_uri(path: str) -> str:
    r"""The path with bytes that are not UTF-8 written \xNN.

    >>> to_uri("/a/\udcb1\udca8.txt")
    '/a/\\xb1\\xa8.txt'
    >>> to_uri("/a/报.txt")
    '/a/报.txt'
    """
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def to_path(uri: str) -> str:
    r"""The path that a uri stands for; a path that really holds a backslash is left alone.

    >>> to_path("/a/\\xb1\\xa8.txt") == "/a/\udcb1\udca8.txt"
    True
    >>> to_path("/a/报.txt")
    '/a/报.txt'
    """
    if not ESCAPED_BYTE.search(uri) or os.path.lexists(uri):
        return uri
    pieces = ESCAPED_BYTE.split(uri)
    return os.fsdecode(b"".join(bytes.fromhex(p) if i % 2 else os.fsencode(p) for i, p in enumerate(pieces)))


def readable(path: str) -> str:
    r"""The path for reading evidence from it: names in GBK are decoded, anything else undecodable becomes U+FFFD.

    >>> readable("/\udcb1\udca8/a.txt")
    '/报/a.txt'
    >>> readable("/报/a.txt")
    '/报/a.txt'
    """
    parts = os.fsencode(path).split(b"/")
    return "/".join(guess_name([part]) for part in parts)


def guess_name(raw_names: list[bytes]) -> str:
    """The one name in `raw_names` as text, see `name_codec`."""
    return raw_names[0].decode(name_codec(raw_names), "replace")


def name_codec(raw_names: list[bytes]) -> str:
    """The encoding that names of unstated encoding are written in, judged over all of them together.

    UTF-8 if all are valid UTF-8; else GB18030 or Big5, whichever covers more pairs by its frequent
    characters (GB2312: lead B0-F7 and trail A1-FE; Big5 level 1: lead A4-C6); else CP437, which
    every byte fits.

    >>> name_codec(["报纸.txt".encode("gbk")]), name_codec(["報紙副刊.txt".encode("big5")]), name_codec([b"a.txt"])
    ('gb18030', 'big5', 'utf-8')
    """
    joined = b"\n".join(raw_names)
    fitting = [codec for codec in ("utf-8", "gb18030", "big5") if _fits(joined, codec)]
    if not fitting:
        return "cp437"
    if fitting[0] == "utf-8" or len(fitting) == 1:
        return fitting[0]
    pairs = re.findall(rb"[\x81-\xfe][\x40-\xfe]", joined)
    gb = sum(0xB0 <= lead <= 0xF7 and trail >= 0xA1 for lead, trail in pairs)
    big5 = sum(0xA4 <= lead <= 0xC6 for lead, _ in pairs)
    return "gb18030" if gb >= big5 else "big5"


def _fits(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True
