"""Write a corpus of fictional newspaper pages of a chosen size: ``python -m benchmarks.corpus --megabytes 4 DEST``.

The same seed gives the same pages; a larger corpus starts with the pages of a smaller one.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import opencc

from benchmarks.grammar import Author, GeneratedArticle
from benchmarks.vocabulary import load_vocabulary
from samples.damage import damage

PAPERS = ("澄江日报", "雾港晚报", "桐川新报", "苍岭商报", "望溪日报", "霞浦湾时报", "乌桥农民报", "禾城早报")
"""Newspapers that don't exist."""

FIRST_DAY = datetime.date(2019, 1, 1)
DAYS = 2000

REPRINT_SHARE = 0.04
"""Share of articles that are another paper's, so that copies are found."""

REPRINTABLE = 500
"""Articles back that a reprint may reach."""

PER_FOLDER = 1000
"""Files a folder, as archives are kept."""

WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """A page: file name without number, and its text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class CorpusSize:
    """What was written."""

    files: int
    size_bytes: int


def traditional_table() -> dict[int, str]:
    """Simplified to traditional, character by character, from the dictionaries that OpenCC's package ships."""
    path = Path(opencc.__file__).parent / "dictionary" / "STCharacters.txt"
    pairs = (line.split() for line in path.read_text("utf-8").splitlines() if line.strip())
    return {ord(pair[0]): pair[1] for pair in pairs if len(pair[0]) == 1}


MIX = ("columns", "columns", "columns", "web", "web", "indented", "traditional")
"""Forms of pages, as often as they come."""


class Press:
    """Sets articles as pages in several forms."""

    def __init__(self, seed: int, page_bytes: int, forms: Sequence[str] = MIX) -> None:
        self._rng = random.Random(seed)
        self._author = Author(self._rng, load_vocabulary(self._rng))
        self._traditional = traditional_table()
        self._page_bytes = page_bytes
        self._printed: deque[GeneratedArticle] = deque(maxlen=REPRINTABLE)
        self._forms = [getattr(self, f"set_as_{form}") for form in forms]

    def pages(self) -> Iterator[GeneratedPage]:
        """Pages without end, each in one of the forms."""
        while True:
            paper = self._rng.choice(PAPERS)
            day = FIRST_DAY + datetime.timedelta(self._rng.randrange(DAYS))
            page_no = self._rng.randint(1, 16)
            head = self._masthead(paper, day) if page_no == 1 else f"{page_no:02d}版 要闻 {paper} {_printed(day)}"
            text = self._rng.choice(self._forms)(head, self._articles())
            yield GeneratedPage(f"{day.isoformat()}-p{page_no:02d}", text)

    def _articles(self) -> list[GeneratedArticle]:
        """Articles until a page is about full."""
        room = self._rng.uniform(0.5, 1.5) * self._page_bytes / 3
        articles: list[GeneratedArticle] = []
        while room > 0:
            article = self._next()
            articles.append(article)
            room -= sum(map(len, article.paragraphs))
        return articles

    def _next(self) -> GeneratedArticle:
        if self._printed and self._rng.random() < REPRINT_SHARE:
            return self._rng.choice(self._printed)
        article = self._author.article()
        self._printed.append(article)
        return article

    def _masthead(self, paper: str, day: datetime.date) -> str:
        number = (day - FIRST_DAY).days + 5000
        pieces = [f"第{number}期 今日16版", f"国内统一连续出版物号CN97-{len(paper) * 101:04d}", f"{paper}社出版"]
        self._rng.shuffle(pieces)
        return "\n".join([paper, _printed(day), *pieces])

    def set_as_columns(self, head: str, articles: list[GeneratedArticle]) -> str:
        """Hard-wrapped columns, blank lines between paragraphs."""
        width = self._rng.randint(14, 24)
        parts = [head]
        for article in articles:
            parts.append(article.headline)
            parts += ["\n".join(_wrapped(paragraph, width)) for paragraph in _paragraphs(article)]
        return "\n\n".join(parts) + "\n"

    def set_as_indented(self, head: str, articles: list[GeneratedArticle]) -> str:
        """Hard-wrapped lines whose paragraphs are told by an indent alone."""
        width = self._rng.randint(20, 38)
        parts = [head]
        for article in articles:
            parts += ["", article.headline, ""]
            parts += ["\n".join(_wrapped("　　" + paragraph, width)) for paragraph in _paragraphs(article)]
        return "\n".join(parts) + "\n"

    def set_as_web(self, head: str, articles: list[GeneratedArticle]) -> str:
        """A paragraph a line, half-width commas and brackets."""
        parts = [head]
        for article in articles:
            parts += ["", article.headline, *_paragraphs(article)]
        return "\n".join(parts).translate(str.maketrans("，：；（）", ",:;()")) + "\n"

    def set_as_traditional(self, head: str, articles: list[GeneratedArticle]) -> str:
        """A web copy in traditional characters."""
        return self.set_as_web(head, articles).translate(self._traditional)

    def set_as_damaged(self, head: str, articles: list[GeneratedArticle]) -> str:
        """A mirror's copy: traditional, with readings, GBK bytes really damaged."""
        text = self.set_as_traditional(head, articles)
        return damage(text.encode("gbk", errors="ignore").decode("gbk"))


def _printed(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"


def _paragraphs(article: GeneratedArticle) -> tuple[str, ...]:
    return (article.dateline + article.paragraphs[0], *article.paragraphs[1:])


def _wrapped(paragraph: str, width: int) -> list[str]:
    """Lines of `width` characters; a mark that may not start a line hangs on to the one before, numbers stay whole.

    >>> _wrapped("一二三，四五", 3)
    ['一二三，', '四五']
    """
    lines: list[str] = []
    at = 0
    while at < len(paragraph):
        end = at + width
        while end < len(paragraph) and (paragraph[end] in "，。；：”、）%" or paragraph[end - 1 : end + 1].isascii()):
            end += 1
        lines.append(paragraph[at:end])
        at = end
    return lines


def generate(seed: int, page_bytes: int = 6000, forms: Sequence[str] = MIX) -> Iterator[GeneratedPage]:
    """Pages without end, about `page_bytes` of UTF-8 each; the same seed gives the same pages.

    Args:
        forms: columns, indented, web, traditional or damaged, as often as they shall come.
    """
    return Press(seed, page_bytes, forms).pages()


def write_corpus(
    folder: Path,
    seed: int,
    *,
    megabytes: float | None = None,
    files: int | None = None,
    page_bytes: int = 6000,
    forms: Sequence[str] = MIX,
) -> CorpusSize:
    """Write pages as text files until the corpus has `megabytes` (10^6 bytes) or `files` files."""
    pages = generate(seed, page_bytes, forms)
    wanted = pages if files is None else islice(pages, files)
    limit = float("inf") if megabytes is None else megabytes * 1e6
    count = size = 0
    for page in wanted:
        if size >= limit:
            break
        data = page.text.encode()
        shelf = folder / f"{count // PER_FOLDER:03d}"
        if count % PER_FOLDER == 0:
            shelf.mkdir(parents=True, exist_ok=True)
        (shelf / f"{page.name}-{count:06d}.txt").write_bytes(data)
        count, size = count + 1, size + len(data)
    return CorpusSize(count, size)


def write_json_lines(path: Path, seed: int, *, megabytes: float, page_bytes: int = 6000) -> CorpusSize:
    """Write pages as documents of one JSONL file of `megabytes` (10^6 bytes)."""
    count = size = 0
    with path.open("wb") as out:
        for page in generate(seed, page_bytes):
            if size >= megabytes * 1e6:
                break
            line = json.dumps(
                {"text": page.text, "url": f"https://pages.example/{page.name}/{count}"}, ensure_ascii=False
            )
            size += out.write(line.encode() + b"\n")
            count += 1
    return CorpusSize(count, size)


def main() -> None:
    """Write the corpus that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    amount = parser.add_mutually_exclusive_group(required=True)
    amount.add_argument("--megabytes", type=float, help="size of the corpus in 10^6 bytes")
    amount.add_argument("--files", type=int, help="number of files")
    parser.add_argument("--page-bytes", type=int, default=6000, help="mean size of a page (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="which corpus (%(default)s)")
    parser.add_argument(
        "--jsonl", action="store_true", help="one JSONL file instead of a file a page; needs --megabytes"
    )
    parser.add_argument("folder", type=Path, help="where to write; a file's name with --jsonl")
    options = parser.parse_args()
    if options.jsonl:
        size = write_json_lines(
            options.folder, options.seed, megabytes=options.megabytes, page_bytes=options.page_bytes
        )
    else:
        size = write_corpus(
            options.folder,
            options.seed,
            megabytes=options.megabytes,
            files=options.files,
            page_bytes=options.page_bytes,
        )
    print(f"{size.files} pages, {size.size_bytes / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
