"""Jump marks in the wordings that papers use, and what only looks like one."""

from __future__ import annotations

import pytest

from tasks.lang.jump_marks import find_back, find_onward

BODY = "船工们忙着系缆、搬货，跳板修好了。"
ONWARD = (
    "（下转第三版）", "(下转第3版)", "（下转03版）", "（下转A03版）", "【下转第3版】", "〔下转三版〕", "（转第3版）", "（文转第3版）", "（下接第3版）",
    "（紧接第三版）", "（未完，下转第3版）", "（下转第三版·要闻）", "（下转第3版“渡口通航”）", "（下转三版①）", "（下转3、4版）", "（下转 第三版）", "▶下转第3版", "→转第3版",
    "下转3版▶", "未完待续，转第3版", "（续见第三版）",
)  # fmt: skip
BACK = (
    "（上接第三版）", "(上接第3版)", "（上接03版）", "（上接A03版）", "【上接第3版】", "〔上接三版〕", "（接第3版）", "（文接第3版）", "（紧接第三版）", "（续第3版）",
    "（上接第3版头条）", "（上接第三版·要闻）", "（上接第3版“渡口通航”）", "（上接第3版①）", "（上接 第三版）",
)  # fmt: skip


@pytest.mark.parametrize("mark", ONWARD)
def test_mark_at_the_end_of_a_text(mark):
    jump = find_onward(BODY + mark)
    assert (jump.page, (BODY + mark)[jump.start : jump.end].strip()) == (3, mark)


@pytest.mark.parametrize("mark", BACK)
def test_mark_at_the_beginning_of_a_text(mark):
    jump = find_back(mark + BODY)
    assert (jump.page, jump.start, jump.end) == (3, 0, len(mark))


@pytest.mark.parametrize("mark", ["上接第3版", "◀上接第3版", "←上接03版", "接三版", "上接第三版·要闻"])
def test_mark_on_a_line_of_its_own(mark):
    assert find_back(mark).page == 3


@pytest.mark.parametrize(
    "text",
    ["方案转第二组讨论", "请翻到第三版", "上接天线、下接地气，才办得好第三版", "会议（续第二版方案）", "（转自《青溪日报》第2版）", "续第三版合同", "下转弯处第3块版"],
)  # fmt: skip
def test_what_is_no_mark(text):
    assert find_onward(text) is None
    assert find_back(text) is None
