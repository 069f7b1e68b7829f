"""The commands that keep a warehouse, as a user meets them; the flows behind them are in test_ingest_flow.py."""

from __future__ import annotations

import shutil
from pathlib import Path

import fabricate
import pytest
from typer.testing import CliRunner

from flows.cli import app
from schemas.errors import SettingsError, StoreError
from warehouse.backup import back_up_log
from warehouse.connect import connect, run_select
from warehouse.store import LOG_NAME, Store


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Commit 1 holds /a, commit 2 also /b."""
    store = Store(tmp_path / "warehouse")
    fabricate.commit(store, "r1", fabricate.source("/a", "s1"))
    fabricate.commit(store, "r2", fabricate.source("/b", "s2"))
    return store.root


def run(*words: str, exit_code: int = 0, answer: str | None = None) -> str:
    result = CliRunner().invoke(app, list(words), input=answer, catch_exceptions=False)
    assert result.exit_code == exit_code, result.output
    return " ".join(result.output.split())


def sources(root: Path) -> list[str]:
    with connect(root) as connection:
        return list(run_select(connection, "SELECT uri FROM sources ORDER BY 1")["uri"].to_pylist())


def test_history_lists_commits_the_newest_first(root):
    told = run("history", "-w", str(root))
    assert told.index("commit r2") < told.index("commit r1")


def test_history_shows_as_many_as_are_asked_for(root):
    told = run("history", "-n", "1", "-w", str(root))
    assert "commit r1" not in told
    assert "1 of 2 commits" in told


@pytest.mark.parametrize("command", [("rollback", "1"), ("forget", "/a")], ids=lambda command: command[0])
def test_nothing_is_undone_without_a_yes(root, command):
    run(*command, "-w", str(root), exit_code=1, answer="n\n")
    assert sources(root) == ["/a", "/b"]


def test_rollback_says_what_it_undoes_before_it_asks(root):
    told = run("rollback", "1", "-w", str(root), exit_code=1, answer="n\n")
    assert "undoes 1 commits; 1 sources" in told


def test_forget_names_the_sources_before_it_asks(root):
    assert "/a 1 sources" in run("forget", "/a", "-w", str(root), exit_code=1, answer="n\n")


def test_a_backup_is_restored(root, tmp_path):
    assert "commit 2" in run("backup", str(tmp_path / "copy"), "-w", str(root))
    shutil.rmtree(root)
    run("restore", str(tmp_path / "copy"), str(root))
    assert sources(root) == ["/a", "/b"]


def test_a_lost_log_is_told_and_rebuilt(root):
    (root / LOG_NAME).unlink()
    with pytest.raises(StoreError, match="jianbao rebuild"):
        run("status", "-w", str(root))
    assert "It holds 2 sources" in run("rebuild", "-w", str(root))
    assert sources(root) == ["/a", "/b"]


def test_rebuild_names_what_it_starts_from(root):
    copy = back_up_log(Store(root), keep=3)
    (root / LOG_NAME).write_bytes(b"not a log" * 999)
    assert copy.name in run("rebuild", "-w", str(root))


@pytest.mark.parametrize(
    ("as_of", "count"), [("1", 1), ("2", 2), ("2999-01-01", 2)], ids=["first commit", "second commit", "day"]
)
def test_sql_answers_from_an_earlier_state(root, as_of, count):
    out = run("sql", "SELECT count(*) AS n FROM sources", "--as-of", as_of, "--format", "csv", "-w", str(root))
    assert out == f"n {count}"


@pytest.mark.parametrize(
    ("as_of", "error"), [("7", StoreError), ("1999-01-01", StoreError), ("yesterday", SettingsError)]
)
def test_a_state_that_never_was_is_told(root, as_of, error):
    with pytest.raises(error):
        run("sql", "SELECT 1", "--as-of", as_of, "-w", str(root))
