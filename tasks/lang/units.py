"""Units of measure and measure words, with their dimension and their size in its base unit.

`units.csv` holds the units. Sizes are the legal or customary ones: 1 亩 = 2000/3 m², 1 斤 = 0.5 kg, 1 里 = 500 m,
1 马力 = 735.49875 W, 1 吨标准煤 = 29.3076 GJ. Foreign money has no fixed value in 元: each currency is its own base
unit. So is each measure word of things counted.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed.

    Attributes:
        name: as printed (simplified).
        dimension: what it measures: area, mass, money, people, count …
        base_unit: the unit to which values of the dimension are converted.
        factor: how many base units it is.
    """

    name: str
    dimension: str
    base_unit: str
    factor: float


def listed(words: str) -> tuple[str, ...]:
    """The words of a blank-separated list; raises ValueError for an empty one."""
    found = tuple(words.split())
    if not found:
        raise ValueError("an empty list of words")
    return found


CURRENCIES = listed("""
    美元 美金 美刀 欧元 英镑 日元 日圆 日币 港元 港币 澳门元 澳元 加元 新台币 台币 新元 韩元 韩币 卢布 泰铢 法郎
    瑞士法郎 马克 卢比 里拉 比索 雷亚尔 兰特 越南盾 印尼盾 奈拉 先令 克朗 瑞典克朗 丹麦克朗 第纳尔 里亚尔 林吉特
    比特币 个比特币 加拿大元 新加坡元 澳大利亚元 新西兰元 美圆
""")
"""Foreign currencies."""

CURRENCY_NAMES = {
    "美金": "美元",
    "美刀": "美元",
    "美圆": "美元",
    "日圆": "日元",
    "日币": "日元",
    "港币": "港元",
    "台币": "新台币",
    "韩币": "韩元",
    "加拿大元": "加元",
    "澳大利亚元": "澳元",
    "新加坡元": "新元",
    "个比特币": "比特币",
    "人民币": "元",
}
"""Other names of a currency, and the usual one."""

MEASURE_WORDS = listed("""
    个 家 户 项 件 种 类 批 次 处 座 条 台 套 辆 架 艘 列 只 头 匹 尾 羽 株 棵 颗 粒 枚 支 枝 根 把 张 本 册 部 篇 首
    幅 块 片 栋 幢 间 所 层 面 场 轮 组 队 班 对 双 副 剂 瓶 箱 袋 盒 包 桶 杯 碗 盏 顶 门 道 段 步 站 页 字 句 版 份
    起 宗 笔 例 款 样 车 船 趟 集 卷 封 股 桩 盘 孔 眼 节 点 分 票 席 床 丛 垛 垧 晌 打 窝 板 代 遍 圈 局 球 环 扇 筐
    捆 束 朵 滴 罐 听 贴 单 台套 台次 架次 列次 车次 艘次 户次 批次 件次 场次 条次 课时 件套 轮次 人份 期次 标段 地块
    方面
""")
"""Measure words of things counted."""


def _measures() -> list[Unit]:
    with Path(__file__).with_name("units.csv").open(encoding="utf-8", newline="") as rows:
        return [
            Unit(row["unit"], row["dimension"], row["base_unit"], float(Fraction(row["factor"])))
            for row in csv.DictReader(rows)
        ]


def _currencies() -> list[Unit]:
    return [
        Unit(printed, "money", CURRENCY_NAMES.get(name, name), 1)
        for name in CURRENCIES
        for printed in (name, "元" + name)
    ]


UNITS: dict[str, Unit] = {
    unit.name: unit for unit in (*(Unit(w, "count", w, 1) for w in MEASURE_WORDS), *_currencies(), *_measures())
}
"""Every unit and measure word by its printed form."""

_LENGTHS = {
    first: tuple(sorted({len(name) for name in UNITS if name[0] == first}, reverse=True))
    for first in {name[0] for name in UNITS}
}


def unit_at(text: str, at: int) -> Unit | None:
    """The longest unit that stands at `at`; None if none does.

    >>> unit_at("761万亩", 4).base_unit, unit_at("红旗", 0)
    ('m2', None)
    """
    for length in _LENGTHS.get(text[at : at + 1], ()):
        found = UNITS.get(text[at : at + length])
        if found:
            return found
    return None
