"""How well the parts of stories that jump are joined, on articles of ../shared/data/pages cut in two.

Made issues of four pages: each page's articles are those of one real page. Some articles of page 1 and
2 are cut, in mid-sentence or at a paragraph's end, and their rest is set on a later page with its
title repeated, shortened, lost or replaced; marks get lost, some parts are not there at all. The
real pages of odd days were used in development, the others only for scoring. A link counts as right
if it joins the two pieces of one article.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tasks.corpus.jump_evidence import Part
from tasks.corpus.jumps import link_jumps
from tests.eval.split_scores import SHARED, Reference, page_references

LENGTH = 400
"""Characters of opening and ending, as in warehouse/inputs/jumps.sql."""

LEAST = 220
"""Characters from which on an article may be cut."""

TITLES = ("repeated",) * 7 + ("shortened",) * 6 + ("none",) * 5 + ("other",) * 2
OTHER_TITLES = ("昨日要闻续登", "相关报道", "亲历者这样说", "记者手记摘录", "现场见闻")


@dataclass(slots=True)
class MadeIssue:
    """An issue: its parts, and which of them are joined."""

    parts: list[Part] = field(default_factory=list)
    links: set[tuple[str, str]] = field(default_factory=set)

    def add(
        self,
        rng: random.Random,
        page: int,
        title: str,
        text: str,
        onward: int | None = None,
        back: int | None = None,
        is_start: bool = True,
    ) -> str:
        """Put an article's part on a page; every second beginning has a dateline."""
        article_id = f"{rng.getrandbits(32):08x}-0-{len(self.parts)}"
        dateline = is_start and rng.random() < 0.5
        text = text.strip()
        self.parts.append(
            Part("issue", article_id, f"p{page}", None, None, page, onward, back, "news", title, dateline, (),
                 text[:LENGTH], text[-LENGTH:])
        )  # fmt: skip
        return article_id


def made_issues(seed: int, dev: bool) -> Iterator[MadeIssue]:
    """Issues of four pages each, from the pages of one half."""
    rng = random.Random(seed)
    pages = [articles for _, _, articles in page_references(dev)]
    rng.shuffle(pages)
    for at in range(0, len(pages) - 3, 4):
        yield made_issue(pages[at : at + 4], rng)


def made_issue(pages: Sequence[Sequence[Reference]], rng: random.Random) -> MadeIssue:
    """An issue from four pages' articles."""
    issue = MadeIssue()
    for number, articles in enumerate(pages, 1):
        long = [a for a in articles if len(a.text) >= LEAST and number < 4]
        cut = set(map(id, rng.sample(long, min(len(long), rng.choice((1, 1, 2, 3))))))
        target = min(4, number + rng.choice((1, 1, 1, 2)))
        for article in articles:
            if id(article) in cut:
                _add_cut(issue, article, number, target, rng)
            else:
                issue.add(rng, number, article.title, article.text)
    rng.shuffle(issue.parts)
    return issue


def _add_cut(issue: MadeIssue, article: Reference, page: int, target: int, rng: random.Random) -> None:
    at = _cut_at(article.text, rng)
    fate = rng.random()
    onward = None if fate < 0.06 else target
    back = None if 0.06 <= fate < 0.16 else page
    first = second = ""
    if not 0.90 <= fate < 0.95:
        first = issue.add(rng, page, article.title, article.text[:at], onward)
    if fate < 0.95:
        title = _title(article.title, rng)
        second = issue.add(rng, target, title, article.text[at:], None, back, is_start=False)
    if first and second:
        issue.links.add((first, second))


def _cut_at(text: str, rng: random.Random) -> int:
    """In the article's second or third quarter; six in ten cuts are in mid-sentence."""
    at = rng.randrange(len(text) // 4, len(text) * 3 // 4)
    if rng.random() < 0.6:
        return at
    stop = text.find("。", at)
    return stop + 1 if 0 < stop < len(text) - 40 else at


def _title(title: str, rng: random.Random) -> str:
    kind = rng.choice(TITLES)
    if kind == "repeated":
        return title
    if kind == "shortened":
        start = rng.randrange(max(1, len(title) // 3))
        return title[start : start + max(5, len(title) // 2)]
    return "" if kind == "none" else rng.choice(OTHER_TITLES)


def measure(seeds: Sequence[int], dev: bool, report: bool = False) -> dict[str, float]:
    """Precision and recall of links."""
    right = made = real = 0
    for seed in seeds:
        for issue in made_issues(seed, dev):
            rows = link_jumps(issue.parts)
            links = {(row.from_article_id, row.to_article_id) for row in rows}
            right += len(links & issue.links)
            made += len(links)
            real += len(issue.links)
            if report:
                _report(issue, {(r.from_article_id, r.to_article_id): r for r in rows})
    return {"precision": right / made, "recall": right / real}


def _report(issue: MadeIssue, rows: dict[tuple[str, str], object]) -> None:
    by_id = {part.article_id: part for part in issue.parts}
    for link in sorted(set(rows) ^ issue.links):
        one, other = by_id[link[0]], by_id[link[1]]
        print("wrong " if link in rows else "missed", rows.get(link, ""))
        print(f"   {one.page_no}→{one.jump_to_page} {one.title[:30]!r} …{one.ending[-20:]!r}")
        print(f"   {other.jump_from_page}→{other.page_no} {other.title[:30]!r} {other.opening[:20]!r}…")


def scores() -> dict[str, float]:
    """The figures on the half that was not used in development; {} where the pages are absent."""
    return measure(range(6), dev=False) if SHARED.is_dir() else {}


if __name__ == "__main__":
    for name, figure in measure(range(20), "--dev" in sys.argv, "--errors" in sys.argv).items():
        print(f"{name:12} {figure:.4f}")
