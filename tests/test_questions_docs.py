"""docs/questions.md and docs/sql.md do what they say: each command and each Python example, as written, on the samples."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from warehouse.reports import names

DOCS = Path(__file__).parents[1] / "docs"
BLOCK = re.compile(r"^```(?P<language>sh|python)\n(?P<text>.*?)^```", re.DOTALL | re.MULTILINE)
DEMO = "data/demo"
ANSWERLESS = ("silences",)
"""Reports that find nothing in the samples' five days."""

DUCKDB = shutil.which("duckdb", path=str(Path(sys.executable).parent)) or shutil.which("duckdb")


def blocks(page: str, language: str) -> list[str]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return [m["text"] for m in BLOCK.finditer(text) if m["language"] == language]


def lines(page: str, program: str) -> list[str]:
    return [line for text in blocks(page, "sh") for line in text.splitlines() if line.startswith(f"{program} ")]


COMMANDS = [
    line
    for page in ("questions.md", "sql.md")
    for line in lines(page, "jianbao")
    if line.split()[1] in ("report", "search", "kwic", "sql", "export", "tables") and "most=100 -o" not in line
]


@pytest.fixture
def demo(sample_warehouse, tmp_path, monkeypatch):
    """A folder in which the samples' warehouse stands where the page says."""
    (tmp_path / "data").mkdir()
    (tmp_path / DEMO).symlink_to(sample_warehouse)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JIANBAO_WAREHOUSE", str(sample_warehouse))
    return tmp_path


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_answers_as_written(line, demo):
    before = set(demo.iterdir())
    done = CliRunner().invoke(app, shlex.split(line)[1:], catch_exceptions=False, env={"COLUMNS": "200"})
    assert done.exit_code == 0
    written = [path for path in set(demo.iterdir()) - before if path.stat().st_size > 100 or path.is_dir()]
    told = done.output.splitlines()
    nothing = any(last.startswith(("0 rows", "No article", "0 uses")) for last in told[-1:])
    assert written or len(told) > 1
    assert nothing == any(name in line.split() for name in ANSWERLESS)


def test_every_report_is_in_the_table_of_questions():
    text = (DOCS / "questions.md").read_text(encoding="utf-8")
    assert [name for name in names() if f"`{name}`" not in text] == []


@pytest.mark.skipif(DUCKDB is None, reason="DuckDB's command is not installed: pip install duckdb-cli")
@pytest.mark.parametrize("line", lines("sql.md", "duckdb"))
def test_duckdbs_own_command_answers_as_written(line, demo):
    words = [DUCKDB, *shlex.split(line)[1:]]
    done = subprocess.run(words, capture_output=True, text=True, cwd=demo, check=True)
    assert len(done.stdout.splitlines()) > 3


@pytest.mark.parametrize("code", blocks("sql.md", "python"), ids=["duckdb", "pandas", "polars"])
def test_python_runs_as_written(code, demo):
    if ".df()" in code:
        pytest.importorskip("pandas")
    if ".pl()" in code:
        pytest.importorskip("polars")
    names: dict[str, object] = {}
    exec(code, names)  # the page's own example
    last = list(names.values())[-1]
    assert len(last) >= 0 if ".pl()" in code else len(last) > 0
