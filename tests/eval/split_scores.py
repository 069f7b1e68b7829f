"""How well pages are split, on references outside the repository.

``scores()`` gives the figures; run as a script it prints them, with ``--dev`` for the development
half of the pages, and with ``--errors`` what went wrong page by page.

Two articles match one to one when the character-trigram F1 of their texts, folded to NFKC and
without white space, is at least MATCH. On the five dumps the texts are the bodies. On the pages,
whose references don't tell a body from its credits and captions, they are all the text that was
given to the article below its headline stack, and the reference's text below its title. Titles are
compared by letters and digits alone: kicker, headline and deck together; titles 图片 are left out.
The pages of odd days were used in development, the others only for scoring.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from schemas.article import Article, SplitPage
from schemas.document import DecodedPage, Segment
from schemas.settings import ReadSettings
from tasks.clean import clean
from tasks.discover import discover
from tasks.read import read
from tasks.split import split

SHARED = Path(__file__).resolve().parents[3] / "shared"
PAGES = SHARED / "data" / "pages"
CORPUS = SHARED / "corpus"
MATCH = 0.9
DUMP_MATCH = 0.97
STACK_FIELDS = frozenset(("kicker", "headline", "deck", "column_name"))
PICTURE = "图片"
MASTHEAD_FIELDS = ("newspaper", "published_on", "page_no")
CREDIT_FIELDS = ("byline", "authors", "dateline", "agency", "jump_to_page")


@dataclass(frozen=True, slots=True)
class Reference:
    """An article of a page's reference: its title, and the text below it."""

    title: str
    text: str


def folded(text: str) -> str:
    """NFKC without white space."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def letters(text: str) -> str:
    """Letters and digits alone, NFKC."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text))


def trigrams(text: str) -> Counter[str]:
    """Counted runs of three characters of a folded text; a shorter text is one run."""
    text = folded(text)
    return Counter(text[at : at + 3] for at in range(len(text) - 2)) if len(text) > 2 else Counter([text])


def trigram_f1(one: Counter[str], other: Counter[str]) -> float:
    """Twice the shared trigrams over all."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def match(predicted: Sequence[str], gold: Sequence[str], least: float = MATCH) -> dict[int, int]:
    """Gold index by predicted index, one to one, best pairs first."""
    left, right = [trigrams(text) for text in predicted], [trigrams(text) for text in gold]
    pairs = sorted(((trigram_f1(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(right)), reverse=True)
    out: dict[int, int] = {}
    for score, i, j in pairs:
        if score >= least and i not in out and j not in out.values():
            out[i] = j
    return out


def f1(hits: int, predicted: int, gold: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * hits / (predicted + gold) if predicted + gold else 1.0


def page_references(dev: bool) -> Iterator[tuple[str, str, list[Reference]]]:
    """Each page's name, its text without indents and blank lines, and its articles."""
    for line in (PAGES / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        if (int(page["date"][-2:]) % 2 == 1) != dev:
            continue
        raw = (PAGES / f"{page['page_id']}.txt").read_text(encoding="utf-8")
        lines = [line.strip() for line in raw.split("\n")]
        articles = [_reference(raw[a["start"] : a["end"]], a["title"]) for a in page["articles"]]
        yield page["page_id"], "\n".join(line for line in lines if line), articles


def _reference(text: str, title: str) -> Reference:
    """Take the lines that make up the title off the text's beginning."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    wanted, taken, at = letters(title), "", 0
    while at < len(lines) and letters(lines[at]) and wanted.startswith(taken + letters(lines[at])):
        taken += letters(lines[at])
        at += 1
    return Reference(title, "\n".join(lines[at:]) if taken == wanted else "\n".join(lines))


def decoded(name: str, text: str) -> DecodedPage:
    """A plain page of this text."""
    return DecodedPage(f"{name}-0", name, 0, "text/plain", text, (Segment(0, 0, len(text.encode()), "utf-8"),))


def text_below_stack(page: SplitPage, article: Article) -> str:
    """All text given to an article outside its headline stack, in the page's order, its captions with it."""
    text = page.page.clean_text
    ranges = {(s.clean_start, s.clean_end) for s in article.spans if s.field not in STACK_FIELDS}
    captions = [c for c in page.captions if c.article_id == article.article_id]
    ranges |= {(c.clean_start, c.clean_end) for c in captions}
    out, done = [], 0
    for start, end in sorted(ranges):
        if end > done:
            out.append(text[max(start, done) : end])
            done = end
    return "".join(out) + "".join(c.credit or "" for c in captions)


def title_of(article: Article) -> str:
    """Kicker, headline and deck; the column's name where there is nothing else."""
    return letters(
        " ".join(filter(None, (article.kicker, article.headline, article.deck))) or article.column_name or ""
    )


def page_scores(dev: bool = False, report: bool = False) -> dict[str, float]:
    """Boundary F1 and share of right titles on the pages of one half."""
    hits = bodies = predicted = gold = titles = titled = 0
    for name, text, references in page_references(dev):
        page = split(clean(decoded(name, text)))
        texts = [text_below_stack(page, article) for article in page.articles]
        pairs = match(texts, [reference.text for reference in references])
        hits += len(pairs)
        bodies += len(match([article.body for article in page.articles], [r.text for r in references]))
        predicted += len(texts)
        gold += len(references)
        named = [j for j, reference in enumerate(references) if PICTURE not in reference.title]
        right = {j for i, j in pairs.items() if title_of(page.articles[i]) == letters(references[j].title)}
        titles += len(right & set(named))
        titled += len(named)
        if report:
            _report(name, page, references, pairs, right)
    return {
        "pages_boundary_f1": f1(hits, predicted, gold),
        "pages_body_only_f1": f1(bodies, predicted, gold),
        "pages_titles": titles / titled,
    }


def _report(
    name: str, page: SplitPage, references: Sequence[Reference], pairs: dict[int, int], right: Iterable[int]
) -> None:
    print(f"== {name}: {len(pairs)} of {len(references)}, {len(page.articles)} predicted")
    for j, reference in enumerate(references):
        if j not in pairs.values():
            print(f"   missed  {reference.title[:40]!r} {reference.text[:24]!r} ({len(reference.text)})")
        elif j not in right and PICTURE not in reference.title:
            article = next(page.articles[i] for i, other in pairs.items() if other == j)
            print(f"   title   {reference.title!r} | {article.kicker} | {article.headline} | {article.deck}")
    for i, article in enumerate(page.articles):
        if i not in pairs:
            print(
                f"   wrong   {article.headline!r} {article.body[:24]!r} … {article.body[-12:]!r} ({article.char_count})"
            )


def dump_scores(report: bool = False) -> dict[str, float]:
    """Boundaries and fields on the five dumps, through the real stages."""
    gold = [json.loads(line) for line in (CORPUS / "gold" / "contract_articles.jsonl").read_text("utf-8").splitlines()]
    count: Counter[str] = Counter()
    for page in _dump_pages():
        own = [item for item in gold if item["seed"] == page[0] and item["kind"] != "photo"]
        articles = [article for article in page[1].articles if article.kind != "photo"]
        pairs = match([article.body for article in articles], [item["body"] for item in own], DUMP_MATCH)
        count.update(found=len(pairs), predicted=len(articles), gold=len(own))
        for i, j in pairs.items():
            for field in (*MASTHEAD_FIELDS, *CREDIT_FIELDS, "kicker", "headline", "deck", "kind"):
                same = _plain(getattr(articles[i], field)) == _plain(own[j][field])
                count.update({f"{field}_right": same, f"{field}_all": True})
                if report and not same:
                    print(f"   {page[0]} {field}: {getattr(articles[i], field)!r}, not {own[j][field]!r}")
    return {
        "dumps_boundary_f1": f1(count["found"], count["predicted"], count["gold"]),
        "dumps_masthead": _share(count, MASTHEAD_FIELDS),
        "dumps_stack": _share(count, ("kicker", "headline", "deck")),
        "dumps_credits": _share(count, CREDIT_FIELDS),
        "dumps_authors": _share(count, ("authors",)),
        "dumps_kind": _share(count, ("kind",)),
    }


def _dump_pages() -> Iterator[tuple[str, SplitPage]]:
    settings = ReadSettings()
    for source in discover([CORPUS / "seeds"], settings):
        for page in read(source, settings).pages:
            yield Path(source.uri).name[:3], split(clean(page))


def _plain(value: object) -> object:
    """A value as the reference writes it; a byline without its label."""
    if isinstance(value, str):
        return value.removeprefix("作者：")
    return list(value) if isinstance(value, tuple) else str(value) if hasattr(value, "isoformat") else value


def _share(count: Counter[str], fields: Iterable[str]) -> float:
    """Right values of all; an article that was not found has none."""
    fields = tuple(fields)
    return sum(count[f"{field}_right"] for field in fields) / max(1, len(fields) * count["gold"])


def scores() -> dict[str, float]:
    """The figures; {} where the references are absent."""
    if not SHARED.is_dir():
        return {}
    return {**dump_scores(), **page_scores()}


if __name__ == "__main__":
    wants_errors = "--errors" in sys.argv
    for key, figure in {**dump_scores(wants_errors), **page_scores("--dev" in sys.argv, wants_errors)}.items():
        print(f"{key:24} {figure:.4f}")
