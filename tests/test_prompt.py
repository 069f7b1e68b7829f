"""The prompt of `jianbao sql`, typed at through a pipe."""

from __future__ import annotations

import io

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from flows.commands.tables import entries
from flows.prompt import Names, SqlCompleter, converse, history_file, session
from warehouse.connect import connect

COMPLETER = SqlCompleter(Names.of(entries()))
ENTER, CTRL_C, CTRL_D, UP = "\r", "\x03", "\x04", "\x1b[A"


@pytest.fixture
def converses(sample_warehouse):
    """What the prompt says to what is typed."""

    def say(typed: str, history=None) -> str:
        shown = io.StringIO()
        with create_pipe_input() as source, connect(sample_warehouse) as connection:
            source.send_text(typed)
            asked = session(history, source, DummyOutput())
            converse(connection, asked, Console(file=shown, width=120, highlight=False))
        return shown.getvalue()

    return say


def completions(text: str) -> list[str]:
    return [c.text for c in COMPLETER.get_completions(Document(text), CompleteEvent())]


def test_a_statement_may_take_several_lines(converses):
    shown = converses(f"SELECT 40{ENTER}+ 2 AS answer;{ENTER}{CTRL_D}")
    assert "answer" in shown
    assert "42" in shown


def test_a_mistake_is_one_line_and_the_prompt_goes_on(converses):
    lines = converses(f"FROM artikles;{ENTER}SELECT 42 AS answer;{ENTER}{CTRL_D}").splitlines()
    assert [line for line in lines if "artikles" in line] == [
        'DuckDB refuses the query: Catalog Error: Table with name artikles does not exist! Did you mean "articles"?'
    ]
    assert any("42" in line for line in lines)


def test_what_writes_is_refused(converses):
    assert "only statements that read" in converses(f"CREATE TABLE x AS SELECT 1;{ENTER}{CTRL_D}")


def test_ctrl_c_drops_what_was_typed(converses):
    shown = converses(f"SELECT 41{CTRL_C}SELECT 42 AS answer;{ENTER}{CTRL_D}")
    assert "stopped" in shown
    assert "42" in shown


def test_quit_ends(converses):
    assert "42" not in converses(f".quit{ENTER}SELECT 42;{ENTER}{CTRL_D}")


@pytest.mark.parametrize(
    ("typed", "told"),
    [(".tables", "articles (table)"), (".tables quantities", "what is counted, as printed"), (".help", "Ctrl-D")],
)
def test_commands_of_the_prompt(converses, typed, told):
    assert told in converses(f"{typed}{ENTER}{CTRL_D}")


def test_statements_of_the_last_time_come_back(converses, tmp_path):
    converses(f"SELECT 42 AS answer;{ENTER}{CTRL_D}", tmp_path / "history")
    assert "answer" in converses(f"{UP}{ENTER}{CTRL_D}", tmp_path / "history")


def test_the_history_stands_where_the_system_keeps_state(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert history_file() == tmp_path / "jianbao" / "history"
    assert history_file().parent.is_dir()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("SELECT * FROM arti", "articles"),
        ("SELECT * FROM kw", "kwic("),
        ("SELECT quantities.base_", "base_value"),
        ("sel", "SELECT"),
        (".ta", ".tables"),
        (".tables off", ".tables officials"),
    ],
)
def test_names_are_completed(typed, first):
    assert completions(typed)[0] == first


def test_columns_of_tables_in_the_statement_come_first():
    assert completions("FROM pages SELECT p")[:2] == ["page_id", "published_on"]


def test_nothing_is_offered_where_nothing_has_been_typed():
    assert completions("SELECT * FROM ") == []
