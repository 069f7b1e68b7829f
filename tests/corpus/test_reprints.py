"""Which stories become copies of one text, and what each is said to have cut and added."""

from __future__ import annotations

import datetime
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.derived import Reprint
from tasks.corpus.reprints import reprint_rows
from tasks.corpus.reprints_letters import letters_of
from tasks.corpus.reprints_passages import Copy, passages_of
from tests.eval.inputs_made import MadeInputs
from tests.eval.reprints_made import Document, made_corpus
from tests.eval.reprints_scores import tables_of

DAY = datetime.date(2031, 5, 6)

LEAD = "云渡口的旧渡船昨天开完最后一班。船工老闵在这条江上摆渡三十一年，经手的船票装满两只木箱。"
MIDDLE = "县交通局说，跨江大桥下月通车，渡口的候船室将改成一间小小的渡船陈列馆，长椅和铜钟都会留下。"
TAIL = "老闵被请去当陈列馆的第一位讲解员。他说，渡船停了，摆渡的故事要有人讲，木箱里的船票一张也不会少。"
FERRY = f"{LEAD}\n{MIDDLE}\n{TAIL}"
LOCAL = "本县的两处渡口也将在年内停航，乡里已经开始登记船工，愿意上岸种菜的，合作社先借给青椒苗。"
PEPPER = (
    "青椒价格一周跌了四成，柳塘乡的菜农却没有慌。合作社去年建起的冷库存得下几百吨青椒，"
    "等价格回来再卖。合作社理事长苗青禾说，冷库的电费由乡里补贴一半，菜农不必再看天看价。"
)
NAMES = "温柏然、计云帆、蓝若汀、祁一鸣、方知夏、闵小舟、夏知远、苗青禾、温小鹿、计问渠、蓝田玉、祁连山、方寸心、闵行之"
SLOGAN = "坚持生态优先绿色发展不动摇，一张蓝图绘到底，一茬接着一茬干，把每件实事都办到百姓心坎上"
BULLETIN = (
    "云岭气象台今晨发布：今天白天多云转晴，偏北风%d级，最高气温%d度，最低气温%d度，空气质量指数%d，"
    "出行请注意增减衣物，沿江乡镇请留意水位变化，当前水位%d米，比昨日上涨%d厘米。"
)
MEETING = (
    "县长%s主持召开%s专题会议，听取有关情况汇报，研究部署下一步工作。会议指出，%s工作责任重大，"
    "要切实把思想和行动统一到上级部署上来，压实%s的工作责任，件件有着落。%s负责同志参加会议。"
)


def parts_of(*documents: Document, batch_rows: int = 1000) -> list[list[Reprint]]:
    """The parts of `reprints`, nothing being kept of before."""
    return list(reprint_rows(MadeInputs(tables_of(documents), batch_rows)))


def rows_of(*bodies: str | tuple[str, datetime.date | None]) -> list[Reprint]:
    """Rows for stories s0, s1 …, all of one day unless told otherwise."""
    stories = [(body, DAY) if isinstance(body, str) else body for body in bodies]
    documents = [Document(f"s{n}", "云岭日报", day, body) for n, (body, day) in enumerate(stories)]
    return [row for part in parts_of(*documents, batch_rows=2) for row in part]


def misread(text: str, every: int) -> str:
    return "".join("渡" if n % every == every - 1 else char for n, char in enumerate(text))


COPIES = {
    "the-same": (FERRY, FERRY),
    "lead-cut": (FERRY, f"{MIDDLE}\n{TAIL}"),
    "tail-cut": (FERRY, f"{LEAD}\n{MIDDLE}"),
    "local-paragraph-added": (FERRY, f"{LEAD}\n{LOCAL}\n{MIDDLE}\n{TAIL}"),
    "more-added-than-kept": (f"{LEAD}{MIDDLE}", f"{LOCAL}\n出席的有{NAMES}。{SLOGAN}。\n{LEAD}{MIDDLE}"),
    "paragraphs-in-another-order": (FERRY, f"{TAIL}\n{LEAD}\n{MIDDLE}"),
    "half-width-marks-and-no-paragraphs": (FERRY, FERRY.replace("，", ",").replace("。", ".").replace("\n", "")),
    "one-character-in-thirty-misread": (FERRY, misread(FERRY, 30)),
}


@pytest.mark.parametrize(("one", "other"), COPIES.values(), ids=COPIES)
def test_an_edited_copy_is_a_copy(one, other):
    assert [(row.cluster_id, row.article_id, row.is_earliest) for row in rows_of(one, PEPPER, other)] == [
        ("s0", "s0", True),
        ("s0", "s2", False),
    ]


STRANGERS = {
    "a-slogan": (f"{LEAD}{MIDDLE}{SLOGAN}。", f"{PEPPER}{SLOGAN}。"),
    "a-list-of-names": (f"{FERRY}参加的有{NAMES}。", f"{PEPPER}{LOCAL}参加的有{NAMES}。"),
    "the-same-quotation": (FERRY, f"{MIDDLE}{PEPPER}{LOCAL}"),
    "a-forecast-with-other-numbers": (BULLETIN % (3, 21, 9, 40, 31, 5), BULLETIN % (4, 18, 7, 62, 33, 12)),
    "another-meeting-in-the-same-formulas": (
        MEETING % ("温柏然", "青椒冷库建设", "冷库建设", "柳塘乡和合作社", "县农业局、县供销社"),
        MEETING % ("苗青禾", "渡口船工安置", "安置船工", "沿江三个乡镇", "县交通局、县海事所"),
    ),
    "too-short-to-tell": ("渡口今日停航，请绕行跨江大桥。", "渡口今日停航，请绕行跨江大桥。"),
    "no-text": ("", ""),
    "no-letters": ("3，5。", "3，5。"),
}


@pytest.mark.parametrize(("one", "other"), STRANGERS.values(), ids=STRANGERS)
def test_what_only_shares_a_part_is_no_copy(one, other):
    assert rows_of(one, other) == []


def test_what_stands_in_more_texts_than_there_are_papers_is_boilerplate():
    rng = random.Random(5)
    notice = FERRY[:100]
    bodies = [notice + "".join(chr(rng.randrange(0x4E00, 0x9000)) for _ in range(60)) for _ in range(60)]
    assert rows_of(*bodies[:2]) != []
    assert rows_of(*bodies) == []


def test_two_cut_versions_come_together_by_the_full_one():
    rows = rows_of(LEAD + MIDDLE[:10], (MIDDLE + TAIL, None), FERRY)
    assert {row.article_id: row.cluster_id for row in rows} == {"s0": "s0", "s1": "s0", "s2": "s0"}


def test_the_earliest_copy_is_told_by_date_then_by_id_and_undated_ones_come_last():
    rows = rows_of((FERRY, None), (FERRY, DAY), (FERRY, DAY - datetime.timedelta(1)), (FERRY, DAY))
    assert [(row.article_id, row.is_earliest) for row in rows] == [
        ("s2", True), ("s1", False), ("s3", False), ("s0", False)
    ]  # fmt: skip


def test_shares_are_of_letters_held_against_the_earliest_copy():
    whole, kept, local = (len(letters_of(text).codes) for text in (FERRY, LEAD + MIDDLE, LOCAL))
    _, row = rows_of(FERRY, f"{LEAD}{MIDDLE}{LOCAL}")
    assert (row.coverage, row.kept, row.similarity) == pytest.approx(
        (kept / (kept + local), kept / whole, 2 * kept / (whole + kept + local)), abs=1e-4
    )


MADE = made_corpus(seed=11, articles=150, copies=50).documents


@given(st.permutations(range(len(MADE))), st.integers(1, 60))
@settings(max_examples=12, deadline=None)
def test_the_order_of_stories_shows_nowhere(order, chunk):
    assert parts_of(*(MADE[n] for n in order), batch_rows=chunk) == parts_of(*MADE) != []


@given(st.lists(st.sets(st.integers(0, len(MADE) - 1)), max_size=4))
@settings(max_examples=12, deadline=None)
def test_what_was_kept_of_any_state_before_shows_nowhere(states):
    inputs = MadeInputs({})
    for numbers in (*states, range(len(MADE))):
        inputs.tables = tables_of([MADE[n] for n in numbers])
        parts = list(reprint_rows(inputs))
    assert parts == parts_of(*MADE)


def test_a_story_added_is_read_alone_and_with_what_is_held_against_it():
    inputs = MadeInputs(tables_of(MADE))
    list(reprint_rows(inputs))
    inputs.read.clear()
    again = Document("new", "云岭日报", DAY, MADE[0].body)
    inputs.tables = tables_of([*MADE, again])
    rows = [row for part in reprint_rows(inputs) for row in part]
    assert {"new", MADE[0].article_id} <= {row.article_id for row in rows}
    assert len(set(inputs.read["reprints"])) < 10


def test_parts_are_cut_by_the_year_of_the_earliest_copy():
    later = DAY.replace(year=2032)
    stories = (("a", later, PEPPER + LOCAL), ("b", DAY, FERRY), ("c", later, PEPPER + LOCAL), ("d", later, FERRY))
    parts = parts_of(*(Document(article_id, None, day, body) for article_id, day, body in stories))
    assert [[row.article_id for row in part] for part in parts] == [["b", "d"], ["a", "c"]]


def copy(article_id: str, body: str, *offsets: int) -> Copy:
    """A copy whose parts start at these offsets, the first at 0."""
    starts = [0, *offsets]
    return Copy(
        "2031", "a", article_id, article_id == "a", body, [f"{article_id}{n}" for n in range(len(starts))], starts
    )


CHANGES = {
    "nothing": (FERRY, FERRY, []),
    "lead-cut": (FERRY, f"{MIDDLE}\n{TAIL}", [("cut", LEAD)]),
    "middle-cut": (FERRY, f"{LEAD}\n{TAIL}", [("cut", MIDDLE)]),
    "tail-cut": (FERRY, f"{LEAD}\n{MIDDLE}", [("cut", TAIL)]),
    "added-between": (FERRY, f"{LEAD}\n{LOCAL}\n{MIDDLE}\n{TAIL}", [("added", LOCAL)]),
    "replaced": (FERRY, f"{LOCAL}\n{MIDDLE}\n{TAIL}", [("cut", LEAD), ("added", LOCAL)]),
    "quoted-and-numbered": (
        f"{LEAD}“{MIDDLE}”{TAIL}",
        f"{LEAD}2031年5月，县里公布了停航的渡口名单。“{MIDDLE}”{TAIL}",
        [("added", "2031年5月，县里公布了停航的渡口名单。")],
    ),
    "moved": (FERRY, f"{TAIL}\n{LEAD}\n{MIDDLE}", []),
    "a-word-for-another": (FERRY, FERRY.replace("木箱", "皮箱").replace("昨天", "前日"), []),
}


@pytest.mark.parametrize(("earliest", "other", "expected"), CHANGES.values(), ids=CHANGES)
def test_what_a_copy_cut_and_added(earliest, other, expected):
    rows = passages_of([copy("a", earliest), copy("b", other)])
    assert [(row.kind, row.text) for row in rows] == expected
    bodies = {"a0": earliest, "b0": other}
    assert all(bodies[row.article_id][row.char_start : row.char_end] == row.text for row in rows)


def test_a_passage_that_a_jump_cuts_stands_in_both_parts():
    at = len(LEAD) + 1 + 20
    rows = passages_of([copy("a", FERRY, at), copy("b", f"{LEAD}\n{TAIL}")])
    assert [(row.article_id, row.text, row.char_start) for row in rows] == [
        ("a0", MIDDLE[:20], len(LEAD) + 1), ("a1", MIDDLE[20:], 0)
    ]  # fmt: skip


@given(st.text("渡船停了，摆“。1 \n", max_size=200), st.text("渡船停了，摆“。1 \n", max_size=200))
@settings(max_examples=100, deadline=None)
def test_every_passage_stands_where_it_says(one, other):
    for row in passages_of([copy("a", one), copy("b", other)]):
        body = one if row.kind == "cut" else other
        assert body[row.char_start : row.char_end] == row.text == row.text.strip() != ""


HOSTILE = {
    "one-letter-repeated": ("渡" * 20_000, "渡" * 20_000),
    "a-refrain": ("渡船停了摆渡的" * 3_000, "渡船停了摆渡的" * 2_000),
    "lone-surrogates": (FERRY + "\ud800", FERRY + "\udfff"),
}


@pytest.mark.parametrize(("one", "other"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_held_against_itself(one, other):
    assert passages_of([copy("a", one), copy("b", one)]) == []
    assert all(
        row.text in (one, other) or len(row.text) < len(one) for row in passages_of([copy("a", one), copy("b", other)])
    )
