"""Lines of display above narrow columns, and short paragraphs between blank lines."""

from __future__ import annotations

import pytest

from tasks.clean.unwrap import unwrap
from tasks.rule import apply_edits

COLUMN = """    渡口的老船工说，从前过江要等
半个钟头，如今桥修好了，学生上学
再不用摸黑赶船。码头边的茶摊也搬
到了桥头，生意比往年好了一倍。
    镇里的水利员介绍，桥墩旁立起
了水尺，每天早晚各记一次，汛期加
密到每个钟头一次，数字贴在村口。"""
PLAIN = COLUMN.replace("    ", "")


def unwrapped(text: str) -> list[str]:
    """The paragraphs of a text."""
    return apply_edits(text, unwrap(text)).split("\n")


@pytest.mark.parametrize(
    "stack",
    [
        ["青溪镇召开渡口改造的工作现场会", "一桥飞架南北岸 两岸从此是邻居"],
        ["老渡口边立新桥墩两岸人来人往", "《河畔周刊》记者 徐甲 本报记者 王乙"],
        ["青溪镇：一桥连起两岸人家", "青溪镇的渡口今年通了桥，船工上岸"],
    ],
    ids=["couplet", "byline", "place named again"],
)
def test_a_headline_as_wide_as_the_column_is_not_joined(stack):
    assert stack[0] in unwrapped("\n".join([PLAIN, "", *stack, PLAIN]))


def test_a_caption_without_indent_goes_on_where_paragraphs_keep_theirs():
    lines = ["图为船工赵青禾（左）在渡口旁系上最", "后一根缆绳。"]
    assert "".join(lines) in unwrapped("\n".join([COLUMN, "", *lines, "", COLUMN]))


def test_a_paragraph_of_two_lines_between_blank_lines_takes_the_width_of_its_page():
    lines = ["新桥通了", "通讯员 徐甲", "“江上风大。”昨天上午，老船", "工指着桥墩对记者说。"]
    assert unwrapped("\n".join([PLAIN, "", *lines, "", PLAIN]))[-4:-2] == [lines[1], lines[2] + lines[3]]


def test_a_bracket_that_a_break_cut_is_joined():
    lines = ["3月4日拍摄的青溪镇新渡口全景（无", "人机照片）。"]
    assert "".join(lines) in unwrapped("\n".join([PLAIN, "", *lines, "", PLAIN]))
