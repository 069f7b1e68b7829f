"""From pieces to the text that a dump holds: narrow columns, vision-model output, web page as text or HTML, mirror."""

from __future__ import annotations

import html
import random
import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby

from opencc import OpenCC

from tests.eval.pages_made.grammar import person_name
from tests.eval.pages_made.truth import Sheet, Story

NO_LINE_START = "，。！？；：、”’）》】〉…%"
NO_LINE_END = "“‘（《【〈"
READINGS = {
    "會": "huì", "時": "shí", "圍": "wéi", "實": "shí", "動": "dòng", "書": "shū", "記": "jì", "報": "bào", "進": "jìn", "關": "guān",
    "從": "cóng", "發": "fā", "說": "shuō", "這": "zhè", "數": "shù", "長": "zhǎng", "業": "yè", "開": "kāi", "來": "lái", "個": "gè",
    "過": "guò", "兩": "liǎng", "問": "wèn", "題": "tí", "產": "chǎn", "設": "shè", "為": "wéi", "點": "diǎn", "現": "xiàn", "對": "duì",
}  # fmt: skip
"""Characters that a mirror prints with their reading in brackets."""

HALF_WIDTH = str.maketrans("，：；？！（）", ",:;?!()")


def width_of(text: str) -> int:
    """Display columns: a Latin character takes one, any other two."""
    return sum(1 if char.isascii() else 2 for char in text)


def wrapped(text: str, columns: int, first: int, hang: bool) -> list[str]:
    """A paragraph as printed lines of a column; `first` columns are lost on the first line."""
    lines, line, room = [], "", columns - first
    for char in text:
        need = width_of(char)
        if width_of(line) + need > room and not (char in NO_LINE_START and hang and width_of(line) <= room):
            carry = ""
            while line and (carry or char)[0] in NO_LINE_START:
                line, carry = line[:-1], line[-1] + carry
            while line and line[-1] in NO_LINE_END:
                line, carry = line[:-1], line[-1] + carry
            lines.append(line)
            line, room = carry, columns
        line += char
    return [*lines, line] if line else lines


class Columns:
    """A PDF's text layer: hard-wrapped columns, blank lines where a column ends, blank lines and indents kept or lost."""

    def __init__(self, rng: random.Random, head_on_top: bool) -> None:
        self.rng = rng
        self.head_on_top = head_on_top
        self.width = 2 * rng.randint(13, 22)
        self.blank_paragraphs = rng.random() < 0.5
        self.indent = rng.choice(("\u3000\u3000", "    ", "")) if not self.blank_paragraphs else ""
        self.blank_groups = rng.random() < 0.6
        self.blank_stories = rng.random() < 0.85
        self.hang = rng.random() < 0.5

    def story(self, story: Story) -> list[str]:
        """A story's printed lines."""
        out: list[str] = []
        left = self.rng.randint(15, 45)
        for role, pieces in groupby(story.pieces, key=lambda piece: piece[0]):
            if out and (self.blank_groups or role in ("caption", "credit")):
                out.append("")
            for _, text in pieces:
                if role not in ("para", "caption"):
                    out.append(text)
                    continue
                first = 4 if role == "para" else 0
                lines = wrapped(text, self.width, first, self.hang) if len(text) * 2 > self.width else [text]
                lines[0] = (self.indent if role == "para" else "") + lines[0]
                for line in lines:
                    out.append(line)
                    left -= 1
                    if left == 0:
                        out += [""] * self.rng.randint(1, 2)
                        left = self.rng.randint(15, 45)
                if self.blank_paragraphs and out[-1]:
                    out.append("")
        return out

    def sheet(self, sheet: Sheet) -> str:
        """A page's text."""
        blocks = [self.story(story) for story in sheet.stories]
        blocks = displaced(self.rng, sheet.stories, blocks)
        blocks = placed(self.rng, blocks, head_blocks(self.rng, sheet), self.head_on_top)
        gap = "\n\n" if self.blank_stories else "\n"
        return re.sub(r"\n{4,}", "\n\n\n", gap.join("\n".join(block).strip("\n") for block in blocks if block)) + "\n"


def head_blocks(rng: random.Random, sheet: Sheet) -> list[list[str]]:
    """The masthead's pieces, on lines of their own or with blank lines between."""
    pieces = sheet.head.pieces
    return [[line] for line in pieces] if rng.random() < 0.5 else [list(pieces)] if pieces else []


def placed(rng: random.Random, blocks: list[list[str]], heads: list[list[str]], on_top: bool) -> list[list[str]]:
    """The masthead above or below the stories, or one part of it above and one below."""
    form = rng.choices(("top", "bottom", "both"), (0.7, 0.15, 0.15))[0]
    if on_top or form == "top" or (form == "both" and len(heads) < 4):
        return [*heads, *blocks]
    if form == "bottom":
        return [*blocks, *heads]
    at = len(heads) - 2
    return [*heads[:at], *blocks, *heads[at:]]


STACK = ("column", "kicker", "headline", "deck")


def displaced(rng: random.Random, stories: Sequence[Story], blocks: list[list[str]]) -> list[list[str]]:
    """Now and then one story's headline stack stands behind its body, or at the page's end."""
    able = [at for at, story in enumerate(stories) if _can_lose_its_stack(story)]
    if not able or rng.random() > 0.25:
        return blocks
    at = rng.choice(able)
    lines = sum(role in STACK for role, _ in stories[at].pieces)
    kept = [line for line in blocks[at] if line]
    stack = kept[:lines]
    body = blocks[at]
    for line in stack:
        body = body[body.index(line) + 1 :]
    out = [*blocks[:at], body, *blocks[at + 1 :]]
    place = at + 1 if rng.random() < 0.6 else len(out)
    return [*out[:place], stack, *out[place:]]


def _can_lose_its_stack(story: Story) -> bool:
    """A report that begins with a dateline, so that its beginning shows without its headline."""
    if story.kind != "news" or not story.headline or story.column or story.jump_from or story.captions:
        return False
    first = next(text for role, text in story.pieces if role == "para")
    return len(story.pieces) > 2 and first.startswith(("本报", "新华社", "中新社", "【本报"))


class Vision:
    """What a vision model writes of a page: markdown marks, one paragraph a line, stories in any order."""

    def __init__(self, rng: random.Random, head_on_top: bool) -> None:
        self.rng = rng
        self.head_on_top = head_on_top
        self.mark = rng.choice(("#", "##", "**", ""))
        self.kicker_mark = rng.choice(
            {"#": ("", "##", "**"), "##": ("", "###", "**"), "**": ("", "**"), "": ("",)}[self.mark]
        )
        self.rule = rng.random() < 0.3
        self.quote = rng.random() < 0.3
        self.scrambled = rng.random() < 0.5

    def line(self, role: str, text: str) -> str:
        """A piece with its marks."""
        mark = {"headline": self.mark, "kicker": self.kicker_mark, "deck": self.kicker_mark}.get(role, "")
        if role == "subhead" and self.mark.startswith("#"):
            mark = "###"
        if role in ("caption", "credit") and self.quote:
            mark = ">"
        if mark == "**":
            return f"**{text}**"
        return f"{mark} {text}" if mark else text

    def sheet(self, sheet: Sheet) -> str:
        """A page's text."""
        stories = list(sheet.stories)
        if self.scrambled:
            stories = _shuffled(self.rng, stories)
            sheet.stories[:] = stories
        blocks = [[line for piece in story.pieces for line in (self.line(*piece), "")] for story in stories]
        if self.rule:
            blocks = [[*block, "---", ""] for block in blocks]
        heads = [[*lines, ""] for lines in head_blocks(self.rng, sheet)]
        if self.mark == "#" and heads:
            heads = [[f"# {line}" if line == sheet.head.newspaper else line for line in lines] for lines in heads]
        return "\n".join("\n".join(block) for block in placed(self.rng, blocks, heads, self.head_on_top)) + "\n"


def _shuffled(rng: random.Random, stories: list[Story]) -> list[Story]:
    """Stories in any order; a digest's items stay together."""
    groups: list[list[Story]] = []
    for story in stories:
        begins = not (story.kind == "brief" and groups and groups[-1][0].column == story.column)
        groups[-1:] = [[story]] if not groups else [groups[-1], [story]] if begins else [[*groups[-1], story]]
    rng.shuffle(groups)
    return [story for group in groups for story in group]


def web_lines(rng: random.Random, paper: str, day: str) -> tuple[list[str], list[str], list[str]]:
    """What a site prints above, in and below a story."""
    above = [
        rng.choice((f"首页 > {paper} > 要闻", "当前位置：首页 > 新闻中心 > 正文", f"{paper}网 首页 新闻 视频 专题"))
    ]
    meta = rng.choice(
        (f"来源：{paper} 发布时间：{day} 08:{rng.randint(10, 59)}", f"{day} 07:{rng.randint(10, 59)} 来源：{paper}", f"发布时间：{day} 来源：{paper} 浏览次数：{rng.randint(30, 9000)}")
    )  # fmt: skip
    below = rng.sample(
        ("分享到：微信 微博 QQ空间", "扫一扫在手机打开当前页", "打印 关闭", f"版权声明：凡注明来源为“{paper}”的作品，未经授权不得转载。", f"责任编辑：{person_name(rng)}", "【纠错】", "上一篇：没有了", "相关阅读"),
        rng.randint(1, 4),
    )  # fmt: skip
    return above, [meta], below


def web_text(rng: random.Random, story: Story, paper: str, day: str, related: Sequence[str]) -> str:
    """A web page saved as text: site lines, title, source line, the story, furniture, links to other stories."""
    above, meta, below = web_lines(rng, paper, day)
    stack, rest = _stack_and_rest(story)
    head = [*(above if rng.random() < 0.6 else []), *stack, *meta]
    if "相关阅读" in below:
        below = [line for line in below if line != "相关阅读"] + ["相关阅读", *related]
    gap = "\n\n" if rng.random() < 0.4 else "\n"
    return gap.join([*head, *rest, *below]) + "\n"


def _stack_and_rest(story: Story) -> tuple[list[str], list[str]]:
    stack = [text for role, text in story.pieces if role in STACK]
    return stack, [text for role, text in story.pieces if role not in STACK]


def web_html(rng: random.Random, story: Story, paper: str, day: str, related: Sequence[str]) -> str:
    """The same as HTML."""
    above, meta, below = web_lines(rng, paper, day)
    _, rest = _stack_and_rest(story)
    tags = {"headline": "h1", "kicker": "h3", "deck": "h2", "column": "h4"}
    stack = [f"<{tags[role]}>{html.escape(text)}</{tags[role]}>" for role, text in story.pieces if role in tags]
    paragraphs = [f"<p>{rng.choice(('', '　　'))}{html.escape(text)}</p>" for text in rest]
    links = "".join(f'<li><a href="/n/{rng.randint(1000, 9999)}.html">{html.escape(text)}</a></li>' for text in related)
    title = html.escape(f"{story.headline or story.kicker}_{paper}网")
    foot = "".join(f'<div class="foot">{html.escape(line)}</div>' for line in below if line != "相关阅读")
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f'<div class="nav">{html.escape(above[0])}</div><div class="main">{"".join(stack)}<div class="info">{html.escape(meta[0])}</div>'
        f'<div class="content">{"".join(paragraphs)}</div></div><div class="related"><h4>相关阅读</h4><ul>{links}</ul></div>{foot}</body></html>'
    )


@cache
def _to_traditional() -> OpenCC:
    return OpenCC("s2t")


def mirrored(rng: random.Random, text: str) -> str:
    """Traditional characters, half-width marks, and readings behind some characters."""
    text = _to_traditional().convert(text)
    if rng.random() < 0.7:
        text = text.translate(HALF_WIDTH)
    if rng.random() < 0.7:
        chosen = set(rng.sample(sorted(READINGS), 22))
        text = "".join(f"{char}({READINGS[char]})" if char in chosen else char for char in text)
    return text
