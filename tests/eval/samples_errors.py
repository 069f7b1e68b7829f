"""Each difference between the samples' reference and what the pipeline gives: ``python -m tests.eval.samples_errors``."""

from __future__ import annotations

from collections.abc import Iterator

from tests.eval.samples_scores import (
    ARTICLE_FIELDS,
    PAGE_FIELDS,
    Matched,
    facts_of,
    has_caption,
    matches,
    page_key,
    plain,
    reference,
    sample_pages,
    value_of,
    wanted_facts,
)

AROUND = 12
"""Characters shown on either side of the first difference of two long texts."""


def from_difference(got: object, wanted: object) -> str:
    """Two values side by side, long texts from their first difference on.

    >>> from_difference("春", None)
    "'春', not None"
    >>> from_difference("春" * 40 + "水", "春" * 40 + "山")
    "'…春春春春春春春春春春春春水', not '…春春春春春春春春春春春春山'"
    """
    if not (isinstance(got, str) and isinstance(wanted, str) and len(got) + len(wanted) > 4 * AROUND):
        return f"{got!r}, not {wanted!r}"
    at = next(
        (i for i, pair in enumerate(zip(got, wanted, strict=False)) if pair[0] != pair[1]), min(len(got), len(wanted))
    )
    start = max(0, at - AROUND)
    shown = ("…" * (start > 0) + text[start : at + AROUND] for text in (got, wanted))
    return ", not ".join(map(repr, shown))


def page_errors() -> Iterator[str]:
    """Facts of pages that are wrong, articles found that nobody wrote, captions that differ."""
    used = {id(pair.found) for pair in matches()}
    for answer in reference():
        if "articles" not in answer:
            continue
        where = "!/".join(filter(None, (answer["file"], answer["member"])))
        page = sample_pages().get(page_key(answer["file"], answer["member"], answer["ordinal"]))
        if page is None:
            yield f"{where}: no page"
            continue
        for field in PAGE_FIELDS:
            if plain(getattr(page.page, field)) != answer[field]:
                yield f"{where}: {field} is {plain(getattr(page.page, field))!r}, not {answer[field]!r}"
        for article in page.articles:
            if id(article) not in used:
                yield f"{where}: invented article {article.article.headline!r} {article.article.body[:60]!r}"
        for caption in answer["captions"]:
            if not has_caption(answer, caption):
                yield f"{where}: captions are {[(c.text, c.credit, c.article_id) for c in page.captions]}, not {caption}"
        if len(page.captions) > len(answer["captions"]):
            yield f"{where}: captions invented: {[c.text for c in page.captions]}"


def article_errors(pair: Matched) -> Iterator[str]:
    """Fields and facts of one expected article that are wrong or missing; names found that are none."""
    name = pair.expected["headline"] or pair.expected["body"][:16]
    if pair.found is None:
        yield f"{name}: not found"
        return
    for field in ARTICLE_FIELDS:
        if (got := value_of(pair.found, field)) != pair.expected[field]:
            yield f"{name}: {field} is {from_difference(got, pair.expected[field])}"
    facts = facts_of(pair.found)
    for kind, wanted in wanted_facts(pair.expected).items():
        for item in wanted:
            if item not in facts[kind]:
                yield f"{name}: {kind} lacks {item}"
    for person, title in facts["people"] - {
        (p["text"], t) for p in pair.expected["people"] for _, t in facts["people"]
    }:
        yield f"{name}: nobody is called {person!r} ({title})"


def main() -> None:
    """Print every difference."""
    for error in page_errors():
        print(error)
    for pair in matches():
        for error in article_errors(pair):
            print(error)


if __name__ == "__main__":
    main()
