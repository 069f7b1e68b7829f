"""What names and addresses say about a page: dates, page numbers, newspapers, in paths, URLs and table cells."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from schemas.errors import SettingsError
from schemas.source import Facts

T = TypeVar("T")

YEARS = range(1900, 2101)
"""Years that a date in a path may have; anything else is an id."""

PATH_PARTS = 6
"""Parts of a path that are looked at, counted from the file: newspaper/year/month/day/page/file."""

PLAIN_DATE = re.compile(
    r"""(?x)
    (?P<year>\d{4}) (?: (?P<sep>[-./_]) (?P<month>\d{1,2}) (?P=sep) (?P<day>\d{1,2})      # 2024-04-01, 2024/4/1
                      | \s*年\s* (?P<month_c>\d{1,2}) \s*月\s* (?P<day_c>\d{1,2}) \s*[日号]?   # 2024年4月1日
                      | (?P<month_d>\d{2}) (?P<day_d>\d{2}) )                              # 20240401
    (?: [T\s] \s* (?: \d{1,2} (?: : \d{2} )+ .* )? )? """
)

NO_DIGIT_BEFORE, NO_DIGIT_AFTER = r"(?<![0-9A-Za-z.])", r"(?![0-9A-Za-z])"

PATH_DATE = re.compile(
    rf"""(?x)
      {NO_DIGIT_BEFORE} (?P<y1>\d{{4}}) (?P<sep>[-._/]) (?P<m1>\d{{1,2}}) [-._/] (?P<d1>\d{{1,2}}) (?= 版 | {NO_DIGIT_AFTER} )
    | (?<![0-9]) (?P<y2>\d{{4}}) 年 (?P<m2>\d{{1,2}}) 月 (?P<d2>\d{{1,2}}) (?: 日 | 号 | (?!\d) )
    | {NO_DIGIT_BEFORE} (?P<y3>\d{{4}}) (?P<m3>\d{{2}}) (?P<d3>\d{{2}}) {NO_DIGIT_AFTER}
    | {NO_DIGIT_BEFORE} (?P<y4>\d{{4}}) (?P<m4>\d{{2}}) / (?P<d4>\d{{2}}) {NO_DIGIT_AFTER}"""
)
"""A date that stands as a whole between separators; digits and letters on either side make it an id or a hash."""

PAGE = re.compile(
    rf"""(?xi)
      第 \s* (?P<p1>[A-Z]?\d{{1,3}}) \s* 版 (?! [权本次税画] )
    | {NO_DIGIT_BEFORE} (?P<p2>[A-Z]?\d{{1,3}}) 版 (?! [权本次税画] )    # 3版权, 2版本 are none
    | {NO_DIGIT_BEFORE} (?: page | pg | p | ban | 版 ) [-_ ]? (?P<p3>\d{{1,3}}) {NO_DIGIT_AFTER}
    | {NO_DIGIT_BEFORE} (?P<p4>[A-H]\d{{2}}) {NO_DIGIT_AFTER}
    | \b nw \. D\d*[a-z]+ _ \d{{8}} _ \d{{1,3}} - (?P<p5>[A-Z]?\d{{2}}) \b      # digital newspapers: article 1 of page 03
    | \b nbs \. D\d*[a-z]+ _ (?P<p6>[A-Z]?\d{{2}}) \b                          # digital newspapers: page 03"""
)

NEWSPAPER_ENDINGS = (
    "日报", "晚报", "早报", "晨报", "午报", "夜报", "时报", "商报", "都市报", "青年报", "少年报", "老年报", "妇女报", "工人报", "农民报", "侨报",
    "法制报", "法治报", "公安报", "检察报", "法院报", "政协报", "经济报", "证券报", "金融报", "保险报", "税务报", "企业报", "消费者报", "劳动报",
    "教育报", "科技报", "科学报", "卫生报", "健康报", "医药报", "文化报", "文艺报", "文汇报", "体育报", "足球报", "生活报", "旅游报", "食品报",
    "电视报", "广播报", "交通报", "铁道报", "公路报", "海洋报", "环境报", "国防报", "军报", "邮电报", "建设报", "国土报", "水利报", "石油报",
    "电力报", "煤炭报", "化工报", "冶金报", "知识产权报", "民族报", "新闻报", "大公报", "快报", "画报", "导报", "周报",
    "日報", "晚報", "早報", "晨報", "時報", "商報", "大公報", "文匯報", "新聞報", "週報", "導報",
)  # fmt: skip
"""What newspapers' names end in; a bare 报 also ends 汇报, 年报, 海报."""

NEWSPAPER = rf"[\u3400-\u9fff]{{0,10}}(?:{'|'.join(sorted(NEWSPAPER_ENDINGS, key=len, reverse=True))})"
"""What a newspaper's name looks like."""

NEWSPAPER_NAME = re.compile(rf"{NEWSPAPER}(?![\u3400-\u9fff])")

OTHER_REPORTS = re.compile("(?:工作|项目|数据|情况|年度|月度|每周|业绩|天气|销售)(?:周报|日报|快报)")
"""Names of folders that hold no newspaper, though they end as newspapers' names do."""


def parse_date(text: str) -> datetime.date | None:
    """The day that a table's cell, a key or a flag states; a time of day after it is ignored.

    Knows 2024-04-01, 2024/4/1, 2024.4.1, 20240401 and 2024年4月1日, years 1900 to 2100.

    >>> parse_date("2024/4/1"), parse_date("20240401"), parse_date("2024-04-01T08:00:00+08:00")
    (datetime.date(2024, 4, 1), datetime.date(2024, 4, 1), datetime.date(2024, 4, 1))
    >>> parse_date("4月1日"), parse_date("20241301")
    (None, None)
    """
    match = PLAIN_DATE.fullmatch(text.strip()[:64])
    if match is None:
        return None
    got = match.groupdict()
    month = got["month"] or got["month_c"] or got["month_d"]
    return _day(got["year"], month, got["day"] or got["day_c"] or got["day_d"])


def parse_page(text: str) -> tuple[int, str | None] | None:
    """Page number and section letter of what a table's cell states.

    >>> parse_page("A03"), parse_page("第3版"), parse_page("12"), parse_page("要闻")
    ((3, 'A'), (3, None), (12, None), None)
    """
    match = re.fullmatch(r"第?\s*([A-Za-z]?)\s*(\d{1,3})\s*[版面]?", text.strip()[:32])
    if match is None or int(match[2]) == 0:
        return None
    return int(match[2]), match[1].upper() or None


def facts_of_path(path: str, patterns: Sequence[str] = ()) -> Facts:
    """What a path says; of several dates or pages the one nearest to the file's name counts.

    `patterns` are tried first, see `ReadSettings.path_patterns`. Page numbers count in the file's name
    and its folder only, newspapers' names in any of the last `PATH_PARTS` parts.

    >>> facts_of_path("/data/山泉日报/2024-04/01/A03.txt")
    Facts(newspaper='山泉日报', published_on=datetime.date(2024, 4, 1), page_no=3, url=None, title=None, page_section='A')
    >>> facts_of_path("/data/9f20240401c3/content_1342057.txt") == Facts()
    True
    """
    parts = path.split("/")[-PATH_PARTS:]
    stem = re.sub(r"\.[A-Za-z]\w{0,4}$", "", parts[-1])
    near = "/".join([*parts[:-1], stem])
    page_no, section = _page("/".join([*parts[-2:-1], stem]))
    built_in = Facts(_newspaper(near), _last_date(near), page_no, page_section=section)
    return first_of(_by_patterns(path, tuple(patterns)), built_in)


def facts_of_url(url: str) -> Facts:
    """What an address says: the address itself, and date and page as its path writes them.

    >>> facts_of_url("https://paper.example.cn/html/2024-04/01/nw.D110000spring_20240401_2-03.htm")  # doctest: +ELLIPSIS
    Facts(newspaper=None, published_on=datetime.date(2024, 4, 1), page_no=3, url='https://paper.example.cn/...', title=None, page_section=None)
    >>> facts_of_url("not an address")
    Facts(newspaper=None, published_on=None, page_no=None, url=None, title=None, page_section=None)
    """
    try:
        split = urlsplit(url.strip())
    except ValueError:
        return Facts()
    if split.scheme not in ("http", "https") or not split.netloc:
        return Facts()
    found = facts_of_path(unquote(split.path))
    return replace(found, newspaper=None, url=url.strip())


def first_of(*stated: Facts) -> Facts:
    """Field by field, what the first of them says that says anything; page number and section belong together.

    >>> first_of(Facts(title="甲"), Facts(title="乙", page_no=3)).page_no
    3
    """
    paged = next((s for s in stated if s.page_no is not None), Facts())
    return Facts(
        _first(s.newspaper for s in stated),
        _first(s.published_on for s in stated),
        paged.page_no,
        _first(s.url for s in stated),
        _first(s.title for s in stated),
        paged.page_section,
    )


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def _day(year: str, month: str, day: str) -> datetime.date | None:
    if int(year) not in YEARS:
        return None
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _last_date(text: str) -> datetime.date | None:
    """The last valid date; dates may overlap what looks like one, so each place is tried."""
    found, at = None, 0
    while match := PATH_DATE.search(text, at):
        year, month, day = [g for name, g in match.groupdict().items() if g is not None and name != "sep"]
        date = _day(year, month, day)
        found, at = date or found, match.end() if date else match.start() + 1
    return found


def _page(text: str) -> tuple[int | None, str | None]:
    stated: list[tuple[int, str | None]] = []
    for match in PAGE.finditer(text):
        page = parse_page(next(g for g in match.groups() if g))
        if page is not None:
            stated.append(page)
    return stated[-1] if stated else (None, None)


def _newspaper(text: str) -> str | None:
    """The newspaper's name nearest to the file's name that stands at the start of a part or after a separator."""
    names = [m[0] for part in re.split(r"[/_\-\s.()（）\[\]【】《》+0-9]+", text) if (m := NEWSPAPER_NAME.match(part))]
    return next((name for name in reversed(names) if len(name) > 2 and not OTHER_REPORTS.fullmatch(name)), None)


def _by_patterns(path: str, patterns: tuple[str, ...]) -> Facts:
    """What the user's own patterns say; the first that matches counts."""
    for pattern in _compiled(patterns):
        match = pattern.search(path)
        if match:
            got = match.groupdict()
            page_no, section = parse_page(got.get("page_no") or "") or (None, None)
            return Facts(got.get("newspaper") or None, parse_date(got.get("date") or ""), page_no, page_section=section)
    return Facts()


@cache
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(_checked(pattern) for pattern in patterns)


def _checked(pattern: str) -> re.Pattern[str]:
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise SettingsError(
            f"read.path_patterns holds {pattern!r}, which is no regular expression ({error}); correct it."
        ) from error
    if not set(compiled.groupindex) & {"newspaper", "date", "page_no"}:
        raise SettingsError(
            f"read.path_patterns holds {pattern!r}, which names no group newspaper, date or page_no; add one."
        )
    return compiled
