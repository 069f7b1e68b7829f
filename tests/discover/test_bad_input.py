"""Whatever lies in a folder ends as a source with a code and a sentence, and everything else is found."""

from __future__ import annotations

import builtins
import errno
import gzip
import io
import os
import socket
import struct
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
import zstandard

from schemas.errors import SettingsError, SourceError
from schemas.settings import ReadSettings
from tasks.discover import discover
from tasks.files import opening
from tasks.files.load import load_bytes
from tasks.read import read

TEXT = "山泉市环湖公路昨日正式通车，全长十二公里。"
SETTINGS = ReadSettings()


def found(folder, settings=SETTINGS):
    return list(discover([folder], settings))


def only(folder, settings=SETTINGS):
    (source,) = found(folder, settings)
    return source


def outcome(source, settings=SETTINGS):
    """The error code of discovery or reading, or None if the source is read."""
    if source.error_code:
        return source.error_code
    try:
        read(source, settings)
    except SourceError as error:
        return error.code
    return None


def zipped(*members, method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def tarred(*members, mode="w"):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def patched(data, old, new):
    assert old in data
    return data.replace(old, new)


OFFICE = zipped(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>"))
NOISE = bytes((i * i * 31 + i * 7 + (i >> 3)) % 256 for i in range(4000))


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\t\n", "empty"),
        ("a.txt", b"\xef\xbb\xbf", "empty"),
        ("a.txt", "　\f\u00a0\n".encode(), "empty"),
        ("a.txt", b"\x00\x01\x02\x03" * 500 + NOISE, "binary"),
        ("a.txt", b"%PDF-1.7\n%\xe2\xe3", "unsupported_format"),
        ("a.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "unsupported_format"),
        ("a.txt", OFFICE, "unsupported_format"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0", "unsupported_format"),
        ("a.txt", b"\xff\xd8\xff\xe0\0\x10JFIF", "unsupported_format"),
        ("a.html", b"{\\rtf1\\ansi", "unsupported_format"),
        ("a.css", b"p { color: red }", "unsupported_format"),
        ("a.xml", b"<?xml version='1.0'?><alto/>", "unsupported_format"),
        ("a.json", b'{"version": 3}', "bad_jsonl"),
        ("a.json", b'[{"text": 1}, [2]', "bad_jsonl"),
        ("a.csv", "年份,产量\n2031,7\n".encode(), "bad_table"),
        ("a.gz", gzip.compress(TEXT.encode() * 90, mtime=0)[:-30], "corrupt_archive"),
        ("a.gz", gzip.compress(TEXT.encode(), mtime=0)[:-4] + b"\0\0\0\0", "corrupt_archive"),
        ("a.zst", zstandard.compress(os.urandom(4000))[:-30], "corrupt_archive"),
        ("a.zst", b"\x28\xb5\x2f\xfd" + b"\xff" * 50, "corrupt_archive"),
        ("a.zip", zipped(("a.txt", TEXT))[:-30], "corrupt_archive"),
        ("a.zip", zipped(), "empty"),
        ("a.html", b"<html><frameset><frame src='a.htm'></frameset></html>", "no_text"),
        ("a.html", b"<html><script>var a = 1;</script></html>", "no_text"),
        ("a.jsonl", b'{"text": 1}\n{"x"\n[]\n', "bad_jsonl"),
        ("a.txt", NOISE[:2000].translate(None, bytes(range(32))), "undecodable"),
    ],
)
def test_bad_bytes_get_their_code_and_a_sentence(tmp_path, name, data, code):
    (tmp_path / name).write_bytes(data)
    source = only(tmp_path)
    assert outcome(source) == code
    assert source.error is None or source.error.endswith(".")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (TEXT.encode("gb18030")[:-1], None),
        (TEXT.encode() + b"\x00\x00" + TEXT.encode(), TEXT + "\x00\x00" + TEXT),
        (f"一\r\n二\r三\n{TEXT}".encode(), f"一\r\n二\r三\n{TEXT}"),
        (TEXT.encode("utf-32"), TEXT),
        (TEXT.encode("utf-32-be"), TEXT),
        (TEXT.encode("utf-16-le"), TEXT),
    ],
    ids=["truncated GB18030", "NUL bytes", "CRLF and CR", "UTF-32 with BOM", "UTF-32 without", "UTF-16 without"],
)
def test_odd_text_is_read(tmp_path, data, text):
    (tmp_path / "a.txt").write_bytes(data)
    (page,) = read(only(tmp_path), SETTINGS).pages
    assert page.raw_text == text if text else page.raw_text.startswith(TEXT[:-1])


def test_files_over_the_limit_are_too_large(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"x" * 101)
    (tmp_path / "b.gz").write_bytes(gzip.compress(b"x" * 101, mtime=0))
    (tmp_path / "c.txt").write_bytes(b"x" * 100)
    settings = ReadSettings(max_bytes=100)
    assert [s.error_code for s in found(tmp_path, settings)] == ["too_large", "too_large", None]


def test_one_line_of_sixty_megabytes_is_one_page(tmp_path):
    (tmp_path / "a.txt").write_bytes(TEXT.encode() * (60 * 2**20 // len(TEXT.encode())))
    (page,) = read(only(tmp_path), SETTINGS).pages
    assert len(page.raw_text) > 20_000_000


def test_pipe_socket_and_device_are_never_opened(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "pipe.txt")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.txt")
        assert [s.error_code for s in found(tmp_path)] == ["not_a_file", "not_a_file"]
    assert only(Path("/dev/null")).error_code == "not_a_file"


def test_a_pipe_put_in_place_of_a_file_does_not_hang(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "pipe")
    real = os.stat(__file__)
    monkeypatch.setattr(opening.os, "stat", lambda path: real)
    with pytest.raises(SourceError) as caught:
        opening.open_file(str(tmp_path / "pipe"))
    assert caught.value.code == "not_a_file"


@pytest.mark.parametrize(
    ("number", "code"), [(errno.EACCES, "permission_denied"), (errno.EIO, "unreadable"), (errno.ENOENT, "vanished")]
)
def test_what_the_system_refuses_is_a_source_with_a_code(tmp_path, monkeypatch, number, code):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(TEXT + "二")

    def refuse(path, *args, real=os.open, **kwargs):
        if str(path).endswith("a.txt"):
            raise OSError(number, os.strerror(number), path)
        return real(path, *args, **kwargs)

    monkeypatch.setattr(os, "open", refuse)
    assert [s.error_code for s in found(tmp_path)] == [code, None]


def test_a_folder_without_permission_is_a_source_with_a_code(tmp_path, monkeypatch):
    (tmp_path / "closed").mkdir()
    (tmp_path / "open.txt").write_text(TEXT)

    def refuse(path, real=os.listdir):
        if str(path).endswith("closed"):
            raise PermissionError(errno.EACCES, "no", path)
        return real(path)

    monkeypatch.setattr(os, "listdir", refuse)
    assert [(Path(s.uri).name, s.error_code) for s in found(tmp_path)] == [
        ("closed", "permission_denied"),
        ("open.txt", None),
    ]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_really_unreadable_file_is_a_source_with_a_code(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.txt").chmod(0)
    assert only(tmp_path).error_code == "permission_denied"


def test_broken_link_and_link_loop_are_sources_with_codes(tmp_path):
    (tmp_path / "broken").symlink_to("nowhere")
    (tmp_path / "loop1").symlink_to("loop2")
    (tmp_path / "loop2").symlink_to("loop1")
    assert [s.error_code for s in found(tmp_path)] == ["broken_link", "link_loop", "link_loop"]


def test_a_folder_that_links_to_its_parent_is_walked_once(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "page.txt").write_text(TEXT)
    (tmp_path / "a" / "up").symlink_to("..")
    (tmp_path / "again").symlink_to("a")
    assert [Path(s.uri).name for s in found(tmp_path)] == ["page.txt"]


def test_a_file_named_twice_is_one_source_under_its_real_path(tmp_path):
    (tmp_path / "page.txt").write_text(TEXT)
    (tmp_path / "link.txt").symlink_to("page.txt")
    sources = list(discover([tmp_path, tmp_path / "page.txt", tmp_path / "link.txt"], SETTINGS))
    assert [s.uri for s in sources] == [os.path.realpath(tmp_path / "page.txt")]


def test_a_linked_file_outside_is_followed(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "page.txt").write_text(TEXT)
    (tmp_path / "in" / "link.txt").symlink_to("../page.txt")
    assert only(tmp_path / "in").uri.endswith("page.txt")


def test_a_file_that_vanishes_after_discovery_is_vanished(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    source = only(tmp_path)
    (tmp_path / "a.txt").unlink()
    assert outcome(source) == "vanished"


def test_a_file_that_grows_after_discovery_is_changed(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    source = only(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT * 2)
    assert outcome(source) == "changed_while_reading"


@pytest.mark.parametrize("rest", [b"", zipped(("b.txt", TEXT))], ids=["emptied", "other members"])
def test_a_member_that_vanishes_after_discovery_is_an_error(tmp_path, rest):
    (tmp_path / "a.zip").write_bytes(zipped(("a.txt", TEXT)))
    source = only(tmp_path)
    (tmp_path / "a.zip").write_bytes(rest)
    assert outcome(source) == "vanished"


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "a/../../b.txt", "C:\\a.txt", "..\\a.txt"])
def test_members_whose_names_lead_out_are_not_loaded(tmp_path, name):
    (tmp_path / "a.zip").write_bytes(zipped((name, TEXT), ("good.txt", TEXT)))
    assert [s.error_code for s in found(tmp_path)] == ["unsafe_member_name", None]


def test_encrypted_members_are_named_and_the_others_read(tmp_path):
    data = zipped(("secret.txt", TEXT), ("open.txt", "二"), method=zipfile.ZIP_STORED)
    at = data.index(b"PK\x01\x02") + 8
    data = data[:6] + b"\x01\x00" + data[8:at] + b"\x01\x00" + data[at + 2 :]
    (tmp_path / "a.zip").write_bytes(data)
    assert [s.error_code for s in found(tmp_path)] == ["encrypted_archive", None]


def test_a_bomb_is_stopped_and_its_neighbours_are_read(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped(("bomb.txt", b"\0" * 3_000_000), ("good.txt", TEXT)))
    settings = ReadSettings(max_compression_ratio=100)
    assert [s.error_code for s in found(tmp_path, settings)] == ["archive_bomb", None]


def test_declared_sizes_are_not_believed(tmp_path):
    data = zipped(("a.txt", b"\0" * 3_000_000))
    (tmp_path / "a.zip").write_bytes(data.replace(struct.pack("<I", 3_000_000), struct.pack("<I", 10)))
    assert only(tmp_path).error_code in ("corrupt_archive", "archive_bomb")


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress], ids=["gzip", "zstd"])
def test_compressed_bombs_are_stopped(tmp_path, pack):
    (tmp_path / "a").write_bytes(pack(b"\0" * 40_000_000))
    assert only(tmp_path).error_code == "archive_bomb"


def test_an_archive_that_unpacks_to_too_much_stops_there(tmp_path):
    members = [(f"{i}.txt", os.urandom(1000)) for i in range(10)]
    (tmp_path / "a.zip").write_bytes(zipped(*members))
    sources = found(tmp_path, ReadSettings(max_archive_bytes=3500))
    assert [s.member for s in sources] == ["0.txt", "1.txt", "2.txt", None]
    assert sources[-1].error_code == "archive_bomb"


def test_too_many_members_stop_the_archive(tmp_path):
    (tmp_path / "a.tar").write_bytes(tarred(*[(f"{i}.txt", TEXT.encode()) for i in range(5)]))
    sources = found(tmp_path, ReadSettings(max_archive_members=3))
    assert [s.error_code for s in sources] == [None, None, None, "too_many_members"]


def test_archives_nest_up_to_the_limit(tmp_path):
    data = TEXT.encode()
    for level in range(4):
        (tmp_path / f"{level}.zip").write_bytes(data := zipped((f"{level}.zip" if level else "a.txt", data)))
    codes = [s.error_code for s in found(tmp_path)]
    assert codes == [None, None, None, "archive_too_deep"]


def test_members_of_nested_archives_are_read_and_traced(tmp_path):
    inner = tarred(("山泉/a.txt", TEXT.encode()), mode="w:gz")
    (tmp_path / "a.zip").write_bytes(zipped(("in/b.tgz", inner), ("c.txt.gz", gzip.compress("二".encode(), mtime=0))))
    sources = found(tmp_path)
    assert [s.member for s in sources] == ["in/b.tgz!/山泉/a.txt", "c.txt.gz!/c.txt"]
    assert [read(s, SETTINGS).pages[0].raw_text for s in sources] == [TEXT, "二"]


@pytest.mark.parametrize("codec", ["gbk", "big5", "utf-8"])
def test_names_in_zips_are_decoded_by_evidence(tmp_path, codec):
    names = (
        ["山泉日報/第一版要聞.txt", "山泉日報/副刊.txt"]
        if codec == "big5"
        else ["山泉日报/第一版要闻.txt", "山泉日报/副刊.txt"]
    )
    data = zipped(*[(name, TEXT + name) for name in names])
    for name in names:
        raw = name.encode(codec)
        data = data.replace(name.encode(), raw + b"-" * (len(name.encode()) - len(raw)))
    data = data.replace(b"\x00\x08\x08\x00", b"\x00\x00\x08\x00")
    (tmp_path / "a.zip").write_bytes(data)
    assert [s.member.rstrip("-") for s in found(tmp_path)] == names


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS takes UTF-8 names only")
def test_files_whose_names_are_no_utf8_are_found_and_read(tmp_path):
    name = os.fsencode(tmp_path) + "/山泉日报20240401.txt".encode("gbk")
    with open(name, "w") as file:
        file.write(TEXT)
    source = only(tmp_path)
    source.uri.encode()
    assert source.from_path.newspaper == "山泉日报"
    assert read(source, SETTINGS).pages[0].raw_text == TEXT


def test_one_member_twice_is_two_sources(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate"):
        (tmp_path / "a.zip").write_bytes(zipped(("a.txt", TEXT), ("a.txt", "二")))
    sources = found(tmp_path)
    assert [s.member for s in sources] == ["a.txt", "a.txt#2"]
    assert [read(s, SETTINGS).pages[0].raw_text for s in sources] == [TEXT, "二"]


def test_a_tar_with_a_broken_header_gives_what_stands_before(tmp_path):
    data = bytearray(tarred(("a.txt", TEXT.encode()), ("b.txt", TEXT.encode())))
    data[1024:1028] = b"XXXX"
    (tmp_path / "a.tar").write_bytes(bytes(data))
    assert [s.error_code for s in found(tmp_path)] == [None, "corrupt_archive"]


def test_a_tar_that_is_cut_off_and_its_last_member_are_corrupt(tmp_path):
    (tmp_path / "a.tar").write_bytes(tarred(("a.txt", TEXT.encode()), ("b.txt", b"x" * 5000))[:3000])
    assert [(s.member, s.error_code) for s in found(tmp_path)] == [
        ("a.txt", None),
        ("b.txt", "corrupt_archive"),
        (None, "corrupt_archive"),
    ]


@pytest.mark.parametrize("cut", range(0, 600, 37))
def test_a_damaged_archive_gives_true_texts_and_codes(tmp_path, cut):
    whole = zipped(("a.txt", os.urandom(300)), ("b.zip", zipped(("c.txt", TEXT))))
    (tmp_path / "a.zip").write_bytes(whole[:cut])
    (tmp_path / "b.zip").write_bytes(whole[:cut] + bytes([whole[cut] ^ 255]) + whole[cut + 1 :])
    sources = found(tmp_path)
    codes = {source: outcome(source) for source in sources}
    texts = [read(source, SETTINGS).pages[0].raw_text for source, code in codes.items() if code is None]
    assert all(text == TEXT for text in texts)
    assert {source.uri.rpartition("/")[2] for source in sources} == {"a.zip", "b.zip"}
    assert any(code for source, code in codes.items() if source.uri.endswith("a.zip"))


def test_what_is_no_text_of_the_users_is_passed_over(tmp_path):
    for name in (
        ".git/config",
        "__MACOSX/a.txt",
        ".DS_Store",
        "a.txt~",
        "Thumbs.db",
        "warehouse/commits.sqlite",
        "warehouse/data.txt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.zip").write_bytes(zipped(("__MACOSX/._a.txt", "x"), ("a.txt", TEXT)))
    assert [s.name.rpartition("/")[2] for s in found(tmp_path)] == ["a.txt", "a.txt"]


def test_a_hidden_file_that_the_user_names_is_a_source(tmp_path):
    (tmp_path / ".page.txt").write_text(TEXT)
    assert only(tmp_path / ".page.txt").error_code is None


def test_a_path_that_does_not_exist_is_an_error_of_the_user(tmp_path):
    with pytest.raises(SettingsError, match="nowhere"):
        discover([tmp_path / "nowhere"], SETTINGS)


def test_files_come_in_sorted_order(tmp_path):
    for name in ("b/2.txt", "a/9.txt", "b/10.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert [s.uri.removeprefix(f"{tmp_path.resolve()}/") for s in found(tmp_path)] == [
        "a/9.txt",
        "b/10.txt",
        "b/2.txt",
        "c.txt",
    ]


def test_archives_are_opened_once_for_all_members(tmp_path, monkeypatch):
    (tmp_path / "a.tgz").write_bytes(tarred(*[(f"{i}.txt", f"{i}{TEXT}".encode()) for i in range(20)], mode="w:gz"))
    sources, opens = found(tmp_path), []
    monkeypatch.setattr(os, "open", lambda *a, real=os.open: opens.append(a) or real(*a))
    monkeypatch.setattr(builtins, "open", None)
    assert [load_bytes(s.uri, s.member, SETTINGS)[:1] for s in sources[:3]] == [b"0", b"1", b"2"]
    assert len(opens) == 1
