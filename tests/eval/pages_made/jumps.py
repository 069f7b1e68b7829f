"""Jumps across pages: a story cut in two, marks in the wordings that papers use, the continuation's headline."""

from __future__ import annotations

import random

from tests.eval.pages_made.stories import Issue, news
from tests.eval.pages_made.truth import Story

NUMERALS = "〇一二三四五六七八九"

ONWARD = (
    "（下转第{han}版）", "（下转第{n}版）", "（下转{n}版）", "（下转{nn}版）", "（下转{han}版）", "(下转第{n}版)", "【下转第{han}版】",
    "下转第{n}版", "▶下转第{n}版", "（转第{n}版）", "（转{han}版）", "（紧接第{n}版）", "（下转第{n}版▶）", "下转{nn}版▶", "（下转A{nn}版）",
    "（未完，下转第{n}版）", "（下转 第{han}版）", "→转第{n}版", "（下转第{han}版·{name}）", "（下转{n}版{name}）", "▷▷下转{n}版", "（下接第{n}版）",
    "〔下转第{han}版〕", "（文转第{n}版）", "（下转第{n}版“{title}”）", "（下转{han}版①）", "未完待续，转第{n}版",
)  # fmt: skip
"""Marks at the end of a first part."""

BACK = (
    "（上接第{han}版）", "（上接第{n}版）", "（上接{n}版）", "（上接{nn}版）", "(上接第{n}版)", "【上接第{han}版】", "上接第{n}版", "◀上接第{n}版",
    "（接第{han}版）", "（接{n}版）", "（紧接第{han}版）", "（上接A{nn}版）", "（上接 第{han}版）", "（上接{han}版）", "←上接{nn}版", "（上接第{n}版“{title}”）",
    "（上接第{han}版·{name}）", "◁◁上接{n}版", "〔上接第{han}版〕", "（上接第{n}版头条）", "（续第{n}版）", "（文接第{n}版）", "（上接第{n}版①）",
)  # fmt: skip
"""Marks of a second part."""


def mark(rng: random.Random, wordings: tuple[str, ...], page: int, title: str) -> str:
    """A mark that names a page."""
    short = title.replace(" ", "")[:6]
    name = rng.choice(("要闻", "综合", "民生"))
    return rng.choice(wordings).format(n=page, nn=f"{page:02}", han=NUMERALS[page], name=name, title=short)


def jumping(issue: Issue, here: int, there: int) -> tuple[Story, Story]:
    """The two parts of a story that goes on from page `here` to page `there`."""
    rng = issue.rng
    whole = news(issue, rng.randint(6, 10))
    while whole.captions or any(role in ("end", "subhead") for role, _ in whole.pieces):
        whole = news(issue, rng.randint(6, 10))
    first, second = _cut(whole, rng)
    title = whole.headline or whole.deck or ""
    first.jump_to, second.jump_from = there, here
    _put_onward(first, rng, mark(rng, ONWARD, there, title))
    _put_back(second, rng, mark(rng, BACK, here, title), title)
    return first, second


def _cut(whole: Story, rng: random.Random) -> tuple[Story, Story]:
    """Cut a story behind some paragraph, or inside one."""
    paras = [at for at, (role, _) in enumerate(whole.pieces) if role == "para"]
    last = paras[rng.randint(1, len(paras) - 3)]
    number = paras.index(last)
    first = Story(
        whole.kind, whole.pieces[: last + 1], whole.kicker, whole.headline, whole.deck, whole.column, whole.authors
    )
    first.highlights = whole.highlights
    first.body = whole.body[: number + 1]
    second = Story(whole.kind, whole.pieces[last + 1 :], body=whole.body[number + 1 :])
    tail = whole.pieces[-1][1].removeprefix(whole.body[-1])
    if tail.startswith("（"):
        first.authors, second.authors = (), whole.authors
    text = whole.body[number]
    if rng.random() < 0.5 and len(text) > 40 and number:
        at = rng.randint(15, len(text) - 15)
        first.pieces[-1] = ("para", text[:at])
        first.body[-1] = text[:at]
        second.pieces.insert(0, ("para", text[at:]))
        second.body.insert(0, text[at:])
    return first, second


def _put_onward(first: Story, rng: random.Random, text: str) -> None:
    role, last = first.pieces[-1]
    bracketed = text[0] in "（(【〔"
    if bracketed and rng.random() < 0.6:
        first.pieces[-1] = (role, last + text)
    else:
        first.pieces.append(("jump", text))


def _put_back(second: Story, rng: random.Random, text: str, title: str) -> None:
    """The mark above or below a headline that is repeated or shortened, or before the text where there is none."""
    form = rng.choices(("repeated", "shortened", "none"), (0.4, 0.3, 0.3))[0]
    line = title if form == "repeated" else title.split("：")[-1].split()[0] if form == "shortened" else ""
    if len(line) >= 5:
        second.headline = line
        stack = [("headline", line)]
        second.pieces[:0] = rng.choice(([*stack, ("jump", text)], [("jump", text), *stack]))
        return
    if text[0] in "（(【〔" and rng.random() < 0.6:
        role, piece = second.pieces[0]
        second.pieces[0] = (role, text + piece)
    else:
        second.pieces.insert(0, ("jump", text))
