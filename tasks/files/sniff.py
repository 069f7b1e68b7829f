"""What a file is, decided from its first bytes; the suffix only settles what bytes cannot."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import NamedTuple

HEAD_BYTES = 64 * 1024
"""Bytes looked at: enough for the long comments and scripts that old pages open with."""


class Sniffed(NamedTuple):
    """What a file is.

    `container` is zip, tar, gzip or zstd if it holds files; `advice` says what to do with a format
    that cannot be read and is None for one that can; `label` names it in a sentence.
    """

    media_type: str
    container: str | None = None
    label: str = ""
    advice: str | None = None


TEXT = Sniffed("text/plain")
MARKDOWN = Sniffed("text/markdown")
HTML = Sniffed("text/html")
JSONL = Sniffed("application/jsonl")
JSON = Sniffed("application/json")
TABLE = Sniffed("text/csv")

PDF_ADVICE = "extract its text layer (pdftotext -layout FILE.pdf) or read it with OCR, and ingest the text"
OFFICE_ADVICE = "save it as plain text or HTML and ingest that"
IMAGE_ADVICE = "read it with OCR or a vision model and ingest the text"
MEDIA_ADVICE = "transcribe it and ingest the text"
ARCHIVE_ADVICE = "unpack it and ingest the folder"
DATA_ADVICE = "export its text as .txt or .jsonl and ingest that"
NAME_ADVICE = "if it is newspaper text all the same, rename it to .txt and ingest again"

CONTAINERS = (
    (0, b"\x1f\x8b", Sniffed("application/gzip", "gzip")),
    (0, b"\x28\xb5\x2f\xfd", Sniffed("application/zstd", "zstd")),
    (0, b"PK\x03\x04", Sniffed("application/zip", "zip")),
    (0, b"PK\x05\x06", Sniffed("application/zip", "zip")),
    (257, b"ustar", Sniffed("application/x-tar", "tar")),
)

MAGIC = (
    (0, b"%PDF", "application/pdf", "a PDF", PDF_ADVICE),
    (0, b"%!PS", "application/postscript", "a PostScript file", PDF_ADVICE),
    (0, b"{\\rtf", "application/rtf", "an RTF document", OFFICE_ADVICE),
    (
        0,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "application/x-ole-storage",
        "an old Office document (DOC, XLS, PPT, WPS)",
        OFFICE_ADVICE,
    ),
    (0, b"ITSF", "application/vnd.ms-htmlhelp", "a CHM help file", OFFICE_ADVICE),
    (60, b"BOOKMOBI", "application/x-mobipocket-ebook", "a MOBI book", OFFICE_ADVICE),
    (0, b"CAJ\x00", "application/x-caj", "a CAJ document", PDF_ADVICE),
    (0, b"KDH ", "application/x-kdh", "a KDH document", PDF_ADVICE),
    (0, b"HN\x00", "application/x-caj", "a CAJ document", PDF_ADVICE),
    (0, b"\xff\xd8\xff", "image/jpeg", "a JPEG image", IMAGE_ADVICE),
    (0, b"\x89PNG\r\n\x1a\n", "image/png", "a PNG image", IMAGE_ADVICE),
    (0, b"GIF8", "image/gif", "a GIF image", IMAGE_ADVICE),
    (0, b"II*\x00", "image/tiff", "a TIFF image", IMAGE_ADVICE),
    (0, b"MM\x00*", "image/tiff", "a TIFF image", IMAGE_ADVICE),
    (8, b"WEBP", "image/webp", "a WebP image", IMAGE_ADVICE),
    (0, b"AT&TFORM", "image/vnd.djvu", "a DjVu scan", IMAGE_ADVICE),
    (0, b"\x00\x00\x00\x0cjP  ", "image/jp2", "a JPEG 2000 image", IMAGE_ADVICE),
    (0, b"8BPS", "image/vnd.adobe.photoshop", "a Photoshop image", IMAGE_ADVICE),
    (4, b"ftyp", "video/mp4", "a video or HEIC image", IMAGE_ADVICE),
    (8, b"WAVE", "audio/wav", "a sound recording", MEDIA_ADVICE),
    (0, b"ID3", "audio/mpeg", "a sound recording", MEDIA_ADVICE),
    (0, b"OggS", "audio/ogg", "a sound recording", MEDIA_ADVICE),
    (0, b"\x1aE\xdf\xa3", "video/x-matroska", "a video", MEDIA_ADVICE),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed", "a 7z archive", ARCHIVE_ADVICE),
    (0, b"Rar!\x1a\x07", "application/vnd.rar", "a RAR archive", ARCHIVE_ADVICE),
    (0, b"\xfd7zXZ\x00", "application/x-xz", "an xz file", ARCHIVE_ADVICE),
    (0, b"BZh", "application/x-bzip2", "a bzip2 file", ARCHIVE_ADVICE),
    (0, b"MSCF", "application/vnd.ms-cab-compressed", "a CAB archive", ARCHIVE_ADVICE),
    (0, b"WARC/1.", "application/warc", "a WARC web archive", "extract its pages as HTML files and ingest those"),
    (0, b"SQLite format 3\x00", "application/vnd.sqlite3", "an SQLite database", DATA_ADVICE),
    (0, b"PAR1", "application/vnd.apache.parquet", "a Parquet file", DATA_ADVICE),
    (8, b"DUCK", "application/vnd.duckdb", "a DuckDB database", DATA_ADVICE),
    (0, b"ARROW1", "application/vnd.apache.arrow.file", "an Arrow file", DATA_ADVICE),
    (0, b"\x89HDF\r\n\x1a\n", "application/x-hdf5", "an HDF5 file", DATA_ADVICE),
    (0, b"\x7fELF", "application/x-executable", "a program", "leave it out"),
    (0, b"\xca\xfe\xba\xbe", "application/x-executable", "a program", "leave it out"),
)
"""Offset, bytes, media type, what it is, what to do: the published signatures of common formats."""

SHORT_MAGIC = (
    (b"BM", re.compile(rb"BM.{4}\x00{4}", re.S), "image/bmp", "a BMP image", IMAGE_ADVICE),
    (b"MZ", re.compile(rb"MZ.{0,64}\x00\x00\x00", re.S), "application/x-msdownload", "a program", "leave it out"),
)
"""Signatures of two letters that a text may begin with too, and what must follow."""

NOT_NEWSPAPER_SUFFIXES = frozenset(
    (
        ".css", ".js", ".mjs", ".ts", ".map", ".py", ".pyc", ".sh", ".c", ".h", ".cpp", ".java", ".go", ".rs", ".rb",
        ".pl", ".r", ".ipynb", ".sql", ".ini", ".cfg", ".conf", ".toml", ".yaml", ".yml", ".xls",
        ".xlsx", ".log", ".lock", ".svg", ".srt", ".tex", ".bib",
    )
)  # fmt: skip
"""Text that is no newspaper page: code, styles, tables, subtitles; saved web pages bring many along."""

HTML_SUFFIXES = frozenset((".html", ".htm", ".xhtml", ".shtml", ".mht", ".asp", ".aspx", ".jsp", ".php"))
JSONL_SUFFIXES = frozenset((".jsonl", ".ndjson", ".jl"))
TABLE_SUFFIXES = frozenset((".csv", ".tsv"))
MARKDOWN_SUFFIXES = frozenset((".md", ".markdown"))

PAGE_START = re.compile(
    r"""(?xi) (?: \s++ | \ufeff | <!--(?:(?!-->).)*+--> | <\?xml[^>]*+> )*+   # what may stand before
    < (?: !doctype\s+html | html | head | body | frameset | title | meta | link | script | style | base ) (?= [\s/>] )""",
    re.S,
)
FRAGMENT_START = re.compile(r"[\s\ufeff]*+<(?:!--|[A-Za-z])")
BLOCK_TAG = re.compile(r"(?i)</?(?:p|div|br|td|tr|li|h[1-6]|article|section|center|blockquote)\b[^<>]{0,500}>")
XML_START = re.compile(r"\s*+<\?xml\b|\s*+<(?:rss|feed|alto|mets|TEI)\b")
MHTML_START = re.compile(r"(?i)(?:[\w-]++: [^\n]*+\n)*?MIME-Version:[^\n]*+\n|From: <Saved by ")
A_TAG = re.compile(
    r"(?i)</?(?:p|div|br|td|tr|table|html|body|head|span|a|h[1-6]|li|article|section|meta|title|frame|frameset)\b[^<>]*>"
)
JSON_ARRAY_START = re.compile(r'[\s\ufeff]*+\[\s*+\{\s*+"')
JSON_OBJECT_START = re.compile(r'\s*+\{\s*+"')


def sniff(head: bytes, name: str = "") -> Sniffed:
    """What a file is that begins with `head` (up to HEAD_BYTES) and is called `name`.

    >>> sniff(b"%PDF-1.7 ...", "page.txt").media_type
    'application/pdf'
    >>> sniff("<html><body>报".encode("gbk"), "page.txt").media_type, sniff("本报讯".encode(), "page.html").media_type
    ('text/html', 'text/plain')
    """
    for at, magic, found in CONTAINERS:
        if head.startswith(magic, at):
            return found
    return _unreadable(head) or _text(_decoded(head), PurePosixPath(name).suffix.lower())


def looks_like_html(text: str) -> bool:
    """Whether a piece of text is marked up: it starts like a page, or tags part its lines rather than newlines.

    Text with a stray tag is not: its newlines would be taken for the spaces that they are in HTML.

    >>> looks_like_html("<p>一</p>"), looks_like_html("a < b，c > d"), looks_like_html("一<br>\\n二\\n三\\n四")
    (True, False, False)
    """
    return bool(PAGE_START.match(text)) or _is_parted_by_tags(text)


def _is_parted_by_tags(text: str) -> bool:
    tags = sum(1 for _ in BLOCK_TAG.finditer(text))
    return tags > 0 and 2 * tags >= sum(1 for line in text.splitlines() if line.strip())


def _unreadable(head: bytes) -> Sniffed | None:
    for at, magic, media_type, label, advice in MAGIC:
        if head.startswith(magic, at):
            return Sniffed(media_type, None, label, advice)
    for magic, pattern, media_type, label, advice in SHORT_MAGIC:
        if head.startswith(magic) and pattern.match(head):
            return Sniffed(media_type, None, label, advice)
    return None


def _text(head: str, suffix: str) -> Sniffed:
    if suffix in JSONL_SUFFIXES and head.lstrip("\ufeff \t\r\n").startswith("{"):
        return JSONL
    if PAGE_START.match(head) or (suffix in HTML_SUFFIXES and A_TAG.search(head)):
        return HTML
    if suffix not in MARKDOWN_SUFFIXES and FRAGMENT_START.match(head) and _is_parted_by_tags(head):
        return HTML
    if XML_START.match(head):
        return (
            HTML
            if re.search(r"(?i)<(?:\w+:)?html\b", head)
            else Sniffed("application/xml", None, "an XML file", DATA_ADVICE)
        )
    if MHTML_START.match(head) and "multipart/related" in head[:4096]:
        return Sniffed("multipart/related", None, "an MHTML page", "save it as plain HTML and ingest that")
    if _is_json_line(head):
        return JSON if suffix == ".json" and "\n" not in head.strip() else JSONL
    if suffix == ".json" or JSON_ARRAY_START.match(head):
        return JSON
    if suffix in TABLE_SUFFIXES:
        return TABLE
    if suffix in NOT_NEWSPAPER_SUFFIXES:
        return Sniffed("text/plain", None, f"a {suffix} file by its name", NAME_ADVICE)
    return MARKDOWN if suffix in MARKDOWN_SUFFIXES else TEXT


def _is_json_line(head: str) -> bool:
    """Whether the first line is a JSON object, or starts one and is longer than the head."""
    first, newline, _ = head.lstrip("\ufeff \t\r\n").partition("\n")
    if not JSON_OBJECT_START.match(first):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return not newline and len(first) > HEAD_BYTES // 8


def _decoded(head: bytes) -> str:
    """The head for finding tags in: exact for ASCII, whatever the encoding of the rest."""
    for bom, codec in (
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\x00\x00\xfe\xff", "utf-32-be"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if head.startswith(bom):
            return head[len(bom) :].decode(codec, "replace")
    if b"\x00" in head[:4]:
        width = 4 if head[:4].count(0) == 3 else 2
        return head.decode(f"utf-{8 * width}-{'be' if head[0] == 0 else 'le'}", "replace")
    try:
        return head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > len(head) - 4:
            return head[: error.start].decode("utf-8")
    return head.decode("gb18030", "replace")
