"""Enrichment of a page: its rows point at what they quote, whatever the text."""

from __future__ import annotations

import dataclasses
import datetime
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.article import Article, SplitPage
from schemas.document import Page
from schemas.enrichment import EnrichedArticle
from schemas.settings import EnrichSettings
from tasks.enrich import enrich
from tasks.enrich.titles import find_titles
from tasks.lang.tagging import tagged

PUBLISHED = datetime.date(2024, 4, 1)
BODY = "孟青禾在白城调研\n3月28日，市委书记孟青禾到吉林禾沐乳业有限公司调研水稻育秧，水稻面积达到30万亩。"


def article(number: int, **fields: str) -> Article:
    """An article with these text fields."""
    texts: dict[str, str | None] = dict.fromkeys(("kicker", "headline", "deck", "dateline", "byline", "column_name"))
    return Article(
        article_id=f"page-{number}",
        page_id="page",
        source_id="source",
        newspaper=None,
        published_on=PUBLISHED,
        page_no=1,
        seq=number,
        kind="news",
        highlights=(),
        dateline_place=None,
        dateline_date=None,
        authors=(),
        credits=(),
        agency=None,
        char_count=0,
        jump_to_page=None,
        jump_from_page=None,
        spans=(),
        confidence=1.0,
        **{**texts, "body": "", **fields},  # type: ignore[arg-type]
    )


def page(*articles: Article) -> SplitPage:
    """A page of these articles."""
    facts = dict.fromkeys(Page.__dataclass_fields__)
    known = {"page_id": "page", "source_id": "source", "newspaper": "青禾日报", "published_on": PUBLISHED}
    return SplitPage(Page(**{**facts, **known}), articles, (), ())  # type: ignore[arg-type]


def enriched(**fields: str) -> EnrichedArticle:
    """What enrichment makes of one article."""
    return enrich(page(article(1, **fields)), EnrichSettings())[0]


TODAY = {
    "no_dateline": (None, "body", datetime.date(2024, 4, 1)),
    "two_days_before": (datetime.date(2024, 3, 30), "body", datetime.date(2024, 3, 30)),
    "a_week_before": (datetime.date(2024, 3, 25), "body", datetime.date(2024, 3, 25)),
    "longer_ago": (datetime.date(2024, 3, 24), "body", datetime.date(2024, 4, 1)),
    "after_the_issue": (datetime.date(2024, 4, 2), "body", datetime.date(2024, 4, 1)),
    "in_the_headline": (datetime.date(2024, 3, 30), "headline", datetime.date(2024, 4, 1)),
}


@pytest.mark.parametrize(("written_on", "field", "day"), TODAY.values(), ids=TODAY)
def test_a_story_counts_from_the_day_it_was_written(
    written_on: datetime.date | None, field: str, day: datetime.date
) -> None:
    story = dataclasses.replace(article(1, **{field: "湿地公园今天开门。"}), dateline_date=written_on)
    (found,) = enrich(page(story), EnrichSettings())[0].dates
    assert (found.text, found.start_on, found.end_on) == ("今天", day, day)


def quoted(found: EnrichedArticle) -> bool:
    """Whether each row that has text quotes its field."""
    rows = (*found.mentions, *found.dates, *found.quantities)
    return all(row.text == getattr(found.article, row.field)[row.char_start : row.char_end] for row in rows)


def test_an_article_gets_words_names_dates_and_quantities() -> None:
    found = enriched(body=BODY, headline="孟青禾在白城调研")
    assert "".join(found.words.words) == BODY
    assert len(found.words.tags) == len(found.words.words)
    assert {m.kind for m in found.mentions} == {"person", "place", "organization"}
    assert {m.field for m in found.mentions} == {"body", "headline"}
    assert (found.dates[0].text, found.dates[0].start_on) == ("3月28日", datetime.date(2024, 3, 28))
    assert any(q.base_value is not None and q.unit == "亩" for q in found.quantities)
    assert quoted(found)


def test_rows_carry_the_ids_of_their_article() -> None:
    first, second = enrich(page(article(1, body=BODY), article(2, body=BODY)), EnrichSettings())
    assert {m.article_id for m in first.mentions} == {"page-1"}
    assert {m.article_id for m in second.mentions} == {"page-2"}


def test_a_page_without_articles_gives_nothing() -> None:
    assert enrich(page(), EnrichSettings()) == ()


def test_an_empty_body_gives_an_article_without_rows() -> None:
    found = enriched(body="")
    assert (found.words.words, found.mentions) == ((), ())


def test_either_engine_gives_the_same_rows() -> None:
    one = page(article(1, body=BODY + "A-1型机组5+2台"))
    assert enrich(one, EnrichSettings(word_engine="jieba")) == enrich(one, EnrichSettings())


def test_exact_tags_are_those_of_posseg_and_change_nothing_else() -> None:
    plain, exact = (enrich(page(article(1, body=BODY)), EnrichSettings(exact_tags=asked))[0] for asked in (False, True))
    assert (exact.words.words, exact.words.tags) == tuple(map(tuple, tagged(BODY)))
    assert exact.words.tags != plain.words.tags
    assert (exact.mentions, exact.statements) == (plain.mentions, plain.statements)


PIECES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
    st.sampled_from(["市长", "孟青禾", "·", "）", "（", "、", "有限公司", "吉林", "等企业", "《", "》", "克里", "中美", "局", "和", " ", "\x00", "\U00020000"]),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=16).map("".join), st.lists(PIECES, max_size=6).map("".join))
def test_any_text_is_quoted_exactly(body: str, byline: str) -> None:
    assert quoted(enriched(body=body, byline=byline))


def test_names_of_a_field_do_not_overlap() -> None:
    mentions = [m for m in enriched(body=BODY * 3).mentions if m.field == "body"]
    assert all(a.char_end <= b.char_start for a, b in itertools.pairwise(mentions))


def test_a_page_of_one_long_line_takes_linear_time() -> None:
    line = "市长孟青禾、副市长邵岚到吉林禾沐乳业有限公司，" * 4_000
    assert len(enriched(body=line).mentions) >= 8_000


def test_titles_stand_by_themselves() -> None:
    text = "主教练和两名记者采访了一位高级工程师。"
    assert [text[a:b] for a, b in find_titles(text)] == ["主教练", "记者", "高级工程师"]
