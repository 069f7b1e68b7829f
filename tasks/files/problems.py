"""What can be wrong with a source: every error code of discovery and reading, with its sentence.

This is the one list; docs/sources.md repeats it and a test keeps them together.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from types import MappingProxyType

from schemas.errors import SourceError

PROBLEMS: Mapping[str, str] = MappingProxyType(
    {
        "archive_bomb": "It unpacks to {unpacked} bytes, beyond what {limit} allows; unpack it by hand if you trust it, or raise that setting.",
        "archive_too_deep": "Archives are nested more than {depth} deep; unpack the inner ones, or raise read.max_archive_depth.",
        "bad_jsonl": "None of its {lines} records is a JSON object with a text under one of the keys {keys}; set read.text_keys, or convert the file.",
        "bad_table": "Its first line names none of the columns {keys}, which hold a text; set read.text_keys, or rename the column.",
        "binary": "It holds binary data, not text; export its text and ingest that.",
        "broken_link": "The link points to a file that does not exist; restore the file or remove the link.",
        "changed_while_reading": "Its bytes changed between discovery and reading; ingest again once nothing writes to it.",
        "corrupt_archive": "The archive is damaged or cut off ({detail}); fetch it again, or repair it and ingest what can be unpacked.",
        "empty": "It holds no text; nothing to do, or fetch it again if it should have some.",
        "encrypted_archive": "The member is encrypted; unpack it with its password and ingest the unpacked file.",
        "link_loop": "The link leads back to itself; remove it.",
        "no_text": "The page shows no text of its own, only frames, scripts or images; save the frame's page or the rendered page and ingest that.",
        "not_a_file": "It is {kind}, not a regular file; copy its content into a file and ingest that.",
        "permission_denied": "The permissions forbid reading it; grant them (chmod, chown, a bucket's policy) and ingest again.",
        "too_large": "It is larger than {limit} bytes; split it, or raise read.max_bytes.",
        "too_many_members": "The archive holds more than {limit} members and only those before were read; split it, or raise read.max_archive_members.",
        "undecodable": "No encoding of Chinese text fits its bytes; convert it to UTF-8 and ingest that.",
        "unreadable": "The system could not read it ({detail}); check the disk and ingest again.",
        "unsafe_member_name": "The member's name leads out of the archive; unpack it by hand and ingest the unpacked file.",
        "unsupported_format": "It is {kind}; {advice}.",
        "vanished": "It was there at first and gone when it was to be read; restore it and ingest again.",
    }
)


def problem(code: str, **details: object) -> SourceError:
    """The error of that code, its sentence filled in.

    >>> str(problem("too_large", limit=10))
    'It is larger than 10 bytes; split it, or raise read.max_bytes.'
    """
    return SourceError(PROBLEMS[code].format(**details), code=code)


def from_os_error(error: OSError, path: str) -> SourceError:
    """What the operating system's error on `path` means for a source.

    >>> from_os_error(PermissionError(errno.EACCES, "no"), "x").code
    'permission_denied'
    >>> from_os_error(OSError(errno.EIO, "no"), "x").code
    'unreadable'
    """
    if error.errno in (errno.EACCES, errno.EPERM):
        return problem("permission_denied")
    if error.errno == errno.ELOOP:
        return problem("link_loop")
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return problem("broken_link" if os.path.islink(path) else "vanished")
    return problem("unreadable", detail=error.strerror or type(error).__name__)
