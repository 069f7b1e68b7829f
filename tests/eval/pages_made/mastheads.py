"""Mastheads, imprints and folio lines of the made pages: in pieces, in any order, the date in every usual writing."""

from __future__ import annotations

import datetime
import random

from lunar_python import Solar

from tests.eval.pages_made.grammar import person_name, place_stem
from tests.eval.pages_made.truth import Head
from tests.eval.pages_made.vocabulary import PAPER_ENDS, SLOGANS

DIGITS = "〇一二三四五六七八九"
WEEKDAYS = "一二三四五六日"
LATIN = ("TONG", "LU", "RONG", "LI", "TAN", "SHI", "ZHUO", "QIN", "TANG", "YUAN", "LAN", "HE")


def paper_name(rng: random.Random) -> str:
    """A newspaper's name."""
    return place_stem(rng) + rng.choice(PAPER_ENDS)


def han_number(number: int) -> str:
    """1 to 31 in Chinese: 十二, 二十一."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十"
    return head + (DIGITS[ones] if ones else "")


def han_year(year: int) -> str:
    """A year digit by digit: 二〇二七."""
    return "".join(DIGITS[int(digit)] for digit in str(year))


def lunar(day: datetime.date) -> str:
    """The lunar date with its year: 丁未年三月初五."""
    moon = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    return f"{moon.getYearInGanZhi()}年{moon.getMonthInChinese()}月{moon.getDayInChinese()}"


def date_pieces(rng: random.Random, day: datetime.date) -> list[str]:
    """The issue's day, on one line or spread over several, with weekday and lunar date."""
    week = "星期" + WEEKDAYS[day.weekday()]
    moon = rng.choice((lunar(day), "农历" + lunar(day), "夏历" + lunar(day), lunar(day)[3:]))
    y, m, d = day.year, day.month, day.day
    forms = (
        [f"{y}年{m}月{d}日 {week}", moon],
        [f"{y}年{m}月{d}日 {week} {moon}"],
        [f"{y}年{m}月{d}日", week, moon],
        [f"{y}年{m}月", str(d), week, moon],
        [f"{y}年{m}月", f"{moon} {d}", week],
        [f"{y}年", f"{m}月{d}日", f"{week} {moon}"],
        [f"{han_year(y)}年{han_number(m)}月{han_number(d)}日 {week}"],
        [f"{han_year(y)}年", f"{han_number(m)}月{han_number(d)}日", week, moon],
        [f"{han_year(y)}年{han_number(m)}月", han_number(d), week],
        [f"{week} {y}年{m}月{d}日"],
        [str(d), f"{y}年{m}月 {week}", moon],
        [f"{y}.{m:02}.{d:02} {week}"],
        [f"{y}-{m:02}-{d:02}", week],
        [f"{y}年{m:02}月{d:02}日", moon],
        [f"{y} 年 {m} 月 {d} 日", week],
        [f"{m}月{d}日", f"{y}年 {week}", moon],
    )
    return list(rng.choice(forms))


def front(rng: random.Random, paper: str, day: datetime.date, pages: int) -> Head:
    """A front page's masthead and imprint, in pieces."""
    stem, issue = paper[:2], rng.randint(800, 19999)
    latin = " ".join(rng.sample(LATIN, 2)) + rng.choice((" RI BAO", " WAN BAO", " DAILY", " NEWS"))
    code = f"CN{rng.randint(11, 65)}-{rng.randint(1, 199):04}"
    cn = rng.choice((f"国内统一连续出版物号 {code}", f"国内统一刊号：{code}", code, f"国内统一连续出版物号：{code}"))
    postal = rng.choice(
        (f"邮发代号：{rng.randint(1, 89)}-{rng.randint(1, 300)}", f"代号 {rng.randint(1, 89)}-{rng.randint(1, 300)}")
    )
    number = rng.choice((f"第{issue}期", f"总第{issue}期", f"总第{issue}号", f"第{issue}期 今日{pages}版"))
    office = rng.choice(
        (
            f"中共{stem}市委主管主办 {paper}社出版",
            f"{paper}社出版",
            f"主管主办：中共{stem}市委",
            f"{stem}日报报业集团主办",
        )
    )
    extra = (
        f"今日{pages}版",
        f"社址：{stem}市{place_stem(rng)}路{rng.randint(1, 300)}号 邮编：{rng.randint(100, 850)}000",
        f"新闻热线：0{rng.randint(310, 998)}-{rng.randint(2000000, 8999999)}",
        f"网址：http://www.{rng.choice(LATIN).lower()}{rng.choice(LATIN).lower()}news.example",
        f"·{rng.choice(SLOGANS)}·",
        f"总编辑：{person_name(rng)} 值班编委：{person_name(rng)}",
        f"责任编辑：{person_name(rng)} 美编：{person_name(rng)} 校对：{person_name(rng)}",
        f"零售价：{rng.choice(('1元', '1.50元', '2元'))}",
        f"第{issue + 271}期",
        f"{rng.randint(1949, 1999)}年{rng.randint(1, 12)}月1日创刊",
    )
    title = paper if rng.random() < 0.7 else " ".join(paper)
    pieces = [*date_pieces(rng, day), title, cn, *rng.sample((latin, postal, number, office), rng.randint(2, 4))]
    pieces += rng.sample(extra, rng.randint(1, 4))
    rng.shuffle(pieces)
    return Head(paper, day, 1, _joined(rng, pieces))


def _joined(rng: random.Random, pieces: list[str]) -> list[str]:
    """Some neighbouring pieces on one line."""
    out: list[str] = []
    for piece in pieces:
        if out and rng.random() < 0.2 and len(out[-1]) > 4 and len(piece) > 4:
            out[-1] += rng.choice(("  ", "\u3000", " ")) + piece
        else:
            out.append(piece)
    return out


def folio(rng: random.Random, paper: str, day: datetime.date, page: int, name: str) -> Head:
    """The line or lines at the top of an inner page."""
    week = "星期" + WEEKDAYS[day.weekday()]
    date = f"{day.year}年{day.month}月{day.day}日"
    editor = f"责任编辑：{person_name(rng)}"
    forms: tuple[tuple[list[str], bool, bool], ...] = (
        ([f"第{page}版 {name} {date} {week}"], False, True),
        ([f"{paper} {date} {week} 第{page}版"], True, True),
        ([f"{page:02} {name}", f"{date} {week}", editor], False, True),
        ([f"{paper} {date} {week}", f"{name} {page:02}版", f"{editor} 版式：{person_name(rng)}"], True, True),
        ([f"A{page:02} {name}", f"{date} {week} {editor}"], False, True),
        ([f"{date} {week} {name}", f"第{'〇一二三四五六七八九'[page]}版", paper], True, True),
        ([paper, f"{han_year(day.year)}年{han_number(day.month)}月{han_number(day.day)}日 {week}", f"第{page}版"], True, True),
        ([f"{page}版 {name}", f"{paper}　{date}　{week}", f"{editor} 电话：0{rng.randint(310, 998)}-{rng.randint(2000000, 8999999)}"], True, True),
    )  # fmt: skip
    lines, named, dated = rng.choice(forms)
    return Head(paper if named else None, day if dated else None, page, list(lines))
