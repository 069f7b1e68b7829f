"""Units of measure and measure words, with their dimension and their size in its base unit.

Sizes are the legal or customary ones: 1 亩 = 2000/3 m², 1 斤 = 0.5 kg, 1 里 = 500 m, 1 马力 = 735.49875 W,
1 吨标准煤 = 29.3076 GJ. Foreign money has no fixed value in 元 and keeps its own currency as base unit.
"""

from __future__ import annotations

from dataclasses import dataclass


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


_MU = 2000 / 3

_MEASURES: dict[tuple[str, str], dict[str, float]] = {
    ("area", "m2"): {
        **{"平方米": 1, "平米": 1, "㎡": 1, "平方公里": 1e6, "平方千米": 1e6, "平方厘米": 1e-4, "平方分米": 1e-2},
        **{"亩": _MU, "公亩": 100, "公顷": 1e4, "顷": 100 * _MU, "市顷": 100 * _MU, "市亩": _MU, "英亩": 4046.8564224},
        **{"平方英里": 2589988.110336, "平方英尺": 0.09290304, "坪": 3.305785},
    },
    ("mass", "kg"): {
        **{
            "吨": 1e3,
            "公吨": 1e3,
            "公斤": 1,
            "千克": 1,
            "斤": 0.5,
            "市斤": 0.5,
            "克": 1e-3,
            "毫克": 1e-6,
            "微克": 1e-9,
        },
        **{"两": 0.05, "市两": 0.05, "担": 50, "公担": 100, "磅": 0.45359237, "盎司": 0.028349523125},
        **{"kg": 1, "g": 1e-3, "mg": 1e-6, "t": 1e3},
    },
    ("power", "W"): {
        **{"瓦": 1, "瓦特": 1, "千瓦": 1e3, "兆瓦": 1e6, "吉瓦": 1e9, "马力": 735.49875},
        **{"W": 1, "kW": 1e3, "KW": 1e3, "MW": 1e6, "GW": 1e9, "MWp": 1e6, "kWp": 1e3, "千伏安": 1e3},
    },
    ("energy", "J"): {
        **{
            "焦": 1,
            "焦耳": 1,
            "千焦": 1e3,
            "兆焦": 1e6,
            "吉焦": 1e9,
            "卡": 4.184,
            "千卡": 4184,
            "大卡": 4184,
            "卡路里": 4.184,
        },
        **{
            "千瓦时": 3.6e6,
            "千瓦小时": 3.6e6,
            "度电": 3.6e6,
            "兆瓦时": 3.6e9,
            "吉瓦时": 3.6e12,
            "kWh": 3.6e6,
            "MWh": 3.6e9,
        },
        **{"吨标准煤": 2.93076e10, "吨标煤": 2.93076e10, "GWh": 3.6e12},
    },
    ("length", "m"): {
        **{
            "米": 1,
            "公尺": 1,
            "公里": 1e3,
            "千米": 1e3,
            "里": 500,
            "华里": 500,
            "里地": 500,
            "分米": 0.1,
            "厘米": 0.01,
        },
        **{
            "公分": 0.01,
            "毫米": 1e-3,
            "微米": 1e-6,
            "纳米": 1e-9,
            "尺": 1 / 3,
            "市尺": 1 / 3,
            "寸": 1 / 30,
            "丈": 10 / 3,
        },
        **{
            "英里": 1609.344,
            "英尺": 0.3048,
            "英寸": 0.0254,
            "海里": 1852,
            "光年": 9.4607304725808e15,
            "延长米": 1,
            "延米": 1,
        },
        **{"km": 1e3, "m": 1, "cm": 0.01, "mm": 1e-3, "nm": 1e-9, "KM": 1e3, "CM": 0.01, "MM": 1e-3, "μm": 1e-6},
    },
    ("volume", "m3"): {
        **{
            "立方米": 1,
            "立方": 1,
            "方": 1,
            "立方千米": 1e9,
            "立方公里": 1e9,
            "立方厘米": 1e-6,
            "升": 1e-3,
            "公升": 1e-3,
        },
        **{
            "毫升": 1e-6,
            "加仑": 3.785411784e-3,
            "ml": 1e-6,
            "mL": 1e-6,
            "L": 1e-3,
            "标方": 1,
            "标准立方米": 1,
            "m³": 1,
        },
    },
    ("money", "元"): {
        **{
            "元": 1,
            "圆": 1,
            "元人民币": 1,
            "圆人民币": 1,
            "人民币": 1,
            "块钱": 1,
            "块": 1,
            "角": 0.1,
            "毛": 0.1,
            "毛钱": 0.1,
            "分钱": 0.01,
        },
    },
    ("share", "%"): {"%": 1, "％": 1, "‰": 0.1, "成": 10},
    ("growth", "百分点"): {"个百分点": 1, "百分点": 1, "个百分比": 1},
    ("growth", "倍"): {"倍": 1},
    ("growth", "番"): {"番": 1},
    ("grade", "级"): {"级": 1},
    ("people", "人"): {"人": 1, "名": 1, "位": 1, "口": 1, "口人": 1, "个人": 1},
    ("people", "人次"): {"人次": 1, "人次数": 1},
    ("age", "岁"): {"岁": 1, "周岁": 1, "虚岁": 1},
    ("temperature", "℃"): {"℃": 1, "摄氏度": 1, "°C": 1, "度": 1},
    ("temperature", "℉"): {"℉": 1, "华氏度": 1, "°F": 1},
    ("speed", "m/s"): {
        "公里/小时": 1 / 3.6,
        "千米/小时": 1 / 3.6,
        "km/h": 1 / 3.6,
        "米/秒": 1,
        "m/s": 1,
        "节": 1852 / 3600,
        "马赫": 340.3,
    },
    ("data", "B"): {
        **{
            "字节": 1,
            "千字节": 1e3,
            "兆字节": 1e6,
            "吉字节": 1e9,
            "KB": 1e3,
            "MB": 1e6,
            "GB": 1e9,
            "TB": 1e12,
            "PB": 1e15,
            "EB": 1e18,
        },
        **{"比特": 0.125, "千比特": 125, "兆比特": 125e3},
    },
    ("computing", "FLOPS"): {"P": 1e15, "PFLOPS": 1e15, "EFLOPS": 1e18, "TFLOPS": 1e12, "TOPS": 1e12},
    ("frequency", "Hz"): {
        "赫兹": 1,
        "赫": 1,
        "千赫": 1e3,
        "兆赫": 1e6,
        "兆赫兹": 1e6,
        "吉赫": 1e9,
        "千赫兹": 1e3,
        "Hz": 1,
        "kHz": 1e3,
        "MHz": 1e6,
        "GHz": 1e9,
    },
    ("voltage", "V"): {"伏": 1, "伏特": 1, "千伏": 1e3, "kV": 1e3, "KV": 1e3, "V": 1},
    ("current", "A"): {"安培": 1, "毫安": 1e-3, "安时": 1, "毫安时": 1e-3},
    ("pressure", "Pa"): {"帕": 1, "千帕": 1e3, "兆帕": 1e6, "百帕": 100, "MPa": 1e6, "kPa": 1e3, "毫米汞柱": 133.322},
    ("sound", "dB"): {"分贝": 1, "dB": 1},
    ("ship tonnage", "吨"): {"总吨": 1, "载重吨": 1, "吨位": 1},
    ("capacity", "标准箱"): {"标准箱": 1, "标箱": 1, "TEU": 1},
}

CURRENCIES = (
    *(
        "美元",
        "美金",
        "美刀",
        "欧元",
        "英镑",
        "日元",
        "日圆",
        "日币",
        "港元",
        "港币",
        "澳门元",
        "澳元",
        "加元",
        "新台币",
        "台币",
        "新元",
    ),
    *(
        "韩元",
        "韩币",
        "卢布",
        "泰铢",
        "法郎",
        "瑞士法郎",
        "马克",
        "卢比",
        "里拉",
        "比索",
        "雷亚尔",
        "兰特",
        "越南盾",
        "印尼盾",
    ),
    *(
        "奈拉",
        "先令",
        "克朗",
        "瑞典克朗",
        "丹麦克朗",
        "第纳尔",
        "里亚尔",
        "林吉特",
        "比特币",
        "加拿大元",
        "新加坡元",
        "澳大利亚元",
        "新西兰元",
    ),
)
"""Foreign currencies; each is its own base unit."""

CURRENCY_NAMES = {
    **{
        "美金": "美元",
        "美刀": "美元",
        "日圆": "日元",
        "日币": "日元",
        "港币": "港元",
        "台币": "新台币",
        "韩币": "韩元",
    },
    **{"加拿大元": "加元", "澳大利亚元": "澳元", "新加坡元": "新元", "人民币": "元"},
}
"""Other names of a currency, and the usual one."""

MEASURE_WORDS = (
    *(
        "个",
        "家",
        "户",
        "项",
        "件",
        "种",
        "类",
        "批",
        "次",
        "处",
        "座",
        "条",
        "台",
        "套",
        "辆",
        "架",
        "艘",
        "列",
        "只",
        "头",
        "匹",
        "尾",
    ),
    *(
        "羽",
        "株",
        "棵",
        "颗",
        "粒",
        "枚",
        "支",
        "枝",
        "根",
        "把",
        "张",
        "本",
        "册",
        "部",
        "篇",
        "首",
        "幅",
        "块",
        "片",
        "栋",
        "幢",
        "间",
    ),
    *(
        "所",
        "层",
        "面",
        "场",
        "轮",
        "组",
        "队",
        "班",
        "对",
        "双",
        "副",
        "剂",
        "瓶",
        "箱",
        "袋",
        "盒",
        "包",
        "桶",
        "杯",
        "碗",
        "盏",
        "顶",
    ),
    *(
        "门",
        "道",
        "段",
        "步",
        "站",
        "页",
        "字",
        "句",
        "版",
        "份",
        "起",
        "宗",
        "笔",
        "例",
        "款",
        "样",
        "车",
        "船",
        "趟",
        "集",
        "卷",
        "封",
    ),
    *(
        "股",
        "桩",
        "盘",
        "孔",
        "眼",
        "台套",
        "台次",
        "架次",
        "列次",
        "车次",
        "艘次",
        "户次",
        "批次",
        "件次",
        "场次",
        "条次",
        "课时",
    ),
    *(
        "点",
        "分",
        "票",
        "席",
        "床",
        "丛",
        "垛",
        "垧",
        "晌",
        "打",
        "窝",
        "板",
        "代",
        "遍",
        "圈",
        "局",
        "球",
        "环",
        "扇",
        "筐",
    ),
    *("捆", "束", "朵", "滴", "罐", "听", "贴", "件套", "轮次", "人份", "期次", "标段", "地块", "方面", "举", "单"),
)
"""Measure words of things counted; each is its own base unit."""


def _table() -> dict[str, Unit]:
    units = {name: Unit(name, "count", name, 1) for name in MEASURE_WORDS}
    for name in CURRENCIES:
        usual = CURRENCY_NAMES.get(name, name)
        for printed in (name, "元" + name):
            units[printed] = Unit(printed, "money", usual, 1)
    for (dimension, base), names in _MEASURES.items():
        units.update({name: Unit(name, dimension, base, factor) for name, factor in names.items()})
    return units


UNITS: dict[str, Unit] = _table()
"""Every unit and measure word by its printed form."""

LONGEST_UNIT = max(map(len, UNITS))


def unit_at(text: str, at: int) -> Unit | None:
    """The longest unit that stands at `at`; None if none does.

    >>> unit_at("761万亩", 4).base_unit, unit_at("红旗", 0)
    ('m2', None)
    """
    for length in range(LONGEST_UNIT, 0, -1):
        found = UNITS.get(text[at : at + length])
        if found and len(found.name) == length:
            return found
    return None
