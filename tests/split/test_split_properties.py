"""What holds for every page that is split, whatever stands on it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from split_pages import accounted, clean_page

from schemas.article import Article
from tasks.split import split

PIECES = (
    "东河日报",
    "DONG HE RI BAO",
    "2031年4月2日 星期三",
    "12",
    "总第10432期 今日8版",
    "国内统一刊号：CN98-0007 社址：东河市河滨路8号",
    "A03 民生",
    "赵青禾在东河县调研时强调",
    "抓好春耕备耕 守住粮食底线",
    "——东河县春耕见闻",
    "本报记者 林小满 周一帆",
    "林小满",
    "本报讯（记者 林小满）4月1日，东河县的种子仓库里人来人往，技术员忙着登记。",
    "新华社东河4月1日电 （记者孙立秋）石桥镇三座老水闸修好了，两千亩低洼地不再受淹。",
    "（上接第一版）工人连续干了二十天，闸门启闭试验一次通过，水利站松了一口气。",
    "水利站站长说，今年汛期可以睡个安稳觉了，再也不用半夜起来看水位。（林小满 周一帆）",
    "水利站站长说，今年汛期可以睡个安稳觉了。（下转第三版）",
    "（下转第二版）",
    "一、修闸",
    "修闸记",
    "图为工人在检查闸门。 本报记者 周一帆 摄",
    "新华社发（孙立秋摄）",
    "◆种子和化肥送到田头",
    "简讯",
    "▲东河渡口昨日恢复通航，每天往返六班。（孙立秋）",
    "来源：东河日报 2031-04-02 08:10",
    "分享到：微信 微博",
    "责任编辑：吴迪",
    "金 银 铜",
    "东河 3 2 1",
    "春风吹过河岸",
    "（附图片）",
    "编者按",
    "",
)

PAGES = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=25).map("\n".join)
JOINERS = {"body": "\n", "highlights": "\n"}


def together(article: Article, field: str, text: str) -> str:
    """A field put together from its spans."""
    spans = [span for span in article.spans if span.field == field]
    return JOINERS.get(field, " ").join(text[span.clean_start : span.clean_end] for span in spans)


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_fields_are_their_spans(text):
    page = split(clean_page(text))
    for article in page.articles:
        values = {name: getattr(article, name) for name in ("kicker", "headline", "deck", "column_name", "dateline")}
        values |= {"byline": article.byline, "body": article.body, "highlights": "\n".join(article.highlights)}
        for field, value in values.items():
            assert together(article, field, page.page.clean_text) == (value or "")


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_span_offsets_count_in_their_field(text):
    page = split(clean_page(text))
    for article in page.articles:
        for span in article.spans:
            value = getattr(article, span.field)
            value = "\n".join(value) if isinstance(value, tuple) else value
            piece = page.page.clean_text[span.clean_start : span.clean_end]
            assert value[span.field_start : span.field_start + len(piece)] == piece


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_no_visible_character_is_lost(text):
    page = split(clean_page(text))
    seen = accounted(page)
    lost = [char for at, char in enumerate(page.page.clean_text) if at not in seen and not char.isspace()]
    assert set(lost) <= set("（()）【】[]◆◇")


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_articles_are_told_apart(text):
    page = split(clean_page(text))
    ids = [article.article_id for article in page.articles]
    assert len(set(ids)) == len(ids)
    assert [article.seq for article in page.articles] == list(range(1, len(ids) + 1))


@settings(max_examples=100, deadline=None)
@given(PAGES)
def test_missing_text_is_none(text):
    page = split(clean_page(text))
    for article in page.articles:
        assert article.body
        assert "" not in (article.kicker, article.headline, article.deck, article.byline, article.dateline)
        assert 0 <= article.confidence <= 1


@settings(max_examples=100, deadline=None)
@given(PAGES, st.sampled_from(("application/jsonl", "text/html")))
def test_a_document_without_masthead_is_one_story(text, media_type):
    page = split(clean_page(text, media_type))
    if page.page.imprint is None:
        assert len([a for a in page.articles if a.kind != "photo"]) <= 1
