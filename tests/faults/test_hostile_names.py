"""Names and texts that are commands to something are only names and texts here: in SQL, on the terminal, in CSV, on disk."""

from __future__ import annotations

import csv
import io
import tarfile
import unicodedata
import zipfile
from pathlib import Path

import fabricate
import pytest
from typer.testing import CliRunner

from flows.cli import app
from schemas.settings import Settings
from tasks.batch import Batch, commit_of, process_batch
from tasks.discover import discover
from tasks.plan import make_plan
from warehouse.forget import forget, held_under
from warehouse.store import Store

TEXT = "山口镇建成新桥\n\n本报讯（记者 林远）山口镇石桥建成通车，{}两岸居民往来不再绕行。\n"

NAMES = {
    "quote": "it's.txt",
    "double-quote": 'say "hi".txt',
    "newline": "two\nlines.txt",
    "sql": "'; DROP TABLE articles; --.txt",
    "html": "<img src=x onerror=alert(1)>.txt",
    "terminal": "\x1b[2J\x1b]0;owned\x07.txt",
    "bidi": "\u202egpj.txt",
    "formula": "=cmd|'calc'!A1.txt",
    "glob": "a[1]*.txt",
    "markup": "[bold red]x.txt",
    "percent": "%2e%2e%s.txt",
    "dollar": "$(touch x) `id`.txt",
}


def load(root: Path, folder: Path) -> Store:
    """What an ingest does, in this process."""
    settings, store = Settings(), Store(root)
    plan = make_plan(list(discover([folder], settings.read)), store.holdings(), lambda source: "f")
    batch = Batch("run-00001", "run", store.root, fabricate.NOON, plan.items)
    with store.writing("run"):
        store.commit(commit_of(process_batch(batch, settings, lambda _: None), "run"))
    return store


def run(*words: str) -> str:
    result = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def loaded(tmp_path_factory) -> Store:
    folder = tmp_path_factory.mktemp("inbox")
    for name in NAMES.values():
        (folder / name.replace("/", "_")).write_text(TEXT.format(name), encoding="utf-8")
    return load(tmp_path_factory.mktemp("w") / "warehouse", folder)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_a_name_comes_back_as_it_was(name, loaded):
    out = run("sql", "SELECT uri FROM sources", "--format", "csv", "-w", str(loaded.root))
    assert name in {Path(row["uri"]).name for row in csv.DictReader(io.StringIO(out, newline=""))}


@pytest.mark.parametrize(
    "command",
    [
        ("status",),
        ("verify",),
        ("history",),
        ("sql", "SELECT uri, error FROM sources"),
        ("sql", "SELECT headline, body FROM articles"),
    ],
    ids=" ".join,
)
def test_the_terminal_gets_no_command(command, loaded):
    out = run(*command, "-w", str(loaded.root))
    assert not set(out) & {"\x1b", "\x07", "\u202e", "\x00", "\u2066"}


def test_every_table_is_still_there(loaded):
    out = run("sql", "SELECT count(*) AS n FROM articles", "--format", "csv", "-w", str(loaded.root))
    assert out == f"n\n{len(NAMES)}\n"


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_a_source_is_found_by_its_name_alone(name, loaded):
    folder = Path(next(iter(loaded.holdings()))[0]).parent
    assert [Path(held.uri).name for held in held_under(loaded, str(folder / name))] == [name]


def test_nothing_is_written_outside_the_warehouse(tmp_path):
    (tmp_path / "inbox").mkdir()
    with zipfile.ZipFile(tmp_path / "inbox" / "a.zip", "w") as archive:
        for name in ("../out.txt", "/tmp/out-of-the-warehouse.txt", "a/../../b.txt", "ok.txt"):
            archive.writestr(name, TEXT.format(name))
    before = {path for path in tmp_path.rglob("*") if "warehouse" not in path.parts}
    load(tmp_path / "warehouse", tmp_path / "inbox")
    assert {path for path in tmp_path.rglob("*") if "warehouse" not in path.parts} == before
    assert not Path("/tmp/out-of-the-warehouse.txt").exists()


KINDS = {"symlink": tarfile.SYMTYPE, "hardlink": tarfile.LNKTYPE, "device": tarfile.CHRTYPE, "pipe": tarfile.FIFOTYPE}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_what_is_no_file_in_a_tar_is_never_followed(kind, tmp_path):
    (tmp_path / "inbox").mkdir()
    with tarfile.open(tmp_path / "inbox" / "a.tar", "w") as archive:
        info = tarfile.TarInfo("link.txt")
        info.type, info.linkname = kind, "/etc/passwd"
        archive.addfile(info)
        data = TEXT.format("").encode()
        info = tarfile.TarInfo("page.txt")
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    store = load(tmp_path / "warehouse", tmp_path / "inbox")
    loaded = {member for (_, member), held in store.holdings().items() if held.status == "loaded"}
    assert loaded == {"page.txt"}


def test_names_that_differ_by_normalisation_alone_are_two_sources(tmp_path):
    (tmp_path / "inbox").mkdir()
    names = [unicodedata.normalize(form, "caf\N{LATIN SMALL LETTER E WITH ACUTE}.txt") for form in ("NFC", "NFD")]
    with zipfile.ZipFile(tmp_path / "inbox" / "a.zip", "w") as archive:
        for name in names:
            archive.writestr(name, TEXT.format(len(name)))
    store = load(tmp_path / "warehouse", tmp_path / "inbox")
    assert {member for _, member in store.holdings()} == set(names)
    with store.writing("f"):
        forget(store, held_under(store, f"{tmp_path}/inbox/a.zip!/{names[0]}"), "f")
    assert {member for _, member in store.holdings()} == {names[1]}


def test_names_that_differ_by_case_alone_are_two_sources(tmp_path):
    (tmp_path / "inbox").mkdir()
    with zipfile.ZipFile(tmp_path / "inbox" / "a.zip", "w") as archive:
        for name in ("P1.txt", "p1.TXT"):
            archive.writestr(name, TEXT.format(name))
    store = load(tmp_path / "warehouse", tmp_path / "inbox")
    assert {held.status for held in store.holdings().values()} == {"loaded"}
    assert len(store.holdings()) == 2
