"""The forms in which a page reaches a reader: PDF text layer, web page, mirror's copy, vision model's output."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Sequence

import opencc

from samples.story import Issue, Photo, Story

NO_LINE_START = "，。、；：？！）”’》…％%"
"""Marks that hang on to the line before rather than start one."""

NO_LINE_END = "“‘（《"
"""Marks that go over to the next line rather than end one."""


BIG5_FORMS = str.maketrans("爲麪裏", "為麵裡")
"""Forms of OpenCC's own standard that Big5 lacks, and the usual ones that it has."""


def to_traditional(text: str) -> str:
    """`text` in traditional characters; raises ValueError where the way back would not give `text` again."""
    traditional: str = opencc.OpenCC("s2t").convert(text).translate(BIG5_FORMS)
    if opencc.OpenCC("t2s").convert(traditional) != text:
        raise ValueError(f"does not survive the round trip: {text}")
    return traditional


def width_of(text: str) -> int:
    """Display columns: 2 for a full-width character.

    >>> width_of("3月")
    3
    """
    return sum(1 if character < "\u2000" else 2 for character in text)


def _pieces(text: str) -> Iterable[str]:
    """Runs that a line end may not cut: numbers and Latin words whole, any other character alone."""
    run = ""
    for character in text:
        if character.isascii() and (character.isalnum() or character == "."):
            run += character
            continue
        if run:
            yield run
        run = ""
        yield character
    if run:
        yield run


def wrap(text: str, columns: int) -> list[str]:
    """`text` in lines of `columns` display columns, by the rules that Chinese typesetting keeps at line ends."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if width_of(line + piece) <= columns or piece in NO_LINE_START:
            line += piece
            continue
        held = line[-1] if line[-1:] and line[-1] in NO_LINE_END else ""
        lines.append(line.removesuffix(held))
        line = held + piece
    return [*lines, line]


def set_columns(paragraphs: Iterable[str], columns: int, depth: int, indent: str, gap: bool) -> list[str]:
    """Paragraphs as a PDF's narrow columns: hard-wrapped, a blank line where a column of `depth` lines ends.

    `indent` starts each paragraph; `gap` puts a blank line between paragraphs.
    """
    lines: list[str] = []
    printed = 0
    for paragraph in paragraphs:
        if lines and gap:
            lines.append("")
        for line in wrap(indent + paragraph, columns):
            if printed and printed % depth == 0 and lines[-1]:
                lines.append("")
            lines.append(line)
            printed += 1
    return lines


def masthead(issue: Issue, extra: Sequence[str] = ()) -> list[str]:
    """A plain masthead, a piece a line."""
    paper = issue.paper
    return [
        paper.name,
        paper.romanized,
        f"{issue.printed_date} {issue.weekday}",
        issue.lunar,
        f"第{issue.number}期 今日{issue.pages}版",
        f"国内统一连续出版物号{paper.cn_code}",
        f"{paper.sponsor} {paper.name}社出版",
        *extra,
    ]


def scattered_masthead(issue: Issue, extra: Sequence[str] = ()) -> list[str]:
    """The masthead as a PDF layer gives it: in pieces, out of order, the date over several lines."""
    paper = issue.paper
    month, day = issue.printed_date.removesuffix("日").split("月")
    return [
        f"{paper.sponsor} {paper.name}社出版",
        "",
        f"{month}月",
        "",
        f"{issue.lunar} {day}",
        "",
        issue.weekday,
        "",
        f"今日{issue.pages}版",
        "",
        f"第{issue.number}期 国内统一连续出版物号{paper.cn_code}",
        "",
        paper.name,
        *extra,
    ]


def stack(story: Story) -> list[str]:
    """Column name, kicker, headline, deck, a line each."""
    lines = [story.column_name, story.kicker, *story.headline, story.deck]
    return [line for line in lines if line]


def caption(photo: Photo) -> str:
    """A caption with its credit on one line."""
    return f"{photo.text} {photo.credit}"


def half_width(text: str) -> str:
    """`text` with commas, colons, semicolons and brackets as web editors' tools leave them.

    >>> half_width("（记者甲）今天，好。")
    '(记者甲)今天,好。'
    """
    return text.translate(str.maketrans("，：；（）", ",:;()"))


WEB_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}-{paper}数字报</title>
<script>var page = "01"; document.title += " | 数字报";</script>
<style>.nav li {{ float: left }}</style>
</head>
<body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/szb/">数字报</a></li><li><a href="/video/">视频</a></li><li><a href="/help/">帮助中心</a></li></ul></div>
<div class="crumbs">{paper} &gt; {date} &gt; 第01版：要闻</div>
<div class="content">
<h1>{title}</h1>
<h2>{deck}</h2>
<p class="meta">{date} {weekday} 来源：{paper}</p>
{paragraphs}
</div>
<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a></div>
<div class="related"><h3>相关阅读</h3><ul><li><a href="/a/1">澜州春季招聘会本周开场</a></li><li><a href="/a/2">一图看懂港口新航线</a></li></ul></div>
<div class="footer">版权所有 {paper}社 未经授权不得转载 <a href="/about">关于我们</a></div>
</body>
</html>
"""


def web_page(issue: Issue, story: Story) -> str:
    """An article's page on the paper's site, between navigation, share links, related links and footer."""
    paragraphs = "\n".join(f"<p>&emsp;&emsp;{_entities(paragraph)}</p>" for paragraph in story.paragraphs)
    return WEB_PAGE.format(
        title=_entities(story.headline[0]),
        deck=story.deck,
        paper=issue.paper.name,
        date=issue.printed_date,
        weekday=issue.weekday,
        paragraphs=paragraphs,
    )


def _entities(text: str) -> str:
    return html.escape(text).replace("“", "&ldquo;").replace("”", "&rdquo;")


def json_lines(issues: Sequence[Issue], stories: Sequence[Story]) -> str:
    """One document a line, with the keys that a crawler writes."""
    documents = (
        {
            "title": story.headline[0],
            "text": "\n".join((*story.paragraphs, *([story.byline] if not story.dateline and story.byline else []))),
            "date": issue.published_on,
            "newspaper": issue.paper.name,
            "url": f"https://yandu.example/html/{issue.published_on[:7]}/{issue.published_on[8:]}/content_{number}.htm",
        }
        for number, (issue, story) in enumerate(zip(issues, stories, strict=True), start=4101)
    )
    return "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)
