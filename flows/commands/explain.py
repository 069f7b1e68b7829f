"""`jianbao explain FILE`: what is done to a file, as a person wants to see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.text import Text

from flows.config import load_settings
from flows.output import print_table, printable
from schemas.article import Article, SplitPage
from schemas.audit import Rejection, Repair
from schemas.document import CleanPage, Edit
from schemas.errors import SourceError
from tasks.clean import clean
from tasks.discover import discover
from tasks.read import read
from tasks.rule import apply_edits
from tasks.split import split
from tasks.split.explain import ExplainedLine, explain

CONTEXT_CHARS = 12
"""Characters shown on each side of an edit."""

SURE = 100.0
"""Margins above this are the certainty of a page's first paragraph and are not printed."""

EXCERPT_CHARS = 60
"""Characters shown of a body or of what was set aside."""


def show_explanation(file: Path, edits: int) -> None:
    """Print a file's edits rule by rule, its paragraphs with the evidence of each boundary, its articles, and what was set aside.

    Args:
        edits: edits shown of each rule; 0 shows all.
    """
    console = Console(highlight=False)
    settings = load_settings()
    for source in discover([file], settings.read):
        console.rule(printable(source.name))
        try:
            if source.error_code:
                raise SourceError(source.error or "", code=source.error_code)
            result = read(source, settings.read)
        except SourceError as error:
            console.print(f"[red]{error.code}[/] {printable(str(error))}")
            continue
        console.print(
            f"{source.media_type}, {result.encoding} ({result.encoding_confidence:.2f}), {len(result.pages)} page(s)"
        )
        for page in result.pages:
            cleaned = clean(page)
            _show_edits(console, cleaned, edits)
            _show_lines(console, explain(cleaned))
            _show_split(console, split(cleaned))


def _show_edits(console: Console, page: CleanPage, limit: int) -> None:
    text = page.page.raw_text
    for (_, rule), of_step in groupby(page.repairs, key=lambda r: (r.step, r.rule)):
        repairs = list(of_step)
        console.print(f"\n[bold cyan]{rule}[/]  {len(repairs)} edit(s)")
        for repair in repairs[: limit or None]:
            console.print(Text("  ").append_text(_in_context(text, repair)))
        if limit and len(repairs) > limit:
            console.print(f"  … {len(repairs) - limit} more; --edits 0 shows all", style="dim")
        text = apply_edits(text, [Edit(r.at, r.at + len(r.before), r.after) for r in repairs])


def _in_context(text: str, repair: Repair) -> Text:
    start, end = repair.at, repair.at + len(repair.before)
    line = Text(printable(text[max(0, start - CONTEXT_CHARS) : start]), style="dim")
    line.append(printable(_short(repair.before)), style="red strike")
    line.append(printable(_short(repair.after)), style="green bold")
    line.append(printable(text[end : end + CONTEXT_CHARS]), style="dim")
    sure = "" if repair.confidence == 1 else f", confidence {repair.confidence:.2f}"
    return line.append(f"   raw {repair.raw_start}–{repair.raw_end}{sure}", style="dim italic")


def _show_lines(console: Console, lines: Iterable[ExplainedLine]) -> None:
    """Print each paragraph with what it was taken for, and at each start, or near one, why."""
    console.print(
        "\n[bold cyan]paragraphs[/]  ▶ a story starts; the number is by how much that beats no start, in log-odds"
    )
    for line in lines:
        number = "" if line.margin is None or abs(line.margin) > SURE else f"{line.margin:+.1f}"
        row = Text(f"{'▶' if line.starts else ' '} {number:>6}  ", style="bold green" if line.starts else "dim")
        row.append(f"{line.label:<16}", style="cyan" if line.starts else "dim")
        row.append(printable(_short(line.text.replace("\n", " "))), style="bold" if line.starts else "")
        console.print(row, no_wrap=True, overflow="ellipsis")
        for item in line.evidence:
            console.print(Text(f"{'':11}{item.odds:+5.1f}  {printable(item.reason)}", style="dim"))


def _show_split(console: Console, page: SplitPage) -> None:
    facts = page.page
    masthead = [
        (name, getattr(facts, name))
        for name in ("newspaper", "published_on", "date_evidence", "date_conflict", "page_no")
    ]
    console.print()
    print_table(console, ("page", facts.page_id), [*masthead, ("script", facts.script)])
    for article in page.articles:
        print_table(console, ("article", article.article_id), list(_fields(article)))
    if page.captions:
        print_table(console, ("caption", "credit"), [(c.text, c.credit) for c in page.captions])
    if page.rejections:
        print_table(console, ("set aside", "text"), _set_aside(page.rejections))


def _fields(article: Article) -> Iterator[tuple[str, object]]:
    for name in ("kind", "kicker", "headline", "deck", "column_name", "dateline", "byline", "agency"):
        if (value := getattr(article, name)) is not None:
            yield name, value
    yield "authors", "、".join(article.authors)
    yield "body", f"{_short(article.body)} ({article.char_count} characters)"
    yield "confidence", article.confidence


def _set_aside(rejections: Iterable[Rejection]) -> list[tuple[str, str]]:
    return [(rejection.reason, _short(rejection.text)) for rejection in rejections]


def _short(text: str) -> str:
    return text if len(text) <= EXCERPT_CHARS else f"{text[: EXCERPT_CHARS // 2]}…{text[-EXCERPT_CHARS // 2 :]}"
