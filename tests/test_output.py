"""Results leave in every format whole, and nothing in a text can command a terminal."""

from __future__ import annotations

import datetime
import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from flows.output import print_table, printable, to_csv, write_result
from schemas.errors import SettingsError

RESULT = pa.table(
    {
        "newspaper": ["晨光日报", None],
        "published_on": [datetime.date(2024, 4, 1), None],
        "authors": [["林远", "何苗"], []],
    }
)


def read_back(path) -> list[dict[str, object]]:
    text = path.read_text(encoding="utf-8")
    return json.loads(text) if path.suffix == ".json" else [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("ending", ["json", "jsonl"])
def test_json_keeps_every_value(tmp_path, ending):
    write_result(RESULT, None, tmp_path / f"out.{ending}")
    assert read_back(tmp_path / f"out.{ending}") == [
        {"newspaper": "晨光日报", "published_on": "2024-04-01", "authors": ["林远", "何苗"]},
        {"newspaper": None, "published_on": None, "authors": []},
    ]


def test_csv_has_a_header_and_lists_as_json():
    assert to_csv(RESULT) == 'newspaper,published_on,authors\n晨光日报,2024-04-01,"[""林远"", ""何苗""]"\n,,[]\n'


def test_parquet_is_the_result_itself(tmp_path):
    write_result(RESULT, None, tmp_path / "out.parquet")
    assert pq.read_table(tmp_path / "out.parquet") == RESULT


def test_an_unknown_format_says_which_there_are():
    with pytest.raises(SettingsError, match="table, csv, jsonl"):
        write_result(RESULT, "xlsx", None)


def test_parquet_asks_for_a_file():
    with pytest.raises(SettingsError, match="-o FILE"):
        write_result(RESULT, "parquet", None)


@given(st.text())
def test_no_text_commands_the_terminal(text):
    shown = printable(text)
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u202e\u2066\u200f" for c in shown)


def test_markup_in_a_value_is_shown_and_not_obeyed():
    out = io.StringIO()
    print_table(Console(file=out, width=80), ("[red]name",), [("[bold]x[/bold]",)])
    assert "[bold]x[/bold]" in out.getvalue()
    assert "[red]name" in out.getvalue()


def test_a_row_too_wide_for_the_screen_is_shown_as_a_record(capsys):
    names = [f"column_{number}" for number in range(40)]
    write_result(pa.table({name: [f"值{name}"] for name in names} | {"empty": [None]}), "table", None)
    shown = capsys.readouterr().out
    assert all(any(name in line and f"值{name}" in line for line in shown.splitlines()) for name in names)
    assert "empty" not in shown
