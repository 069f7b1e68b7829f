"""The sample pages: which file holds which stories in which form."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from samples import canglan, linxi, yandu
from samples.damage import damage
from samples.forms import (
    caption,
    half_width,
    json_lines,
    masthead,
    scattered_masthead,
    set_columns,
    stack,
    to_traditional,
    web_page,
    wrap,
)
from samples.story import CANGLAN, LINXI, YANDU, Issue, Photo, Story

LUNAR = {4: "正月廿四", 5: "正月廿五", 6: "正月廿六", 7: "正月廿七", 8: "正月廿八"}
WEEKDAYS = {4: "星期一", 5: "星期二", 6: "星期三", 7: "星期四", 8: "星期五"}


def _issue(paper: str, day: int) -> Issue:
    """The issue of a March day of 2024."""
    papers = {"canglan": (CANGLAN, 18232, 8), "linxi": (LINXI, 9100, 16), "yandu": (YANDU, 7306, 4)}
    which, base, pages = papers[paper]
    return Issue(which, f"2024-03-{day:02d}", WEEKDAYS[day], f"甲辰年{LUNAR[day]}", base + day, pages)


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader should get out of one page; `member` for a page in an archive, `ordinal` for one of several."""

    issue: Issue
    page_no: int | None
    stories: tuple[Story, ...]
    photos: tuple[Photo, ...] = ()
    member: str | None = None
    ordinal: int = 0
    script: str = "simplified"


@dataclass(frozen=True, slots=True)
class SampleFile:
    """A file to write: its path below samples/pages, its bytes, the pages in it; no pages for one that must fail."""

    path: str
    data: bytes
    pages: tuple[Page, ...]


def _text(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"


RADICALS = str.maketrans(
    {
        "力": "\N{KANGXI RADICAL POWER}",
        "生": "\N{KANGXI RADICAL LIFE}",
        "青": "\N{CJK RADICAL BLUE}",
        "长": "\N{CJK RADICAL C-SIMPLIFIED LONG}",
    }
)
"""Characters that a PDF's font table confuses with the radicals that look like them."""


def front_page_layer() -> SampleFile:
    """沧澜日报 of 4 March, page 1: a PDF text layer with scattered masthead, columns of 34, a jump to page 2."""
    issue = _issue("canglan", 4)
    bay, tea = canglan.BAY, canglan.TEA
    lines = [*scattered_masthead(issue), "", *stack(bay), ""]
    lines += set_columns((*bay.body[:-1], bay.body[-1] + "（下转第二版）"), 34, 14, "　　", gap=False)
    lines += ["", caption(canglan.TEA_PHOTO), "", *stack(tea), ""]
    lines += set_columns(tea.paragraphs, 34, 14, "　　", gap=False)
    page = Page(issue, 1, (bay, tea), (canglan.TEA_PHOTO,))
    return SampleFile("canglan-2024-03-04-p01.txt", _text(lines).translate(RADICALS).encode(), (page,))


def second_page_layer() -> SampleFile:
    """沧澜日报 of 4 March, page 2: the continuation and a column of briefs, blank lines between paragraphs."""
    issue = _issue("canglan", 4)
    rest, briefs = canglan.BAY_CONTINUED, canglan.BRIEFS
    lines = [
        f"第2版 要闻 {issue.printed_date} {issue.weekday} {issue.paper.name}",
        "责任编辑：申屠宁 美术编辑：柯蓝",
        "",
    ]
    lines += set_columns(("（上接第一版）" + rest.body[0], *rest.body[1:]), 30, 11, "", gap=True)
    lines += ["", rest.byline or "", "", "简讯", ""]
    for brief in briefs:
        lines += [*brief.headline, ""]
        lines += [*wrap(f"{brief.dateline} {brief.body[0]}（{brief.byline}）", 30), ""]
    return SampleFile("canglan-2024-03-04-p02.txt", _text(lines).encode(), (Page(issue, 2, (rest, *briefs)),))


def article_on_the_web() -> SampleFile:
    """沧澜日报 of 5 March: an article of page 1 on the paper's site."""
    issue = _issue("canglan", 5)
    text = web_page(issue, canglan.CONFERENCE)
    return SampleFile("canglan-2024-03-05.html", text.encode(), (Page(issue, 1, (canglan.CONFERENCE,)),))


def mirror_copy() -> SampleFile:
    """沧澜日报 of 6 March on a mirror: traditional characters, readings, GBK bytes really damaged."""
    issue = _issue("canglan", 6)
    story = canglan.INTERVIEW
    head = [*story.headline, "时间：2024-03-06 08:12　来源：沧澜日报", ""]
    tail = [f"作者：{story.byline}", "初审：闻人杰", "复审：晏如", "终审：司徒敬"]
    text = to_traditional(_text([*head, *story.body, *tail]))
    return SampleFile("mirror-80213.txt", damage(text).encode(), (Page(issue, None, (story,), script="traditional"),))


def page_seen_by_a_model() -> SampleFile:
    """雁渡日报 of 6 March, page 1, as a vision model wrote it down: leaks of English, a quote that never closes."""
    issue = _issue("yandu", 6)
    paper, machines, shops = issue.paper, yandu.MACHINES, yandu.SHOPS
    pieces = [
        "雁渡发布",
        paper.romanized,
        f"{issue.printed_date} {issue.weekday}\n{issue.lunar}",
        f"总第{issue.number}期 今日{issue.pages}版",
        f"国内统一刊号:{paper.cn_code} E-mail:ydrb@yandu.example",
        f"{paper.sponsor} {paper.name}社出版",
        "雁渡之窗 <https://www.yandu.example>",
        *stack(machines),
        machines.byline or "",
        *(f"◆{highlight}" for highlight in machines.highlights),
        *_cut_in_mid_sentence(machines.body),
        *stack(shops),
        *shops.paragraphs[:-1],
        shops.paragraphs[-1] + "（下转第二版）",
    ]
    text = half_width("\n\n".join(pieces)).replace("订单和人才", "订单 and 人才").replace("振动和电流", "振动 and 电流")
    text = text.replace("传感器和边缘", "传感器 and 边缘")
    return SampleFile("yandu-2024-03-06.md", ("\n\n" + text + "\n").encode(), (Page(issue, 1, (machines, shops)),))


def _cut_in_mid_sentence(paragraphs: tuple[str, ...]) -> list[str]:
    """Paragraphs with a blank line in the middle of each third one, where a printed column ended."""
    out: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        middle = len(paragraph) // 2 if number % 3 == 2 else 0
        out += [paragraph[:middle], paragraph[middle:]] if middle else [paragraph]
    return out


def front_page_in_big5() -> SampleFile:
    """临汐晚报 of 5 March, page 1: traditional characters in Big5, a paragraph a line."""
    issue = _issue("linxi", 5)
    ferry, opinion = linxi.FERRY, linxi.OPINION
    lines = [*masthead(issue, ["惊蛰"]), "", *stack(ferry), "", *ferry.paragraphs, ""]
    lines += [*stack(opinion), opinion.byline or "", "", *opinion.paragraphs]
    page = Page(issue, 1, (ferry, opinion), script="traditional")
    return SampleFile("linxi-2024-03-05-p01.big5.txt", to_traditional(_text(lines)).encode("big5"), (page,))


def reprint() -> SampleFile:
    """临汐晚报 of 5 March, page 3: the province's story under another headline, its lead cut; nothing else says whose page it is."""
    story = linxi.REPRINT
    lines = [*stack(story), "", *story.body, "（据《沧澜日报》）"]
    page = Page(_issue("linxi", 5), 3, (story,))
    return SampleFile("scraped/bay.txt", half_width(_text(lines)).encode(), (page,))


def front_page_in_gb18030() -> SampleFile:
    """雁渡日报 of 7 March, page 1: GB18030 with a four-byte character, CRLF, columns of 40."""
    issue = _issue("yandu", 7)
    stories = (yandu.PLOUGHING, yandu.ROWERS, yandu.BIRDS)
    lines = masthead(issue, ["责任编辑：樊小满"])
    for story in stories:
        lines += ["", *stack(story), "", *set_columns(story.paragraphs, 40, 100, "　　", gap=False)]
    data = _text(lines).replace("\n", "\r\n").encode("gb18030")
    return SampleFile("yandu-2024-03-07-p01.txt", data, (Page(issue, 1, stories),))


def crawled_documents() -> SampleFile:
    """雁渡日报 of 5 and 8 March: what a crawler kept, one document a line."""
    issues = (_issue("yandu", 5), _issue("yandu", 8), _issue("yandu", 8))
    stories = (yandu.BUS, yandu.ORDER, yandu.WELDER)
    pages = tuple(
        Page(issue, None, (story,), ordinal=ordinal)
        for ordinal, (issue, story) in enumerate(zip(issues, stories, strict=True))
    )
    return SampleFile("yandu-web.jsonl", json_lines(issues, stories).encode(), pages)


def issue_in_an_archive() -> SampleFile:
    """临汐晚报 of 8 March, pages 1 and 2, in a zip: text wrapped at 76 columns, and a page with a photo and a notice."""
    issue = _issue("linxi", 8)
    committee, lane, wall, water = linxi.COMMITTEE, linxi.LANE, linxi.WALL, linxi.WATER
    first = masthead(issue)
    for story in (committee, lane):
        first += ["", *stack(story), "", *set_columns(story.paragraphs, 76, 1000, "", gap=True)]
    second = [f"02 城事 {issue.paper.name} {issue.printed_date} {issue.weekday}", "", *stack(wall), ""]
    second += [f"{wall.body[0]} {wall.byline}", "", *stack(water), "", *water.body]
    members = {"01.txt": _text(first), "02.txt": _text(second)}
    pages = (Page(issue, 1, (committee, lane), member="01.txt"), Page(issue, 2, (wall, water), member="02.txt"))
    return SampleFile("linxi-2024-03-08.zip", _zip(members), pages)


def _zip(members: dict[str, str]) -> bytes:
    """A zip of uncompressed members with a fixed time, so that its bytes never vary."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 3, 8, 6, 0, 0)), text.encode())
    return buffer.getvalue()


def page_that_cannot_be_read() -> SampleFile:
    """沧澜日报 of 7 March, page 1: a PDF saved as .txt."""
    data = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
    return SampleFile("canglan-2024-03-07-p01.txt", data, ())


def sample_files() -> tuple[SampleFile, ...]:
    """All sample files, in the order in which docs and reference list them."""
    return (
        front_page_layer(),
        second_page_layer(),
        article_on_the_web(),
        mirror_copy(),
        page_that_cannot_be_read(),
        front_page_in_big5(),
        reprint(),
        issue_in_an_archive(),
        page_seen_by_a_model(),
        front_page_in_gb18030(),
        crawled_documents(),
    )
