"""The manifest says what a dump does not; what is wrong with it is said with row and column."""

from __future__ import annotations

import datetime
import zipfile

import pytest

from schemas.errors import SettingsError
from schemas.settings import ReadSettings
from schemas.source import Facts
from tasks.discover import discover, load_manifest

DAY = datetime.date(2024, 4, 1)


@pytest.fixture
def folder(tmp_path):
    for name in ("a.txt", "b.txt", "sub/c.txt", "sub/2023-01-02/A05.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(f"{name}：山泉市环湖公路通车。")
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("x/d.txt", "山泉")
        archive.writestr("x/e.txt", "清溪")
    return tmp_path


def stated(folder, csv, encoding="utf-8", defaults=Facts()):  # noqa: B008 - frozen
    path = folder / "manifest.csv"
    path.write_bytes(csv.encode(encoding))
    manifest = load_manifest(path)
    sources = list(discover([folder], ReadSettings(), manifest, defaults))
    prefix = f"{folder.resolve()}/"
    return {s.name.removeprefix(prefix): s for s in sources}, manifest.unmatched(sources)


def test_all_columns_are_read(folder):
    sources, unmatched = stated(
        folder, "path,newspaper,date,page_no,url,title\na.txt,山泉日报,2024/4/1,A03,http://e.example/1,通车\n"
    )
    assert sources["a.txt"].stated == Facts("山泉日报", DAY, 3, "http://e.example/1", "通车", "A")
    assert (sources["b.txt"].stated, unmatched) == (Facts(), ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_spreadsheets_encodings_are_read(folder, encoding):
    sources, _ = stated(folder, "path,newspaper\r\na.txt,山泉日报\r\n", encoding)
    assert sources["a.txt"].stated.newspaper == "山泉日报"


@pytest.mark.parametrize("delimiter", ["\t", ";", "，"])
def test_other_delimiters_are_read(folder, delimiter):
    sources, _ = stated(folder, f"Path {delimiter} Newspaper\na.txt{delimiter}山泉日报\n")
    assert sources["a.txt"].stated.newspaper == "山泉日报"


@pytest.mark.parametrize(
    ("path", "matched"),
    [
        ("sub", {"sub/c.txt", "sub/2023-01-02/A05.txt"}),
        ("z.zip", {"z.zip!/x/d.txt", "z.zip!/x/e.txt"}),
        ("z.zip!/x/e.txt", {"z.zip!/x/e.txt"}),
        ("z.zip!/x/*.txt", {"z.zip!/x/d.txt", "z.zip!/x/e.txt"}),
        ("*/c.txt", {"sub/c.txt"}),
        ("[ab].txt", {"a.txt", "b.txt"}),
        ("./sub/../b.txt", {"b.txt"}),
        ("sub/*", {"sub/c.txt", "sub/2023-01-02/A05.txt"}),
    ],
)
def test_a_row_speaks_about_a_file_folder_archive_member_or_pattern(folder, path, matched):
    sources, _ = stated(folder, f"path,newspaper\n{path},山泉日报\n")
    assert {name for name, s in sources.items() if s.stated.newspaper} == matched


def test_absolute_paths_and_links_are_resolved(folder):
    (folder / "link.txt").symlink_to("b.txt")
    sources, _ = stated(folder, f"path,title\n{folder / 'a.txt'},甲\nlink.txt,乙\n")
    assert (sources["a.txt"].stated.title, sources["b.txt"].stated.title) == ("甲", "乙")


def test_the_nearest_row_wins_field_by_field_and_flags_come_last(folder):
    csv = "path,newspaper,date\n*,丙报,\nsub,乙报,2024-04-01\nsub/c.txt,甲报,\n"
    sources, _ = stated(folder, csv, defaults=Facts("旗报", page_no=7))
    assert sources["sub/c.txt"].stated == Facts("甲报", DAY, 7)
    assert sources["a.txt"].stated == Facts("丙报", None, 7)


def test_what_is_stated_stands_beside_what_the_path_says(folder):
    sources, _ = stated(folder, "path,date\nsub,2024-04-01\n")
    source = sources["sub/2023-01-02/A05.txt"]
    assert (source.stated.published_on, source.from_path.published_on) == (DAY, datetime.date(2023, 1, 2))


def test_a_stated_address_is_evidence_like_a_path(folder):
    sources, _ = stated(folder, "path,url\na.txt,http://e.example/html/2024-04/01/nbs.D1sq_03.htm\n")
    assert (sources["a.txt"].from_path.published_on, sources["a.txt"].from_path.page_no) == (DAY, 3)


def test_the_manifest_itself_is_no_source(folder):
    sources, _ = stated(folder, "path\na.txt\n")
    assert "manifest.csv" not in sources


def test_rows_that_match_nothing_are_reported_with_their_number(folder):
    _, unmatched = stated(folder, "path,newspaper\na.txt,甲\n\nnowhere.txt,乙\n")
    assert [row.startswith("Row 4 of the manifest (nowhere.txt)") for row in unmatched] == [True]


@pytest.mark.parametrize(
    ("csv", "message"),
    [
        ("path,date\na.txt,2024-13-01\n", "Row 2 .*column date.*2024-13-01"),
        ("path,page_no\na.txt,\nb.txt,要闻\n", "Row 3 .*column page_no.*要闻"),
        ("path,newpaper\na.txt,甲\n", "Row 1 .*newpaper"),
        ("file,date\na.txt,2024-04-01\n", "Row 1 .*path"),
        ("path,title\n,甲\n", "Row 2 .*column path.*empty"),
        ("path,title\na.txt,甲,乙\n", "Row 2 .*more cells"),
        ("path\n", "no rows"),
        ("", "path"),
    ],
    ids=["date", "page", "unknown column", "no path column", "no path", "too many cells", "no rows", "empty"],
)
def test_a_wrong_manifest_says_where(tmp_path, csv, message):
    (tmp_path / "m.csv").write_text(csv)
    with pytest.raises(SettingsError, match=message):
        load_manifest(tmp_path / "m.csv")


@pytest.mark.parametrize("data", [b"path\n\xff\xff\xff", b'path\n"' + b"a" * 200_000], ids=["no encoding", "huge cell"])
def test_what_is_no_csv_says_so(tmp_path, data):
    (tmp_path / "m.csv").write_bytes(data)
    with pytest.raises(SettingsError):
        load_manifest(tmp_path / "m.csv")


def test_a_missing_manifest_says_so(tmp_path):
    with pytest.raises(SettingsError, match="--manifest"):
        load_manifest(tmp_path / "m.csv")


@pytest.mark.parametrize(
    ("name", "newspaper"), [("参考消息", "参考消息"), ("jiefang ribao", "解放日报"), ("notes", None), ("ribao", None)]
)
def test_folders_called_as_the_register_knows_a_newspaper(tmp_path, name, newspaper):
    (tmp_path / name).mkdir()
    (tmp_path / name / "a.txt").write_text("山泉")
    (source,) = discover([tmp_path], ReadSettings())
    assert source.from_path.newspaper == newspaper
