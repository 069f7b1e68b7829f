"""What the docs say holds: commands parse, queries run, links lead somewhere."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer

from flows.cli import app
from warehouse.connect import connect, run_select

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])

BLOCK = re.compile(r"^```(?P<language>sh|sql)\n(?P<text>.*?)^```", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|#|mailto:)(?P<target>[^)#]+)")
MAKE = re.compile(r"\bmake ([a-z]+)")


def blocks(language: str) -> list[tuple[str, str]]:
    """Every fenced block of a language, with the page that it stands on."""
    found = []
    for page in PAGES:
        found += [
            (page.name, m["text"])
            for m in BLOCK.finditer(page.read_text(encoding="utf-8"))
            if m["language"] == language
        ]
    return found


def command_lines() -> list[str]:
    """Every `jianbao …` line of the shell blocks, continuation lines joined, comments dropped."""
    lines = [line for _, text in blocks("sh") for line in text.replace("\\\n", " ").splitlines()]
    return sorted(
        {line.removeprefix(".venv/bin/") for line in lines if line.removeprefix(".venv/bin/").startswith("jianbao ")}
    )


@pytest.mark.parametrize("line", command_lines())
def test_every_command_of_the_docs_parses(line, tmp_path, monkeypatch):
    words = shlex.split(line, comments=True)[1:]
    words = words[: next((i for i, word in enumerate(words) if word in {"|", ">", "&&"}), len(words))]
    monkeypatch.chdir(ROOT)
    command = typer.main.get_command(app)
    context = command.make_context("jianbao", words[:1] if len(words) > 1 else words, resilient_parsing=True)
    while isinstance(command, typer.core.TyperGroup):
        command, words = command.commands[words[0]], words[1:]
    assert command.make_context(command.name, words, parent=context) is not None


@pytest.mark.parametrize(("page", "query"), blocks("sql"), ids=lambda value: value[:40])
def test_every_query_of_the_docs_runs_on_the_samples(page, query, sample_warehouse):
    with connect(sample_warehouse) as connection:
        assert run_select(connection, query).num_rows > 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    prose = CODE.sub("", page.read_text(encoding="utf-8"))
    targets = {m["target"] for m in LINK.finditer(prose)}
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_make_target_of_the_docs_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        name
        for page in PAGES
        for name in MAKE.findall(" ".join(re.findall(r"`[^`\n]+`", page.read_text(encoding="utf-8"))))
    }
    assert named <= targets
