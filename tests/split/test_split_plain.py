"""Whole pages through the stage: what a user would miss if it went wrong. All texts are fictional."""

from __future__ import annotations

import datetime

import pytest
from split_pages import accounted, clean_page

from schemas.source import Facts
from tasks.split import split

MODERN = """东河日报
2031年4月2日 星期三
辛卯年闰三月十一
国内统一连续出版物号CN98-0007 总第10432期 今日8版
中共东河市委主管主办 东河日报社出版

赵青禾在东河县调研时强调

抓好春耕备耕 守住粮食底线

本报讯（记者 林小满 周一帆）4月1日，市长赵青禾到东河县调研春耕备耕工作，走进种子仓库察看库存。
赵青禾要求，各乡镇要把农资送到田头，技术员要住到村里，确保种子和化肥供应。
（下转第二版）

石桥镇修好三座水闸

本报讯（记者 孙立秋）石桥镇投入八十万元，赶在汛期之前修好三座老水闸，两千亩低洼地不再受淹。
镇水利站的工人连续干了二十天，闸门启闭试验一次通过。

一场雨后看担当

本报评论员

雨下在夜里，干部走在前面。这样的担当，群众看在眼里，记在心里，靠的是平日里一件一件的小事。
把小事办好，就是把大事办成。
"""


@pytest.fixture(scope="module")
def modern():
    return split(clean_page(MODERN))


def test_masthead_becomes_facts(modern):
    page = modern.page
    assert (page.newspaper, page.published_on, page.page_no) == ("东河日报", datetime.date(2031, 4, 2), 1)
    assert (page.issue_number, page.cn_code, page.pages_in_issue) == (10432, "CN98-0007", 8)
    assert (page.sponsor, page.publisher) == ("中共东河市委", "东河日报社")


def test_every_story_is_found(modern):
    assert [article.headline for article in modern.articles] == [
        "抓好春耕备耕 守住粮食底线",
        "石桥镇修好三座水闸",
        "一场雨后看担当",
    ]


def test_stack_and_lead_in(modern):
    first = modern.articles[0]
    assert first.kicker == "赵青禾在东河县调研时强调"
    assert first.dateline == "本报讯（记者 林小满 周一帆）"
    assert first.byline == "记者 林小满 周一帆"
    assert first.authors == ("林小满", "周一帆")
    assert first.body.startswith("4月1日，市长")


def test_jump_is_recorded_and_cut(modern):
    first = modern.articles[0]
    assert first.jump_to_page == 2
    assert "下转" not in first.body


def test_comment_by_the_paper(modern):
    last = modern.articles[2]
    assert (last.kind, last.byline, last.authors) == ("comment", "本报评论员", ())


def test_nothing_is_lost(modern):
    seen = accounted(modern)
    text = modern.page.clean_text
    lost = "".join(char for at, char in enumerate(text) if at not in seen and not char.isspace())
    assert lost == ""


def test_web_document_takes_its_title_from_the_source():
    page = split(
        clean_page(
            "来源：东河日报 发布时间：2031-04-02 08:10\n清晨的渔港，第一批渔船靠岸，码头上灯火通明。\n中午时分，鱼市散去。\n责任编辑：吴迪",
            "application/jsonl",
            stated=Facts(title="渔港的早晨", published_on=datetime.date(2031, 4, 2)),
        )
    )
    (article,) = page.articles
    assert article.headline == "渔港的早晨"
    assert not [span for span in article.spans if span.field == "headline"]
    assert article.body == "清晨的渔港，第一批渔船靠岸，码头上灯火通明。\n中午时分，鱼市散去。"
    assert [(credit.role, credit.name) for credit in article.credits] == [("责任编辑", "吴迪")]
    assert page.page.newspaper == "东河日报"


def test_masthead_only_page_has_no_article():
    page = split(clean_page("东河日报\n2031年4月2日 星期三\n总第10432期"))
    assert page.articles == ()
    assert page.page.published_on == datetime.date(2031, 4, 2)


@pytest.mark.parametrize("text", ["", " ", "\x00", "。", "一", "（", "图", "𠀀" * 3], ids=repr)
def test_any_scrap_of_text_is_survived(text):
    page = clean_page(text)
    assert split(page).page.clean_text == page.text
