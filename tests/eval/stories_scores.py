"""How well stories that jump over pages are joined, on the made issues of pages_made.

``python -m tests.eval.stories_scores 500 --first 1000`` works through 500 seeds from 1000 on.

Each source goes through the real stages from its bytes on, and the links come from the query and
the code that a run uses; the sources of a seed lie in one folder. An article stands for the made part
with which it shares the most trigrams. A link is right if its two articles stand for the two parts of
one story; a story is whole if the joined bodies match its own as in pages_scores, so that what the
splitter loses is told apart. ``scores()`` works through the gate's seeds of pages_scores; seeds 0 to 299
were looked at in development.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
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
from tests.eval.pages_scores import GATE_SEEDS, Split, run
from tests.eval.split_scores import MATCH, trigram_f1, trigrams
from warehouse.derived import READ_ROWS, input_query

Part = tuple[int, int]
"""A made story that jumps, by number, and which part of it."""


@dataclass(frozen=True, slots=True)
class Linked:
    """An issue after splitting and linking.

    Attributes:
        cut: the two parts of each story that jumps, as made.
        articles: everything that the splitter found, by article_id.
        stands_for: the part of a jumping story that an article stands for, by article_id.
    """

    seed: int
    cut: tuple[tuple[Story, Story], ...]
    articles: dict[str, Article]
    stands_for: dict[str, Part]
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
            parts = {id(story): (n, part) for n, stories in enumerate(cut) for part, story in enumerate(stories)}
            articles = {
                article.article_id: article for each in done for page in each.pages for article in page.articles
            }
            yield Linked(seed, tuple(cut), articles, _stands_for(done, parts), link(list(articles.values())))


def _stands_for(sources: Sequence[Split], parts: Mapping[int, Part]) -> dict[str, Part]:
    found = {}
    for source in sources:
        stories = [story for sheet in source.made.sheets for story in sheet.stories]
        texts = [trigrams("\n".join(story.body)) for story in stories]
        for article in (article for page in source.pages for article in page.articles):
            body = trigrams(article.body)
            best = max(range(len(stories)), key=lambda at: (body & texts[at]).total())
            if id(stories[best]) in parts:
                found[article.article_id] = parts[id(stories[best])]
    return found


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
        count["cut"] += len(issue.cut)
        joined = set()
        for row in issue.rows:
            one, other = issue.stands_for.get(row.from_article_id), issue.stands_for.get(row.to_article_id)
            is_right = one is not None and other == (one[0], 1) and one[1] == 0
            count.update(made=1, right=is_right)
            if is_right and one is not None:
                joined.add(one[0])
                count["whole"] += _is_whole(issue, row, one[0])
            elif report:
                print(
                    f"{issue.seed} wrong  {_told(issue, row.from_article_id)} → {_told(issue, row.to_article_id)} {row}"
                )
        count["joined"] += len(joined)
        if report:
            _report_missed(issue, joined)
    return {
        "precision": count["right"] / max(1, count["made"]),
        "recall": count["joined"] / max(1, count["cut"]),
        "whole": count["whole"] / max(1, count["cut"]),
    }


def _is_whole(issue: Linked, row: Jump, number: int) -> bool:
    body = "".join(issue.articles[article_id].body for article_id in (row.from_article_id, row.to_article_id))
    made = "".join(line for story in issue.cut[number] for line in story.body)
    return trigram_f1(trigrams(body), trigrams(made)) >= MATCH


def _report_missed(issue: Linked, joined: Set[int]) -> None:
    for number, (first, second) in enumerate(issue.cut):
        if number not in joined:
            told = [_told(issue, i) for i, (n, _) in issue.stands_for.items() if n == number]
            print(
                f"{issue.seed} missed {first.headline!r} {second.headline!r} {second.jump_from} → {first.jump_to}:",
                *told,
            )


def _told(issue: Linked, article_id: str) -> str:
    a = issue.articles[article_id]
    part = issue.stands_for.get(article_id)
    return f"[{part} {a.newspaper} {a.published_on} p{a.page_no} {a.jump_from_page}→{a.jump_to_page} {a.headline}]"


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
