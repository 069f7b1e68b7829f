"""China's administrative divisions to county level: their names, short forms, codes, and what became of former ones.

The register is places.csv, whose header says where its facts come from and as of when. A former
division leads to the one in force that has its code, or else to the only one of its province with
the same stem (襄樊市 → 襄阳市, 新津县 → 新津区).
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from tasks.lang.vocabulary import words

NATIONALITIES = words(
    """
    蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 拉祜 水 东乡 纳西 景颇
    柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 塔吉克 怒 鄂温克 裕固 独龙 鄂伦春 普米 保安 各
    """
)  # fmt: skip
"""Nationalities in names of autonomous divisions; 各 for 各族."""

_PEOPLES = "|".join(sorted(NATIONALITIES, key=len, reverse=True))
_AUTONOMOUS = re.compile(rf"(?P<stem>.{{2,}}?)(?:(?:{_PEOPLES})族?)*自治(?P<kind>[州县旗])")
_SUFFIX = re.compile(r"(?:特别行政区|自治区|林区|矿区|地区|新区|省|市|县|区|旗|州|盟|镇)$")

SHORT_PROVINCES = {
    "内蒙古自治区": "内蒙古",
    "广西壮族自治区": "广西",
    "西藏自治区": "西藏",
    "宁夏回族自治区": "宁夏",
    "新疆维吾尔自治区": "新疆",
}
"""Short names of provinces that their form does not give."""

CUSTOMARY = {"220721": ("前郭县", "前郭"), "230624": ("杜蒙县", "杜蒙"), "211324": ("喀左县", "喀左"), "210921": ("阜蒙县", "阜蒙"), "220323": ("伊通县",), "150521": ("科左中旗",), "150522": ("科左后旗",), "152221": ("科右前旗",), "152222": ("科右中旗",), "150222": ("固阳",), "659001": ("石河子",), "542500": ("阿里",)}  # fmt: skip
"""Abbreviations by custom, by code."""

TAIWAN = words(
    """
    台北市 新北市 桃园市 台中市 台南市 高雄市 基隆市 新竹市 嘉义市 新竹县 苗栗县 彰化县 南投县 云林县 嘉义县 屏东县
    宜兰县 花莲县 台东县 澎湖县 金门县 连江县
    """
)
"""Cities and counties of Taiwan; the standard gives codes to the province alone."""

MUNICIPALITIES = ("11", "12", "31", "50")
"""Provinces that are cities: 北京, 天津, 上海, 重庆."""

MIN_STEM = 2
"""Characters of the shortest short form; 沙 for 沙县 would be a common word."""


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division under one name.

    Attributes:
        code: GB/T 2260 code, six digits; "" where the standard has none.
        name: its full name.
        until: last year in which it was in force; None if it is.
    """

    code: str
    name: str
    until: int | None = None

    @property
    def level(self) -> int:
        """1 province, 2 prefecture, 3 county."""
        if not self.code:
            return 2
        return 1 if self.code.endswith("0000") else 2 if self.code.endswith("00") else 3

    @property
    def province(self) -> str:
        """First two digits of the code."""
        return self.code[:2] or "71"


class Address(NamedTuple):
    """A place by its divisions; None where it does not say or cannot be known."""

    province: str | None
    city: str | None
    county: str | None
    code: str | None


@dataclass(frozen=True, slots=True)
class Register:
    """The divisions by code and by every name.

    Attributes:
        current: those in force, by code.
        named: what a full name may mean, those in force first.
        short: what a short form may mean.
        heads: the first two characters of every name and short form.
        longest: characters of the longest name.
    """

    current: dict[str, Division]
    named: dict[str, tuple[Division, ...]]
    short: dict[str, tuple[Division, ...]]
    heads: frozenset[str]
    longest: int

    def meanings(self, text: str) -> tuple[Division, ...]:
        """What a text may mean, as a full name before as a short form."""
        return self.named.get(text, ()) or self.short.get(text, ())


def stem(name: str) -> str:
    """A division's name without its kind.

    >>> stem("通榆县"), stem("延边朝鲜族自治州"), stem("东乡族自治县"), stem("内蒙古自治区")
    ('通榆', '延边', '东乡', '内蒙古')
    """
    if name in SHORT_PROVINCES:
        return SHORT_PROVINCES[name]
    autonomous = _AUTONOMOUS.fullmatch(name)
    if autonomous:
        return autonomous["stem"].removesuffix("族")
    return _SUFFIX.sub("", name, count=1)


def short_forms(division: Division) -> list[str]:
    """The forms in which a division is named without its full name.

    >>> short_forms(Division("222400", "延边朝鲜族自治州"))
    ['延边', '延边州']
    >>> short_forms(Division("350427", "沙县"))
    []
    """
    base = stem(division.name)
    forms = [base] if len(base) >= MIN_STEM and base != division.name else []
    kind = _AUTONOMOUS.fullmatch(division.name)
    if kind and base != division.name:
        forms.append(base + kind["kind"])
    return forms + list(CUSTOMARY.get(division.code, ()))


def _rows() -> Iterable[Division]:
    """The register's rows, then what stands in no standard."""
    text = files("tasks.lang").joinpath("places.csv").read_text(encoding="utf-8")
    for code, name, _, until in csv.reader(line for line in text.splitlines() if not line.startswith("#")):
        yield Division(code, name, int(until) if until else None)
    for name in TAIWAN:
        yield Division("", name)


@cache
def register() -> Register:
    """The register of divisions, read once a process."""
    rows = list(_rows())
    current = {d.code: d for d in rows if d.until is None and d.code}
    in_force: dict[tuple[str, str], list[Division]] = defaultdict(list)
    for division in current.values():
        in_force[division.province, stem(division.name)].append(division)
    named: dict[str, dict[Division, None]] = defaultdict(dict)
    short: dict[str, dict[Division, None]] = defaultdict(dict)
    for division in sorted(rows, key=lambda d: (d.until is not None, -(d.until or 0))):
        heir = _heir(division, current, in_force)
        named[division.name].setdefault(heir)
        for form in short_forms(division):
            short[form].setdefault(heir)
    names = [*named, *short]
    return Register(
        current=current,
        named={name: tuple(each) for name, each in named.items()},
        short={name: tuple(each) for name, each in short.items()},
        heads=frozenset(name[:2] for name in names),
        longest=max(map(len, names)),
    )


def _heir(
    division: Division, current: dict[str, Division], in_force: dict[tuple[str, str], list[Division]]
) -> Division:
    """The division in force that a division is or became; itself where nothing can be told."""
    if division.until is None:
        return division
    if division.code in current and stem(current[division.code].name) == stem(division.name):
        return current[division.code]
    stems = (stem(division.name), division.name)
    same = [d for each in stems for d in in_force[division.province, each] if d.level >= division.level]
    if same:
        return min(same, key=lambda d: (d.level, d.code))
    return current.get(division.code, division)


def choose(meanings: Sequence[Division], provinces: Sequence[str] = (), within: str = "") -> Division | None:
    """The one division that a name means, or None if nothing decides.

    1. one that lies in `within`, the code of a division printed just before it;
    2. the highest level, those in force before former ones, if only one is there;
    3. one in the first of `provinces` (two digits, likeliest first) that holds exactly one.

    >>> choose(register().meanings("吉林")).name
    '吉林省'
    >>> choose(register().meanings("西湖区")) is None
    True
    >>> choose(register().meanings("朝阳区"), ["22"]).code
    '220104'
    """
    if within:
        prefix = within.rstrip("0") if not within.endswith("0000") else within[:2]
        inside = [d for d in meanings if d.code.startswith(prefix) and d.code != within]
        meanings = inside or meanings
    if not meanings:
        return None
    level = min(d.level for d in meanings)
    if level == 1:
        return next(d for d in meanings if d.level == 1)
    for province in provinces:
        here = [d for d in meanings if d.province == province]
        best = [d for d in here if d.level == min(e.level for e in here)]
        if len(best) == 1:
            return best[0]
    top = [d for d in meanings if d.level == level]
    in_force = [d for d in top if d.until is None]
    if len(in_force) == 1 or (len(top) == 1 and not in_force):
        return (in_force or top)[0]
    return None


def match_at(text: str, start: int) -> str:
    """The longest division's name or short form that begins at `start`; "" if none does.

    >>> match_at("到吉林省吉林市", 1), match_at("到会", 0)
    ('吉林省', '')
    """
    known = register()
    if text[start : start + 2] not in known.heads:
        return ""
    for end in range(min(len(text), start + known.longest), start + 1, -1):
        name = text[start:end]
        if name in known.named or name in known.short:
            return name
    return ""


def parse_place(text: str) -> Address | None:
    """The divisions that an address begins with; None if it begins with none.

    >>> parse_place("四川新津县文化路")
    Address(province='四川省', city='成都市', county='新津区', code='510118')
    >>> parse_place("文化路") is None
    True
    """
    at = 0
    within = ""
    found: Division | None = None
    surface = ""
    while name := match_at(text, at):
        meanings = register().meanings(name)
        if within and not any(d.code.startswith(within[:2]) or not d.code for d in meanings):
            break
        next_one = choose(meanings, [within[:2]] if within else [], within)
        if next_one is None:
            surface = register().meanings(name)[0].name
            break
        if found and next_one.level <= found.level and next_one.code:
            break
        found, within, at = next_one, next_one.code or within, at + len(name)
    if found is None:
        return Address(None, None, surface, None) if surface else None
    return address_of(found)


def address_of(division: Division) -> Address:
    """A division with those that hold it.

    >>> address_of(register().current["220822"])
    Address(province='吉林省', city='白城市', county='通榆县', code='220822')
    """
    known = register()
    province = known.current.get(division.province + "0000")
    whole = province.name if province else None
    if division.province in MUNICIPALITIES:
        return Address(whole, whole, division.name if division.level == 3 else None, division.code)
    if not division.code:
        county = division.name.endswith("县")
        return Address(whole, None if county else division.name, division.name if county else None, None)
    if division.level == 3:
        city = known.current.get(division.code[:4] + "00")
        return Address(whole, city.name if city else None, division.name, division.code)
    if division.code[:2] in ("81", "82"):
        return Address(whole, stem(division.name), None, division.code)
    return Address(whole, division.name if division.level == 2 else None, None, division.code)
