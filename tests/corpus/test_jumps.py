"""Which parts of an issue become one story, and which stay apart."""

from __future__ import annotations

import datetime
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.corpus.jump_evidence import Part
from tasks.corpus.jumps import jump_rows, link_jumps

DAY = datetime.date(2031, 5, 6)

FERRY = (
    "云渡口的旧渡船昨天开完最后一班。船工老闵在这条江上摆渡三十一年，经手的船票装满两只木箱。"
    "县交通局说，跨江大桥下月通车，渡口的候船室将改成一间小小的渡船陈列馆，"
)
FERRY_REST = (
    "候船室里的长椅和铜钟都会留下。老闵被请去当陈列馆的第一位讲解员，他说，渡船停了，摆渡的故事要有人讲。"
    "跨江大桥通车那天，县交通局还要请三十一位老船工乘车过江。"
)
PEPPER = (
    "青椒价格一周跌了四成，柳塘乡的菜农却没有慌。合作社去年建起的冷库存得下九十吨青椒，"
    "等价格回来再卖。合作社理事长苗青禾说，冷库的电费由乡里补贴一半。"
)
PEPPER_REST = (
    "冷库之外，合作社又同城里的食堂签了长约，一半青椒有了固定买主。苗青禾说，菜农不必再看天看价，"
    "合作社明年还想再添一座冷库。"
)
CHESS = "少年棋院的孩子们本周迎来了象棋公开赛。十二岁的温小鹿连胜六局，裁判长夸她残局稳。比赛周日收盘。"


def part(name: str, page: int | None, body: str, **given: Any) -> Part:
    plain: dict[str, Any] = {
        "issue": "云岭日报 2031-05-06", "page_id": f"p{page}", "newspaper": "云岭日报", "published_on": DAY,
        "jump_to_page": None, "jump_from_page": None, "kind": "news", "title": "", "has_own_start": False,
        "authors": (),
    }  # fmt: skip
    return Part(**plain | given, article_id=name, page_no=page, opening=body[:400], ending=body[-400:])


def links(*parts: Part) -> set[tuple[str, str]]:
    return {(row.from_article_id, row.to_article_id) for row in link_jumps(parts)}


CASES = {
    "both-marks-and-no-headline": (
        [part("a", 1, FERRY, jump_to_page=2, title="末班渡船"), part("b", 2, FERRY_REST, jump_from_page=1)],
        {("a", "b")},
    ),
    "several-between-the-same-pages-told-apart-by-words": (
        [
            part("a", 1, FERRY, jump_to_page=3, title="末班渡船"),
            part("b", 1, PEPPER, jump_to_page=3, title="菜价跌了不慌"),
            part("x", 3, PEPPER_REST, jump_from_page=1),
            part("y", 3, FERRY_REST, jump_from_page=1),
        ],
        {("a", "y"), ("b", "x")},
    ),
    "told-apart-by-a-shortened-headline": (
        [
            part("a", 1, FERRY, jump_to_page=3, title="云渡口末班渡船昨天靠岸"),
            part("b", 1, PEPPER, jump_to_page=3, title="柳塘乡青椒跌价菜农不慌"),
            part("x", 3, CHESS, jump_from_page=1, title="青椒跌价不慌"),
            part("y", 3, CHESS[9:], jump_from_page=1, title="末班渡船靠岸"),
        ],
        {("a", "y"), ("b", "x")},
    ),
    "the-second-mark-is-lost": (
        [
            part("a", 1, FERRY, jump_to_page=2, title="末班渡船"),
            part("b", 2, FERRY_REST, title="末班渡船"),
            part("c", 2, CHESS, title="少年棋手", has_own_start=True),
        ],
        {("a", "b")},
    ),
    "the-first-mark-is-lost": (
        [
            part("a", 1, FERRY, title="末班渡船"),
            part("c", 1, CHESS, title="少年棋手"),
            part("b", 2, FERRY_REST, jump_from_page=1, title="末班渡船"),
        ],
        {("a", "b")},
    ),
    "a-chain-over-three-pages": (
        [
            part("a", 1, FERRY, jump_to_page=2, title="末班渡船"),
            part("b", 2, FERRY_REST, jump_from_page=1, jump_to_page=4, title="末班渡船"),
            part("c", 4, FERRY_REST[30:], jump_from_page=2, title="末班渡船"),
        ],
        {("a", "b"), ("b", "c")},
    ),
    "an-article-on-the-page-is-no-continuation": (
        [
            part("a", 1, FERRY, jump_to_page=2, title="末班渡船"),
            part("c", 2, CHESS, title="少年棋手", has_own_start=True),
            part("d", 2, PEPPER, title="青椒跌价", has_own_start=True),
        ],
        set(),
    ),
    "a-mark-that-names-another-page": (
        [
            part("a", 1, FERRY, jump_to_page=2, title="末班渡船"),
            part("b", 5, PEPPER_REST, jump_from_page=3),
        ],
        set(),
    ),
    "a-comma-cannot-follow-a-full-stop": (
        [
            part("a", 1, CHESS, jump_to_page=2, title="少年棋手"),
            part("b", 1, FERRY.rstrip("，"), jump_to_page=2, title="末班渡船"),
            part("x", 2, "，" + FERRY_REST, jump_from_page=1),
        ],
        {("b", "x")},
    ),
    "a-page-without-number": (
        [part("a", 1, FERRY, jump_to_page=2), part("b", None, FERRY_REST, jump_from_page=1)],
        {("a", "b")},
    ),
    "one-page-dumped-twice-takes-one-copy": (
        [
            part("a", 1, FERRY, jump_to_page=2, title="末班渡船", page_id="p1"),
            part("a2", 1, FERRY, jump_to_page=2, title="末班渡船", page_id="q1"),
            part("b", 2, FERRY_REST, jump_from_page=1),
        ],
        {("a", "b")},
    ),
    "marks-that-go-round-in-a-circle": (
        [
            part("a", 1, FERRY, jump_to_page=2, jump_from_page=2, title="末班渡船"),
            part("b", 2, FERRY_REST, jump_to_page=1, jump_from_page=1, title="末班渡船"),
        ],
        {("a", "b")},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("parts", "expected"), CASES.values(), ids=CASES)
def test_parts_are_linked(parts, expected):
    assert links(*parts) == expected


def test_a_row_says_what_it_rests_on():
    first = part("a", 1, FERRY, jump_to_page=2, title="末班渡船", authors=("苗青禾",))
    second = part("b", 2, "，" + FERRY_REST, jump_from_page=1, title="末班渡船", authors=("苗青禾",))
    (row,) = link_jumps([second, first])
    assert (row.newspaper, row.published_on, row.from_page_no, row.to_page_no) == ("云岭日报", DAY, 1, 2)
    assert row.evidence == ("onward", "back", "authors", "headline", "sentence", "words")
    assert row.confidence > 0.99


def test_an_issue_with_more_marks_than_any_newspaper_has_gets_no_links():
    parts = [part(f"a{n}", 1, FERRY, jump_to_page=2) for n in range(200)]
    parts += [part(f"b{n}", 2, FERRY_REST, jump_from_page=1) for n in range(200)]
    assert link_jumps(parts) == []


ALL = [p._replace(article_id=f"{case}-{p.article_id}") for case, (parts, _) in CASES.items() for p in parts]


@given(st.permutations(ALL), st.integers(0, len(ALL)))
@settings(max_examples=30, deadline=None)
def test_the_order_of_parts_shows_nowhere(shuffled, taken):
    chosen = {p.article_id for p in shuffled[:taken]}
    assert link_jumps(shuffled[:taken]) == link_jumps([p for p in ALL if p.article_id in chosen])


@given(st.lists(st.builds(
    part,
    st.uuids().map(str), st.one_of(st.none(), st.integers(1, 3)), st.text("渡船停了，摆。 a\n", max_size=30),
    jump_to_page=st.one_of(st.none(), st.integers(1, 3)), jump_from_page=st.one_of(st.none(), st.integers(1, 3)),
    title=st.text("渡船 停", max_size=6), has_own_start=st.booleans(),
), max_size=8, unique_by=lambda p: p.article_id))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_links_are_one_to_one_and_lead_to_another_page(parts):
    rows = link_jumps(parts)
    assert len({row.from_article_id for row in rows}) == len({row.to_article_id for row in rows}) == len(rows)
    assert all(row.from_page_no is None or row.from_page_no != row.to_page_no for row in rows)


def test_rows_come_issue_by_issue_in_the_order_of_ids():
    other = "江川晨报 2031-05-06"
    parts = [part(f"{n}-{p.article_id}", p.page_no, p.ending, issue=issue, jump_to_page=p.jump_to_page,
                  jump_from_page=p.jump_from_page)
             for n, issue in (("z", "云岭日报 2031-05-06"), ("y", other)) for p in CASES["both-marks-and-no-headline"][0]]  # fmt: skip
    columns = [
        pa.array([list(v) if isinstance(v, tuple) else v for v in column]) for column in zip(*parts, strict=True)
    ]
    table = pa.table(dict(zip(Part._fields, columns, strict=True)))
    (rows,) = jump_rows(table.to_batches(max_chunksize=3))
    assert [(row.from_article_id, row.to_article_id) for row in rows] == [("y-a", "y-b"), ("z-a", "z-b")]
