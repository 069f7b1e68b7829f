"""How well stories that jump over pages are joined, on the made issues of pages_made.

``python -m tests.eval.stories_scores 500 --first 1000`` works through 500 seeds from 1000 on.

Each source goes through the real stages from its bytes on, and the links come from the query and
the code that a run uses; the sources of a seed lie in one folder. A link is right if the first article
holds the beginning or the end of a made story's first part and the second one those of its second
part, whatever else the splitter has put there or lost; a story is whole if the joined bodies match its own as in pages_scores. ``scores()`` works through the gate's seeds of pages_scores; seeds 0 to 299
were looked at in development.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from unittest.mock import patch

import duckdb

from schemas import ARTICLES, JUMPS
from schemas.article import Article
from schemas.derived import Jump
from tasks.corpus.jumps import jump_rows
from tasks.load.arrow import to_arrow
from tests.eval.pages_made import compose
from tests.eval.pages_made.stories import Issue
from tests.eval.pages_made.truth import Story
from tests.eval.pages_scores import GATE_SEEDS, run
from tests.eval.split_scores import MATCH, trigram_f1, trigrams
from warehouse.derived import READ_ROWS, input_query

SIDE = 60
"""Characters at either end of a part by which the articles that hold it are known."""

HELD = 0.6
"""Share of those characters' trigrams that the article has to hold."""


@dataclass(frozen=True, slots=True)
class Linked:
    """An issue after splitting and linking.

    Attributes:
        cut: the two parts of each story that jumps, as made.
        articles: everything that the splitter found, by article_id.
        holders: for each such story, the articles that hold an end of its first part, and of its second.
    """

    seed: int
    cut: tuple[tuple[Story, Story], ...]
    articles: dict[str, Article]
    holders: tuple[tuple[frozenset[str], frozenset[str]], ...]
    rows: tuple[Jump, ...]


def linked_issues(seeds: Iterable[int]) -> Iterator[Linked]:
    """Make issues, split their pages and link what jumps."""
    cut: list[tuple[Story, Story]] = []
    jumping = compose.jumping

    def remembered(issue: Issue, here: int, there: int) -> tuple[Story, Story]:
        cut.append(jumping(issue, here, there))
        return cut[-1]

    with patch.object(compose, "jumping", remembered):
        for seed in seeds:
            cut.clear()
            done = list(run([seed]))
            articles = {
                article.article_id: article for each in done for page in each.pages for article in page.articles
            }
            holders = tuple((_holders(first, articles), _holders(second, articles)) for first, second in cut)
            yield Linked(seed, tuple(cut), articles, holders, link(list(articles.values())))


def _holders(part: Story, articles: Mapping[str, Article]) -> frozenset[str]:
    """The articles that hold the beginning or the end of a part."""
    body = "".join(part.body)
    found = set()
    for wanted in (trigrams(body[:SIDE]), trigrams(body[-SIDE:])):
        held = {article_id: (trigrams(a.body) & wanted).total() / wanted.total() for article_id, a in articles.items()}
        best = max(held, key=lambda article_id: (held[article_id], article_id), default=None)
        found |= {best} if best is not None and held[best] >= HELD else set()
    return frozenset(found)


def link(articles: Sequence[Article]) -> tuple[Jump, ...]:
    """The rows of `jumps` over some articles, as a run makes them, all from one folder."""
    with duckdb.connect(":memory:") as connection:
        connection.register("articles", to_arrow(ARTICLES, articles))
        connection.execute("""CREATE VIEW sources AS
            SELECT DISTINCT source_id, '/made/' || source_id AS uri, NULL AS member, 'loaded' AS status FROM articles""")
        (rows,) = jump_rows(connection.sql(input_query(JUMPS)).to_arrow_reader(READ_ROWS))
    return tuple(rows)


def measure(seeds: Iterable[int], report: bool = False) -> dict[str, float]:
    """Precision and recall of links over some seeds, and the share of stories that are whole."""
    count: Counter[str] = Counter()
    for issue in linked_issues(seeds):
        right = {number: row for row in issue.rows for number in _stories_joined(issue, row)}
        wrong = [row for row in issue.rows if not _stories_joined(issue, row)]
        whole = sum(_is_whole(issue, number, row) for number, row in right.items())
        count.update(cut=len(issue.cut), made=len(issue.rows), wrong=len(wrong), right=len(right), whole=whole)
        if report:
            _report(issue, right, wrong)
    return {
        "precision": 1 - count["wrong"] / max(1, count["made"]),
        "recall": count["right"] / max(1, count["cut"]),
        "whole": count["whole"] / max(1, count["cut"]),
    }


def _stories_joined(issue: Linked, row: Jump) -> list[int]:
    """The made stories, by number, whose two parts a link joins."""
    ends = enumerate(issue.holders)
    return [n for n, (firsts, seconds) in ends if row.from_article_id in firsts and row.to_article_id in seconds]


def _is_whole(issue: Linked, number: int, row: Jump) -> bool:
    body = "".join(issue.articles[article_id].body for article_id in (row.from_article_id, row.to_article_id))
    made = "".join(line for story in issue.cut[number] for line in story.body)
    return trigram_f1(trigrams(body), trigrams(made)) >= MATCH


def _report(issue: Linked, right: Container[int], wrong: Iterable[Jump]) -> None:
    for number, (first, second) in enumerate(issue.cut):
        if number not in right:
            told = " → ".join(
                " ".join(_told(issue, i) for i in sorted(held)) or "lost" for held in issue.holders[number]
            )
            print(
                f"{issue.seed} missed {first.headline!r} {second.headline!r} {second.jump_from} → {first.jump_to}: {told}"
            )
    for row in wrong:
        ends = f"{_told(issue, row.from_article_id)} → {_told(issue, row.to_article_id)}"
        print(f"{issue.seed} wrong  {ends} {row.evidence} {row.confidence}")


def _told(issue: Linked, article_id: str) -> str:
    a = issue.articles[article_id]
    ends = f"{a.body[:12]}…{a.body[-12:]}"
    return f"[{a.newspaper} {a.published_on} p{a.page_no} {a.jump_from_page}→{a.jump_to_page} {a.headline} | {ends}]"


def scores() -> dict[str, float]:
    """The gate's figures."""
    return measure(GATE_SEEDS)


def main() -> None:
    """Print the figures over the seeds asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.stories_scores")
    parser.add_argument("number", type=int, help="how many seeds")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--errors", action="store_true", help="what was missed, and what is wrong")
    options = parser.parse_args()
    for name, figure in measure(range(options.first, options.first + options.number), options.errors).items():
        print(f"{name:20} {figure:.4f}")


if __name__ == "__main__":
    main()
