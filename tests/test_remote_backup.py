"""A copy of a warehouse in an object store is whole, or it is told what is wrong with it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import fabricate
import pytest
import s3_server
from pyarrow import fs

from flows.commands.backup import back_up_warehouse, restore_warehouse
from schemas.errors import StoreError
from tasks.files.remote import place_of, tree_at
from warehouse.backup import back_up
from warehouse.backup_remote import copy_in, copy_out
from warehouse.connect import connect, run_select
from warehouse.store import LOG_NAME, Store
from warehouse.verify import damaged_files


@pytest.fixture(scope="module")
def bucket(tmp_path_factory) -> Iterator[str]:
    with s3_server.running(tmp_path_factory.mktemp("aws")) as endpoint:
        store = fs.S3FileSystem(
            endpoint_override=endpoint, scheme="http", region="us-east-1", allow_bucket_creation=True
        )
        store.create_dir("copies")
        yield "s3://copies"


@pytest.fixture
def address(bucket) -> str:
    return f"{bucket}/{secrets.token_hex(4)}/of papers"


@pytest.fixture
def there(address) -> fs.FileSystem:
    return tree_at(place_of(address))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "warehouse")
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"), fabricate.source("/b", "s2"))
    fabricate.commit(store, "r2", fabricate.source("/a", "s3"))
    return store


def sources(root: Path) -> list[tuple[str, str]]:
    with connect(root) as connection:
        rows = run_select(connection, "SELECT uri, source_id FROM sources ORDER BY 1").to_pylist()
    return [(row["uri"], row["source_id"]) for row in rows]


def names(there: fs.FileSystem) -> set[str]:
    found = there.get_file_info(fs.FileSelector("", recursive=True))
    return {info.path for info in found if info.type == fs.FileType.File}


def test_what_was_copied_comes_back(store, address, tmp_path):
    back_up_warehouse(address, store.root)
    restore_warehouse(address, tmp_path / "back")
    assert sources(tmp_path / "back") == [("/a", "s3"), ("/b", "s2")]
    back = Store(tmp_path / "back")
    assert list(damaged_files(back)) == []
    fabricate.commit(back, "r3", fabricate.source("/b", "s4"))
    assert sources(back.root) == [("/a", "s3"), ("/b", "s4")]


def test_a_copy_has_the_files_of_a_backup_in_a_folder(store, there, tmp_path):
    copy_out(store, there)
    back_up(store, tmp_path / "copy")
    beside = {"writer.lock"}
    local = {path.relative_to(tmp_path / "copy").as_posix() for path in (tmp_path / "copy").rglob("*.*")}
    assert names(there) == local - beside


def test_an_earlier_copy_is_brought_up_to_date(store, there, tmp_path):
    first = copy_out(store, there)
    fabricate.commit(store, "r3", fabricate.source("/a", "s5"))
    second = copy_out(store, there)
    assert 0 < second.copied < second.files
    assert 0 < second.removed < first.files
    copy_in(there, tmp_path / "back")
    assert sources(tmp_path / "back") == sources(store.root)


def test_a_copy_that_was_cut_off_shows_the_earlier_state_and_is_taken_up(store, there, tmp_path):
    copy_out(store, there)
    before = sources(store.root)
    fabricate.commit(store, "r3", fabricate.source("/c", "s5"), fabricate.source("/d", "s6"))

    def cut_off(done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_out(store, there, cut_off)
    copy_in(there, tmp_path / "earlier")
    assert sources(tmp_path / "earlier") == before
    copy_out(store, there)
    copy_in(there, tmp_path / "later")
    assert sources(tmp_path / "later") == sources(store.root)


def test_a_damaged_copy_is_not_restored(store, there, tmp_path):
    copy_out(store, there)
    path = store.live_files()[0].path
    content = bytearray((store.root / path).read_bytes())
    content[len(content) // 2] ^= 1
    with there.open_output_stream(path) as stream:
        stream.write(bytes(content))
    with pytest.raises(StoreError, match="damaged"):
        copy_in(there, tmp_path / "back")
    assert not (tmp_path / "back" / LOG_NAME).exists()


def test_a_damaged_warehouse_is_not_copied(store, there):
    path = store.root / store.live_files()[0].path
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(StoreError, match="jianbao verify"):
        copy_out(store, there)
    assert LOG_NAME not in names(there)


def test_a_place_that_holds_something_else_is_refused(store, there):
    with there.open_output_stream("thesis.txt") as stream:
        stream.write(b"mine")
    with pytest.raises(StoreError, match="no backup"):
        copy_out(store, there)
    assert names(there) == {"thesis.txt"}


def test_the_copy_of_another_warehouse_is_refused(store, there, tmp_path):
    copy_out(store, there)
    with pytest.raises(StoreError, match="has the backup of"):
        copy_out(Store(tmp_path / "other"), there)


@pytest.mark.parametrize("name", ["s3://copies/nothing", "s3://no-such-bucket/x"], ids=["prefix", "bucket"])
def test_a_copy_that_is_not_there_is_told(bucket, name, tmp_path):
    with pytest.raises(StoreError, match="check"):
        restore_warehouse(name, tmp_path / "back")
    assert not (tmp_path / "back").exists()
