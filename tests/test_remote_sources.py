"""Sources in an object store, against a server that speaks S3: what is found and read is what a folder would give."""

from __future__ import annotations

import datetime
import http.server
import io
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import s3_server
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import fs

from schemas.errors import SettingsError, SourceError, UnreachableError
from schemas.settings import ReadSettings
from schemas.source import SourceFile
from tasks.discover import discover, load_manifest
from tasks.discover.objects import ahead
from tasks.files import remote
from tasks.files.load import load_bytes
from tasks.files.remote import Address, address_of, place_of
from tasks.read import read

SETTINGS = ReadSettings()
PAGE = "晨光日报 2024年4月1日 第2版\n\n河湾镇新桥通车\n\n本报讯（记者 林远）河湾镇新桥通车，两岸往来不再绕行。\n"
DENIED, SICK = "denied.txt", "sick.txt"


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory) -> Iterator[str]:
    with s3_server.running(tmp_path_factory.mktemp("aws")) as endpoint:
        yield endpoint


@pytest.fixture(scope="module")
def store(endpoint) -> Any:
    return fs.S3FileSystem(endpoint_override=endpoint, scheme="http", region="us-east-1", allow_bucket_creation=True)


def zipped(members: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return file.getvalue()


FILES = {
    "晨光日报/2024-04-01/02版.txt": PAGE.encode(),
    "晨光日报/2024-04-01/第3版?.txt": PAGE.replace("河湾", "山口").encode("gb18030"),
    "april.zip": zipped({"a.txt": PAGE.replace("桥", "路"), "in/b.txt": PAGE.replace("桥", "站")}),
    "empty.txt": b"",
    "paper.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    ".hidden/x.txt": b"no source",
    "notes.txt~": b"no source",
    "old/warehouse/commits.sqlite": b"SQLite format 3\x00",
    "old/warehouse/data/x.txt": b"no source",
}


@pytest.fixture(scope="module")
def bucket(store) -> str:
    store.create_dir("inbox-of-april")
    for name, content in FILES.items():
        with store.open_output_stream(f"inbox-of-april/dumps/{name}") as stream:
            stream.write(content)
    return "s3://inbox-of-april"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("local") / "dumps"
    for name, content in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


def without_place(source: SourceFile, root: str) -> SourceFile:
    return replace(source, uri=source.uri.removeprefix(root).replace("%3F", "?"))


@pytest.mark.parametrize("ending", ["/dumps", "/dumps/", ""], ids=["prefix", "prefix with a slash", "bucket"])
def test_an_object_store_is_found_like_a_folder(bucket, folder, ending):
    there = [without_place(source, f"{bucket}/dumps") for source in discover([bucket + ending], SETTINGS)]
    assert there == [without_place(source, str(folder)) for source in discover([folder], SETTINGS)]
    assert len(there) == 6


def test_what_is_read_is_what_a_file_would_give(bucket, folder):
    there = [read(source, SETTINGS).pages for source in discover([bucket], SETTINGS) if source.error_code is None]
    here = [read(source, SETTINGS).pages for source in discover([folder], SETTINGS) if source.error_code is None]
    assert there == here
    assert len(there) == 4


def test_bad_objects_are_named_with_their_code(bucket):
    codes = {source.uri.rpartition("/")[2]: source.error_code for source in discover([bucket], SETTINGS)}
    assert codes["empty.txt"] == "empty"
    assert codes["paper.pdf"] == "unsupported_format"


def test_one_object_can_be_named(bucket):
    (source,) = discover([f"{bucket}/dumps/晨光日报/2024-04-01/02版.txt"], SETTINGS)
    assert source.from_path.newspaper == "晨光日报"
    assert (source.from_path.published_on, source.from_path.page_no) == (datetime.date(2024, 4, 1), 2)


def test_an_endpoint_in_the_address_stays_with_the_source(bucket, endpoint, monkeypatch):
    monkeypatch.delenv("AWS_ENDPOINT_URL_S3")
    (source,) = (discover([f"{bucket}/dumps/april.zip?endpoint_override=http://{endpoint}"], SETTINGS, None),)
    first, second = source
    assert first.uri == f"{bucket}/dumps/april.zip?endpoint_override={endpoint}&scheme=http"
    assert "站" in load_bytes(second.uri, second.member, SETTINGS).decode()


def test_a_manifest_speaks_about_objects(bucket, tmp_path):
    manifest = tmp_path / "pages.csv"
    manifest.write_text(f"path,newspaper\n{bucket}/dumps/april.zip!/a.txt,清溪晚报\n{bucket}/dumps,山泉日报\n", "utf-8")
    found = list(discover([bucket], SETTINGS, load_manifest(manifest)))
    papers = {source.member or source.uri.rpartition("/")[2]: source.stated.newspaper for source in found}
    assert (papers["a.txt"], papers["in/b.txt"], papers["02版.txt"]) == ("清溪晚报", "山泉日报", "山泉日报")


def test_an_object_that_was_changed_or_removed_since_is_told(store, bucket):
    path = "inbox-of-april/passing/a.txt"
    with store.open_output_stream(path) as stream:
        stream.write(PAGE.encode())
    (source,) = discover([f"s3://{path}"], SETTINGS)
    with store.open_output_stream(path) as stream:
        stream.write(PAGE.encode() + b"!")
    with pytest.raises(SourceError) as changed:
        read(source, SETTINGS)
    store.delete_file(path)
    with pytest.raises(SourceError) as vanished:
        read(source, SETTINGS)
    assert (changed.value.code, vanished.value.code) == ("changed_while_reading", "vanished")


@pytest.mark.parametrize("name", ["s3://no-such-bucket/a", "s3://no-such-bucket", "s3://inbox-of-april/nothing/here"])
def test_an_address_that_leads_nowhere_is_told_at_once(bucket, name):
    with pytest.raises(SettingsError, match="no such bucket"):
        discover([name], SETTINGS)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ftp://host/a", "s3://bucket/prefix"),
        ("file://host/a", "file:///path"),
        ("s3:///a", "names no bucket"),
        ("s3://key:secret@bucket/a", "AWS_ACCESS_KEY_ID"),
        ("s3://bucket/a?password=1", "'password' is no option"),
    ],
)
def test_an_address_that_cannot_be_used_is_told(name, told):
    with pytest.raises(SettingsError, match=told):
        place_of(name)


def test_a_secret_in_an_address_is_not_repeated():
    with pytest.raises(SettingsError) as caught:
        place_of("s3://key:secret@bucket/a")
    assert "secret" not in str(caught.value).lower().replace("aws_secret_access_key", "")


def test_a_file_uri_is_its_path(tmp_path):
    page = tmp_path / "报 1.txt"
    page.write_text(PAGE, encoding="utf-8")
    (source,) = discover([page.as_uri()], SETTINGS)
    assert source.uri == str(page)


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1), st.sampled_from(["", "region=eu-west-1"]))
def test_every_key_has_an_address(key, options):
    address = Address("bucket", key.strip("/"), options)
    assert address_of(address.uri) == address


class Ill(http.server.BaseHTTPRequestHandler):
    """A store that forbids one object and fails on all others."""

    def do_HEAD(self) -> None:
        self.send_response(403 if self.path.endswith(DENIED) else 501)
        self.end_headers()

    def do_GET(self) -> None:
        self.do_HEAD()

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture
def ill(endpoint) -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Ill) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"?endpoint_override=127.0.0.1:{server.server_port}&scheme=http"
        server.shutdown()


def test_a_forbidden_object_is_told_with_its_code(ill):
    with pytest.raises(SourceError) as caught:
        load_bytes(f"s3://bucket/{DENIED}{ill}", None, SETTINGS)
    assert caught.value.code == "permission_denied"


@pytest.mark.parametrize("member", [None, "a.txt"], ids=["an object", "a member"])
def test_a_store_that_fails_ends_the_run_instead_of_damning_its_objects(ill, member):
    with pytest.raises(UnreachableError, match="run the same again"):
        load_bytes(f"s3://bucket/{SICK}{ill}", member, SETTINGS)


def test_an_endpoint_that_is_down_is_told(endpoint, monkeypatch):
    monkeypatch.setattr(remote, "ATTEMPTS", 1)
    with pytest.raises(UnreachableError, match="check the endpoint"):
        discover(["s3://bucket/a?endpoint_override=127.0.0.1:1&scheme=http"], SETTINGS)


def test_a_connection_that_breaks_while_an_archive_is_read_is_no_damage_of_the_archive(bucket, monkeypatch):
    (source, _) = discover([f"{bucket}/dumps/april.zip"], SETTINGS)
    monkeypatch.setattr(remote._Object, "readinto", _broken)
    with pytest.raises(UnreachableError):
        load_bytes(source.uri + "?region=us-east-1", source.member, SETTINGS)


def _broken(self: Any, buffer: memoryview) -> int:
    with remote._told(self._address):
        raise OSError("AWS Error NETWORK_CONNECTION during GetObject operation")


def test_no_more_is_read_ahead_than_is_asked_for():
    begun: list[int] = []
    numbers = ahead(range(100), lambda number: begun.append(number) or number, width=3)
    assert [next(numbers), next(numbers)] == [0, 1]
    assert max(begun) <= 4
    numbers.close()
