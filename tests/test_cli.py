"""The command as a user meets it: answers on standard output, problems as one sentence, exit codes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from schemas.errors import PipelineError
from warehouse.store import Store

SAMPLES = Path(__file__).parents[1] / "samples" / "pages"
COMMANDS = ["ingest", "sql", "status", "publish", "config", "trace", "explain", "quarantine", "verify", "corpus"]
COMMANDS += ["maintain", "history", "rollback", "forget", "backup", "restore", "rebuild"]


def run(*words: str, exit_code: int = 0) -> str:
    """What a command prints; what it raises is raised."""
    result = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert result.exit_code == exit_code, result.output
    return result.output


def article_id(warehouse: Path) -> str:
    query = "SELECT article_id FROM articles WHERE headline IS NOT NULL ORDER BY article_id LIMIT 1"
    return json.loads(run("sql", query, "--format", "jsonl", "--warehouse", str(warehouse)))["article_id"]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_does_not_load_prefect(command):
    code = (
        "import sys, typer.testing, flows.cli\n"
        f"typer.testing.CliRunner().invoke(flows.cli.app, [{command!r}, '--help'])\n"
        "print('prefect' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_sql_answers_in_a_machine_format(sample_warehouse):
    out = run("sql", "SELECT count(*) AS n FROM pages", "--format", "jsonl", "--warehouse", str(sample_warehouse))
    assert json.loads(out)["n"] > 5


def test_sql_writes_a_file(sample_warehouse, tmp_path):
    run("sql", "SELECT 1 AS one", "-o", str(tmp_path / "one.csv"), "--warehouse", str(sample_warehouse))
    assert (tmp_path / "one.csv").read_text(encoding="utf-8") == "one\n1\n"


@pytest.mark.parametrize(
    "words",
    [
        ("sql", "DROP TABLE articles"),
        ("sql", "SELECT nothing FROM nowhere"),
        ("sql", "-f", "missing.sql"),
        ("trace", "no-such-article"),
        ("quarantine", "show", "no-such-file"),
        ("quarantine", "retry", "--code", "no_such_code"),
    ],
    ids=lambda words: " ".join(words),
)
def test_a_mistake_is_told_in_a_sentence(words, sample_warehouse):
    with pytest.raises(PipelineError):
        run(*words, "--warehouse", str(sample_warehouse))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["sql", "SELECT 1", "--warehouse", "nowhere"], "no warehouse"),
        (["ingest", "nowhere-at-all", "--warehouse", "w"], "nowhere-at-all"),
        (["ingest", ".", "--date", "1 April", "--warehouse", "w"], "2024-04-01"),
    ],
    ids=["no warehouse", "no such folder", "no date"],
)
def test_a_problem_is_one_sentence_and_exit_code_1(words, told, tmp_path):
    done = subprocess.run([sys.executable, "-m", "flows.cli", *words], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_trace_leads_to_the_bytes_of_the_file(sample_warehouse):
    out = run("trace", article_id(sample_warehouse), "--start", "0", "--end", "4", "--warehouse", str(sample_warehouse))
    assert str(SAMPLES) in out.replace("\n", "")
    assert "raw_text" in out


def test_trace_of_a_field_that_an_article_lacks_says_which_there_are(sample_warehouse):
    with pytest.raises(PipelineError, match="body, headline"):
        run("trace", article_id(sample_warehouse), "--field", "weather", "--warehouse", str(sample_warehouse))


@pytest.mark.parametrize("name", ["mirror-80213.txt", "canglan-2024-03-04-p01.txt", "linxi-2024-03-08.zip"])
def test_explain_shows_rules_and_articles(name):
    out = run("explain", str(SAMPLES / name))
    assert "edit(s)" in out
    assert "article" in out


def test_explain_names_what_it_cannot_read():
    assert "unsupported_format" in run("explain", str(SAMPLES / "canglan-2024-03-07-p01.txt"))


def test_quarantine_lists_code_and_sentence(sample_warehouse):
    out = run("quarantine", "list", "--format", "jsonl", "--warehouse", str(sample_warehouse))
    row = json.loads(out)
    assert row["error_code"] == "unsupported_format"
    assert row["error"].endswith(".")


def test_quarantine_show_shows_the_first_bytes(sample_warehouse):
    assert "25 50 44 46" in run(
        "quarantine", "show", "canglan-2024-03-07-p01.txt", "--warehouse", str(sample_warehouse)
    )


def test_status_counts_tables_and_sources(sample_warehouse):
    out = run("status", "--warehouse", str(sample_warehouse))
    last = Store.existing(sample_warehouse).last_commit()
    assert "quarantined" in out
    assert f"commit {last.commit_id} of" in out


def test_config_says_where_a_value_comes_from(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JIANBAO_READ__MAX_BYTES", "1000")
    (tmp_path / "jianbao.toml").write_text("[enrich]\nexact_tags = true\n", encoding="utf-8")
    out = run("config")
    assert "read.max_bytes = 1000  [$JIANBAO_READ__MAX_BYTES]" in out
    assert "enrich.exact_tags = True  [jianbao.toml]" in out
    assert "run.workers = 0  [default]" in out


@pytest.mark.parametrize("toml", ["[enrich]\nexact_tags = 'many'\n", "[nowhere]\nx = 1\n", "not toml"])
def test_settings_that_do_not_fit_are_named(toml, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "jianbao.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(PipelineError, match=r"jianbao.toml"):
        run("config")


def test_verify_names_the_damaged_file_and_its_sources(sample_warehouse, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    damaged = tmp_path / "copy"
    shutil.copytree(sample_warehouse, damaged)
    words = next((damaged / "data" / "words").iterdir())
    words.write_bytes(words.read_bytes()[:-1])
    out = run("verify", "--warehouse", str(damaged), exit_code=1)
    assert f"data/words/{words.name} has {words.stat().st_size} bytes" in out
    assert "load again: " in out
    assert "– │ Is every row there once?" in out
