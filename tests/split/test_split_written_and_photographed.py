"""Whose credit it is, and what a mark names, by what stands above it."""

from __future__ import annotations

import pytest
from split_pages import clean_page

from schemas.source import Facts
from tasks.split import split
from tasks.split.bylines import read_byline

BODY = "昨天清早，青溪镇的渡口旁已经排起长队，船工赵青禾正领着大家系缆、搬货、铺跳板。\n渡口今年新添跳板三十块，学生过江再不用等半个钟头。"


@pytest.mark.parametrize("credit", ["见习记者 徐甲 摄影报道", "本报首席记者 徐甲 文/图"])
def test_below_a_headline_it_is_a_byline(credit):
    (article,) = split(clean_page(f"渡口灯火照归人\n{credit}\n{BODY}")).articles
    assert (article.headline, article.byline, article.authors) == ("渡口灯火照归人", credit, ("徐甲",))


def test_below_one_paragraph_it_is_a_photos():
    text = "3月4日，船工赵青禾在青溪镇查看渡口的跳板。"
    (article,) = split(clean_page(f"渡口灯火照归人\n{text}\n通讯员 徐甲 摄")).articles
    assert (article.kind, article.headline, article.body, article.authors) == (
        "photo",
        "渡口灯火照归人",
        text,
        ("徐甲",),
    )


def test_a_line_above_a_caption_is_the_photos_headline():
    (article,) = split(clean_page("渡口灯火照归人\n图为船工赵青禾（左）在渡口旁系缆。 徐甲 摄")).articles
    assert (article.headline, article.body) == ("渡口灯火照归人", "图为船工赵青禾（左）在渡口旁系缆。")


def test_a_rare_family_name_alone_between_two_roles_is_a_name():
    assert read_byline("本报记者 禤小禾 通讯员 徐甲").authors == ("禤小禾", "徐甲")


def test_an_organisation_between_two_roles_is_no_name():
    assert read_byline("记者 徐甲 青溪社 记者 王乙").authors == ("徐甲", "王乙")


@pytest.mark.parametrize(("page_no", "expected"), [(1, (3, None)), (4, (None, 3))], ids=["before", "behind"])
def test_a_mark_that_is_said_at_both_ends_goes_by_the_page(page_no, expected):
    text = f"渡口灯火照归人\n本报讯（记者 徐甲）{BODY}\n（紧接第3版）\n老桥新修\n本报讯（记者 王乙）石匠们修好了老桥的栏杆，又在桥头种下两排柳树，来年春天就能遮阴。"
    articles = split(clean_page(text, stated=Facts(page_no=page_no))).articles
    marks = {(a.jump_to_page, a.jump_from_page) for a in articles} - {(None, None)}
    assert marks == {expected}
