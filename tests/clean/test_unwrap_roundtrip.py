"""Paragraphs set in columns by a small typesetter come back whole."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

import pytest

from tasks.clean.unwrap import unwrap
from tasks.lang.characters import columns
from tasks.rule import apply_edits

SUBJECTS = (
    "镇上的老木匠",
    "新来的农技员",
    "清河中学的学生们",
    "市图书馆",
    "合作社的社员",
    "值班的护士长",
    "县供电公司",
    "北岸码头",
)
TIMES = ("入秋以后", "去年冬天", "3月12日清晨", "这几年", "放学以后", "汛期到来之前", "2023年底", "每逢赶集的日子")
ACTIONS = (
    "把旧仓库改成了展室",
    "给沿河的路装上了灯",
    "挨家挨户登记需要修的屋顶",
    "在堤上种下两千棵柳树",
    "教孩子们认识节气",
)
RESULTS = (
    "来的人比往年多了一倍",
    "省下的钱用来买了新书",
    "大家都说这件事办得实在",
    "连邻县的人也赶来看",
    "全年增收12.5万元",
)
ENDS = ("。", "。", "。", "。", "！", "？", "。”")

KEPT_FROM_START = "，。、；：！？”）》"
UNIT = re.compile(rf"[0-9A-Za-z.%]+[{KEPT_FROM_START}]*|[“（《]*.[{KEPT_FROM_START}]*")


def sentence(rng: random.Random) -> str:
    end = rng.choice(ENDS)
    body = f"{rng.choice(TIMES)}，{rng.choice(SUBJECTS)}{rng.choice(ACTIONS)}，{rng.choice(RESULTS)}"
    return f"{rng.choice(SUBJECTS)}的负责人说：“{body}{end}" if end == "。”" else body + end


def paragraphs(rng: random.Random) -> list[str]:
    return ["".join(sentence(rng) for _ in range(rng.randint(1, 6))) for _ in range(rng.randint(4, 12))]


def set_in_column(text: str, width: int, first_indent: int) -> list[str]:
    """Rows of a column in which no closing mark starts a row and no opening mark ends one."""
    rows, row, room = [], "", width - first_indent
    for unit in UNIT.findall(text):
        if row and columns(row + unit) > room:
            rows, row, room = [*rows, row], "", width
        row += unit
    return [*rows, row]


@dataclass(frozen=True)
class Style:
    """How a page is set: the indent of first lines, whether it is kept, and the blank lines."""

    indent: int
    kept: str
    between: str
    cuts: bool = False

    def page(self, rng: random.Random, width: int, texts: list[str]) -> str:
        blocks = []
        for text in texts:
            rows = set_in_column(text, width, self.indent)
            if self.cuts and len(rows) > 3:
                at = rng.randint(1, len(rows) - 2)
                unfinished = rows[at - 1][-1] not in "。！？”"
                rows.insert(at, "") if unfinished else None
            blocks.append(self.kept + "\n".join(rows))
        return self.between.join(blocks)


STYLES = {
    "indents kept": Style(4, "　　", "\n"),
    "indents kept as spaces": Style(4, "    ", "\n"),
    "indents dropped, blank lines": Style(4, "", "\n\n"),
    "indents dropped, column breaks": Style(4, "", "\n\n", cuts=True),
    "no indents, blank lines": Style(0, "", "\n\n"),
}


WHOLE = 0.98
"""Share of paragraphs that must come back exactly: a full last line before another paragraph leaves no trace."""


@pytest.mark.parametrize("width", [24, 34, 40, 76])
@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES.keys())
def test_paragraphs_come_back_whole(style, width):
    right = total = 0
    for seed in range(8):
        rng = random.Random(seed)
        texts = paragraphs(rng)
        page = style.page(rng, width, texts)
        right += len(set(texts) & set(apply_edits(page, unwrap(page)).split("\n")))
        total += len(set(texts))
    assert right >= WHOLE * total
