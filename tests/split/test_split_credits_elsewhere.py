"""Credits and datelines in the forms of other papers: Taiwan, Hong Kong, business dailies, online editions."""

from __future__ import annotations

import pytest

from tasks.split.bylines import read_byline
from tasks.split.credit_lines import read_credit_line
from tasks.split.datelines import read_dateline

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


@pytest.mark.parametrize(("line", "authors"), CREDIT_LINES, ids=[line for line, _ in CREDIT_LINES])
def test_a_credit_line_names_its_authors_and_not_the_place(line, authors):
    byline, _ = read_credit_line(line)
    assert byline is not None
    assert byline.authors == authors


@pytest.mark.parametrize("line", ["朱副主席剪彩", "高书记批示", "记者走进王家村", "文／化之旅今日启程"])
def test_a_deck_is_no_credit(line):
    assert read_credit_line(line) == (None, False)


@pytest.mark.parametrize(
    ("text", "authors", "place", "date", "agency"), DATELINES, ids=[text for text, *_ in DATELINES]
)
def test_a_dateline_is_read_to_its_end(text, authors, place, date, agency):
    found = read_dateline(text)
    assert found is not None
    assert text[found.end :].strip() == "大雪。"
    assert read_byline(text[found.byline_start : found.byline_end]).authors == authors
    assert (found.place, found.date_text, found.agency) == (place, date, agency)
