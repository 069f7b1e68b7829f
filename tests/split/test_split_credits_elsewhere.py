"""Credits and datelines in the forms of other papers: Taiwan, Hong Kong, business dailies, online editions."""

from __future__ import annotations

import datetime

import pytest

from schemas.article import SplitPage
from tasks.split import split
from tasks.split.bylines import read_byline
from tasks.split.credit_lines import read_credit_line
from tasks.split.datelines import read_dateline
from tests.split.split_pages import clean_page

CREDIT_LINES = [
    ("北湖经济报道记者 周小川 清河报道", ("周小川",)),
    ("本报记者 李青禾 北京报道", ("李青禾",)),
    ("记者陈怡然／台北报导", ("陈怡然",)),
    ("联合溪报 记者王大川／台北即时报导", ("王大川",)),
    ("记者王大川、李青禾／综合报导", ("王大川", "李青禾")),
    ("文／蔡晓川", ("蔡晓川",)),
    ("文 / 蔡晓川 writer@paper.example", ("蔡晓川",)),
    ("王川/文 李禾/图", ("王川", "李禾")),
    ("撰文：记者 王川 通讯员 李禾 图片：赵青", ("王川", "李禾", "赵青")),
    ("记者 王川 发自东京", ("王川",)),
    ("清河青年报记者 王川 来源：清河青年报", ("王川",)),
    ("记者 王川 李禾 报道", ("王川", "李禾")),
]

DATELINES = [
    ("（中央社记者黄小川清河5日电）大雪。", ("黄小川",), "清河", "5日", "中央社"),
    ("（中央社记者黄小川、王大禾台北5日电）大雪。", ("黄小川", "王大禾"), "台北", "5日", "中央社"),
    ("（中央社东京5日综合外电报导）大雪。", (), "东京", "5日", "中央社"),
    ("〔记者林小川／清河报导〕大雪。", ("林小川",), "清河", None, None),
    ("【记者王大川台北报导】大雪。", ("王大川",), "台北", None, None),
    ("【明溪报专讯】大雪。", (), None, None, None),
    ("（本报讯）大雪。", (), None, None, None),
    ("【本报特讯】大雪。", (), None, None, None),
    ("中新网北京3月1日电（王川 李小禾）大雪。", ("王川", "李小禾"), "北京", "3月1日", "中新网"),
    ("本报上海专电 大雪。", (), "上海", None, None),
    ("【文溪报讯】（记者 王大川）大雪。", ("王大川",), None, None, None),
]


def split_plain(text: str) -> SplitPage:
    return split(clean_page(text))


@pytest.mark.parametrize(("line", "authors"), CREDIT_LINES, ids=[line for line, _ in CREDIT_LINES])
def test_a_credit_line_names_its_authors_and_not_the_place(line, authors):
    byline, _ = read_credit_line(line)
    assert byline is not None
    assert byline.authors == authors


@pytest.mark.parametrize("line", ["朱副主席剪彩", "高书记批示", "记者走进王家村", "文／化之旅今日启程"])
def test_a_deck_is_no_credit(line):
    assert read_credit_line(line) == (None, False)


@pytest.mark.parametrize("label", ["【记者手记】", "【深度报道】", "〔编辑点评〕", "（记者注：有删节）"])
def test_a_label_in_brackets_is_no_dateline(label):
    assert read_dateline(f"{label}昨日大雪，路断了。") is None


@pytest.mark.parametrize(
    ("text", "authors", "place", "date", "agency"), DATELINES, ids=[text for text, *_ in DATELINES]
)
def test_a_dateline_is_read_to_its_end(text, authors, place, date, agency):
    found = read_dateline(text)
    assert found is not None
    assert text[found.end :].strip() == "大雪。"
    assert read_byline(text[found.byline_start : found.byline_end]).authors == authors
    assert (found.place, found.date_text, found.agency) == (place, date, agency)


def test_an_address_beside_the_author_is_no_imprint():
    page = split_plain(
        "清河日报 2031年3月4日\n\n清河镇新桥通车\n文 / 蔡晓川 writer@paper.example\n\n清河镇石桥昨日通车，两岸往来方便。\n镇长说，石桥修了三年。\n"
    )
    assert [article.authors for article in page.articles] == [("蔡晓川",)]


def test_editors_at_the_end_of_a_text_are_credits_and_no_authors():
    page = split_plain(
        "清河镇新桥通车\n\n（中央社记者徐小川清河5日电）清河镇石桥今天通车。\n\n镇长说，石桥修了三年。（编辑：李小禾）1200305\n"
    )
    (article,) = page.articles
    assert article.body.endswith("石桥修了三年。")
    assert article.authors == ("徐小川",)
    assert [tuple((credit.role, credit.name) for credit in article.credits)] == [
        (("记者", "徐小川"), ("编辑", "李小禾"))
    ]


def test_a_long_text_without_marks_is_no_headline():
    told = "昨晨三时许清河镇东街地方忽告失慎焚去草屋一百余间灾民四百余人无家可归救火会闻讯驰往灌救至六时始熄"
    page = split_plain(
        f"东街大火 焚去草屋百余间\n\n{told}\n\n电车工潮平息\n\n〔本报特讯〕电车公司工人罢工三日昨经调解今晨复工\n"
    )
    assert [article.headline for article in page.articles] == ["东街大火 焚去草屋百余间", "电车工潮平息"]
    assert page.articles[0].body == told


def test_an_agency_above_its_story_is_its_source_and_no_headline():
    page = split_plain(
        "中央社\n发稿时间：2031-03-05\n（中央社记者徐小川清河5日电）清河镇石桥今天通车。\n\n镇长说，石桥修了三年。\n"
    )
    assert [article.headline for article in page.articles] == [None]
    assert page.page.published_on == datetime.date(2031, 3, 5)


@pytest.mark.parametrize("line", ["订户专享", "点我下载APP 按我看活动办法", "请继续往下阅读", "登录后继续阅读"])
def test_what_a_site_wants_of_its_readers_is_no_text(line):
    page = split_plain(f"清河镇新桥通车\n\n清河镇石桥昨日通车，两岸往来方便。\n镇长说，石桥修了三年。\n{line}\n")
    assert [article.body for article in page.articles] == ["清河镇石桥昨日通车，两岸往来方便。\n镇长说，石桥修了三年。"]
    assert [(rejection.reason, rejection.text) for rejection in page.rejections] == [("furniture", line)]


def test_a_picture_s_source_in_brackets_takes_no_text_with_it():
    told = "镇长强调，二期工程已核定经费三亿元。村民担心，征地进度只有四成。"
    page = split_plain(
        f"清河镇新桥通车\n\n〔记者林小川／清河报导〕清河镇石桥昨日通车。\n\n{told}\n\n（图：清河镇政府提供）\n"
    )
    (article,) = page.articles
    assert article.body == f"清河镇石桥昨日通车。\n{told}"


def test_a_mark_before_a_text_with_a_photographer_makes_a_caption():
    page = split_plain(
        "清河镇新桥通车\n\n【本报讯】清河镇石桥昨日通车，两岸往来方便。\n\n■石桥昨日通车。　（陈小然摄）\n"
    )
    assert [article.authors for article in page.articles] == [()]
    assert [(caption.text, caption.credit) for caption in page.captions] == [("■石桥昨日通车。", "（陈小然摄）")]


@pytest.mark.parametrize(
    "issue",
    [
        "《 东河日报 》（ 2031年03月05日 第 05 版）",
        "（《东河日报》2031年3月5日05版）",
        "来源：《东河日报》（2031-03-05 05版：评论）",
    ],
)
def test_the_issue_that_a_copy_names_is_no_masthead(issue):
    page = split_plain(
        f"河边的小桥（河畔时评）\n周志川\n{issue}\n\n在清河镇，一座小桥修了三年。\n修桥人说，慢一点才稳。\n"
    )
    (article,) = page.articles
    assert (page.page.newspaper, page.page.published_on, page.page.page_no) == (
        "东河日报",
        datetime.date(2031, 3, 5),
        5,
    )
    assert (article.headline, article.authors, article.kind) == ("河边的小桥（河畔时评）", ("周志川",), "comment")


def test_a_copy_of_an_account_names_its_people_behind_strokes():
    page = split_plain(
        "点击上方蓝字关注我们\n\n清河镇石桥今日通车\n\n清河镇石桥今日通车，两岸往来方便。\n镇长说，石桥修了三年。\n\n"
        "来源丨东河日报\n记者丨黄小川 实习生丨陆小禾\n编辑丨段青\n审核丨王青禾 监制丨乔川\n"
    )
    (article,) = page.articles
    assert (article.headline, article.authors) == ("清河镇石桥今日通车", ("黄小川", "陆小禾"))
    assert [credit.name for credit in article.credits] == ["黄小川", "陆小禾", "段青", "王青禾", "乔川"]
    assert page.page.newspaper == "东河日报"


def test_below_a_column_s_name_stands_a_headline_and_no_pen_name():
    page = split_plain(
        "清河镇石桥通车\n\n本报讯（记者 林小川）清河镇石桥昨日通车。\n\n【相关链接】\n石桥由来\n石桥建于清代，两度重修。\n"
    )
    assert [(article.column_name, article.headline) for article in page.articles][1:] == [("【相关链接】", "石桥由来")]


@pytest.mark.parametrize("headline", ["老人学用手机APP挂号", "订阅党报党刊 引领全民阅读", "办事大厅打开客户端就能约"])
def test_a_headline_about_readers_and_their_phones_is_no_furniture(headline):
    page = split_plain(f"{headline}\n\n本报讯（记者 林小川）清河镇的图书馆昨日办起学习班。\n")
    assert [article.headline for article in page.articles] == [headline]
