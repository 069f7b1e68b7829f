"""How well made pages (pages_made) are split: ``python -m tests.eval.pages_scores 500 --first 1000``.

``scores()`` works through the gate's seeds. The command takes a number of seeds and the first of
them, prints the figures, and with ``--errors`` what went wrong, page by page. Seeds 0 to 299 were
looked at in development; figures on others were not tuned on.

Each source goes through the real stages, from its bytes on. Articles match one to one when the
character-trigram F1 of their bodies is at least MATCH. A story's field is right when its letters and
digits are; a story that was not found has no field right.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from schemas.article import Article, SplitPage
from schemas.settings import ReadSettings
from tasks.clean import clean
from tasks.discover import discover
from tasks.read import read
from tasks.split import split
from tests.eval.pages_made import make
from tests.eval.pages_made.truth import Made, Story
from tests.eval.split_scores import MATCH, f1, letters, match

GATE_SEEDS = range(2000, 2060)
"""Seeds of the gate: none of those that development looks at."""


@dataclass(frozen=True, slots=True)
class Split:
    """A made source and what became of it."""

    seed: int
    made: Made
    pages: tuple[SplitPage, ...]


def run(seeds: Iterable[int]) -> Iterator[Split]:
    """Make the sources of some seeds and take them through read, clean and split."""
    settings = ReadSettings()
    with tempfile.TemporaryDirectory(prefix="made") as folder:
        for seed in seeds:
            for made in make(seed):
                file = Path(folder) / made.name
                file.write_text(made.text, encoding="utf-8")
                (source,) = discover([file], settings)
                pages = read(source, settings).pages
                yield Split(seed, made, tuple(split(clean(page)) for page in pages))
                file.unlink()


def same(found: str | None, wanted: str | None) -> bool:
    """Whether two texts have the same letters and digits."""
    return letters(found or "") == letters(wanted or "")


def story_marks(article: Article | None, story: Story) -> dict[str, bool]:
    """Which of a story's fields were read right."""
    if article is None:
        return dict.fromkeys(("stack", "authors", "kind", "column", "highlights"), False)
    parts = ((article.kicker, story.kicker), (article.headline, story.headline), (article.deck, story.deck))
    return {
        "stack": all(same(found, wanted) for found, wanted in parts),
        "authors": article.authors == story.authors,
        "kind": article.kind == story.kind,
        "column": same(article.column_name, story.column),
        "highlights": letters("".join(article.highlights)) == letters("".join(story.highlights)),
    }


def count_split(done: Split, count: Counter[str], report: bool = False) -> None:
    """Add one source to the counts."""
    stories = [story for sheet in done.made.sheets for story in sheet.stories]
    articles = [article for page in done.pages for article in page.articles]
    pairs = {j: i for i, j in match([a.body for a in articles], ["\n".join(s.body) for s in stories], MATCH).items()}
    count.update(found=len(pairs), predicted=len(articles), gold=len(stories))
    for j, story in enumerate(stories):
        article = articles[pairs[j]] if j in pairs else None
        marks = story_marks(article, story)
        count.update({f"{name}_right": right for name, right in marks.items()})
        _count_jumps(article, story, count)
        _count_captions(done.pages, article, story, count)
        if report:
            _report_story(story, article, marks)
    if report:
        _report_invented(articles, set(pairs.values()))
    _count_heads(done, count, report)


def _count_jumps(article: Article | None, story: Story, count: Counter[str]) -> None:
    wanted = (story.jump_to, story.jump_from)
    found = (article.jump_to_page, article.jump_from_page) if article else (None, None)
    count["jumps"] += any(wanted)
    count["jumps_predicted"] += any(found)
    count["jumps_right"] += any(wanted) and found == wanted


def _count_captions(pages: Sequence[SplitPage], article: Article | None, story: Story, count: Counter[str]) -> None:
    captions = [caption for page in pages for caption in page.captions]
    for text, credit in story.captions:
        count["captions"] += 1
        count["captions_right"] += article is not None and any(
            same(c.text, text) and same(c.credit, credit) and c.article_id == article.article_id for c in captions
        )


def _count_heads(done: Split, count: Counter[str], report: bool) -> None:
    """The facts of each page that prints a masthead or a folio line."""
    for index, sheet in enumerate(done.made.sheets):
        if not sheet.head.pieces:
            continue
        page = done.pages[index].page if index < len(done.pages) else None
        head = sheet.head
        marks = {
            "date": page is not None and page.published_on == head.date,
            "newspaper": page is not None and head.newspaper in (None, page.newspaper),
            "page_no": page is not None and page.page_no == head.page_no,
        }
        count["heads"] += 1
        count.update({f"{name}_right": right for name, right in marks.items()})
        if report and not all(marks.values()):
            found = (page.newspaper, page.published_on, page.page_no) if page else None
            print(f"   head    {head.newspaper} {head.date} {head.page_no} in {head.pieces}\n           not {found}")


def _report_story(story: Story, article: Article | None, marks: dict[str, bool]) -> None:
    if article is None:
        text = "".join(story.body)
        print(f"   missed  {story.kind} {story.headline!r} {text[:24]!r} … {text[-16:]!r} ({len(text)})")
        return
    if not marks["stack"]:
        print(f"   stack   {story.kicker} | {story.headline} | {story.deck}")
        print(f"       not {article.kicker} | {article.headline} | {article.deck}")
    wanted = {"authors": story.authors, "kind": story.kind, "column": story.column, "highlights": story.highlights}
    found = {"authors": article.authors, "kind": article.kind, "column": article.column_name}
    for name in ("authors", "kind", "column"):
        if not marks[name]:
            print(f"   {name:7} {wanted[name]} not {found[name]}; byline {article.byline!r}, {article.headline!r}")
    jumps = (article.jump_to_page, article.jump_from_page)
    if jumps != (story.jump_to, story.jump_from):
        marked = [text for role, text in (story.pieces[0], story.pieces[-1], *story.pieces) if role == "jump"]
        print(f"   jump    {(story.jump_to, story.jump_from)} not {jumps}; {marked} {story.pieces[-1][1][-20:]!r}")


def _report_invented(articles: Sequence[Article], right: set[int]) -> None:
    for i, article in enumerate(articles):
        if i not in right:
            text = re.sub(r"\s", "", unicodedata.normalize("NFKC", article.body))
            print(f"   wrong   {article.kind} {article.headline!r} {text[:24]!r} … {text[-16:]!r} ({len(text)})")


def figures(count: Counter[str]) -> dict[str, float]:
    """The figures by name, 0 to 1."""
    gold, heads = max(1, count["gold"]), max(1, count["heads"])
    out = {"boundary_f1": f1(count["found"], count["predicted"], count["gold"])}
    out |= {name: count[f"{name}_right"] / gold for name in ("stack", "authors", "kind", "column", "highlights")}
    out |= {f"masthead_{name}": count[f"{name}_right"] / heads for name in ("date", "newspaper", "page_no")}
    out["jumps_recall"] = count["jumps_right"] / max(1, count["jumps"])
    out["jumps_precision"] = count["jumps_right"] / max(1, count["jumps_predicted"])
    out["captions"] = count["captions_right"] / max(1, count["captions"])
    return out


def measure(seeds: Iterable[int], report: bool = False) -> dict[str, float]:
    """The figures over some seeds."""
    count: Counter[str] = Counter()
    for done in run(seeds):
        if report:
            print(f"== {done.seed} {done.made.name} {done.made.style}")
        count_split(done, count, report)
    return figures(count)


def scores() -> dict[str, float]:
    """The gate's figures."""
    return measure(GATE_SEEDS)


def main() -> None:
    """Print the figures over the seeds asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.pages_scores")
    parser.add_argument("number", type=int, help="how many seeds")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--errors", action="store_true", help="what went wrong, page by page")
    options = parser.parse_args()
    for name, figure in measure(range(options.first, options.first + options.number), options.errors).items():
        print(f"{name:20} {figure:.4f}")


if __name__ == "__main__":
    main()
