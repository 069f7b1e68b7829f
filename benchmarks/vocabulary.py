"""Words, names, places and figures for generated text, as varied as those of real newspapers.

Common words are drawn from the dictionary that jieba ships, by part of speech and in proportion to
their frequency there, so that common words recur and rare ones keep coming. Names are put together
from characters, so that new ones never end.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

import jieba

DRAW = 8192
"""Words drawn at a time: large enough that drawing costs little, small enough for a small corpus."""

PARTS = ("n", "v", "vn", "a", "d", "i", "nz", "t")
"""Parts of speech that the grammar asks for, by jieba's tags."""

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹柏窦章苏潘葛范彭郎鲁韦马苗方任袁柳唐罗薛雷贺汤殷常乐于傅卞齐康伍余顾孟黄穆萧尹姚邵汪祁毛狄戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾路江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房解应宗丁邓洪包左石崔吉龚程邢裴陆荣翁羊惠曲家封靳段焦巴牧山谷车侯全班仰秋仲伊宫"
"""Surnames that newspapers are full of."""

GIVEN = "安白柏宝斌波博才昌超晨成诚春聪翠达丹德登东冬栋敦恩帆方芳飞枫峰凤福富刚歌耕光广桂国海涵航浩和河恒弘红宏虹洪厚华怀欢辉慧吉佳家坚建江洁金锦晋京晶景静菊娟军俊凯康克兰岚乐雷蕾立丽莉利良亮林琳岭龙璐露茂梅萌梦敏明铭木楠宁农诺攀培鹏平萍朴琪奇启千强勤青清晴庆秋全泉群仁容荣蓉如锐瑞润若森珊善尚少深胜诗石实世书淑舒顺思松素涛桃天田甜铁婷同彤童望威薇维伟文武西希喜霞先贤祥晓孝心欣新馨鑫兴星秀旭学雪雅岩妍彦艳燕阳洋耀业怡宜义艺亦逸音英盈颖永勇友宇雨玉育元园媛远月悦越云允泽展昭哲振正之志智忠舟竹卓子"
"""Characters that given names are made of."""

PLACE_HEADS = "青云白石金玉龙凤松柏桃杏梅兰清澄碧沧澜汐潮渔盐雁鹤鹿虎马羊牛东西南北中上下新古大小长平高广永安宁和顺兴隆泰丰福寿康乐文武昌明光华春秋月星霞雪霜雨雷风岭岗坪坝塘湾泉溪"
PLACE_TAILS = "山河江湖海岭峰崖谷原川泉溪湾港口渡桥城关店集堡屯庄营坡塘洲岛林桐榆柳阳阴安宁平"
LEVELS = ("省", "市", "县", "区", "镇", "乡", "村", "街道")
OFFICES = ("委书记", "长", "委副书记", "人大常委会主任", "政协主席", "纪委书记")
TITLES = (
    "局长",
    "主任",
    "董事长",
    "总经理",
    "总工程师",
    "教授",
    "研究员",
    "站长",
    "校长",
    "院长",
    "厂长",
    "合作社理事长",
)
COMPANY_KINDS = (
    "科技有限公司",
    "集团",
    "股份有限公司",
    "研究院",
    "大学",
    "中学",
    "医院",
    "合作社",
    "机械厂",
    "农场",
    "协会",
    "银行",
)
UNITS = (
    "亩",
    "万亩",
    "万吨",
    "吨",
    "公里",
    "元",
    "亿元",
    "万元",
    "人",
    "户",
    "家",
    "个",
    "台",
    "套",
    "公斤",
    "平方米",
    "万千瓦",
    "人次",
    "项",
    "所",
    "艘",
    "株",
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Endless streams of words by slot of the grammar; the same seed gives the same streams."""

    streams: dict[str, Callable[[], str]]

    def __getitem__(self, slot: str) -> Callable[[], str]:
        return self.streams[slot]


def load_vocabulary(rng: random.Random) -> Vocabulary:
    """The streams of all slots: jieba's parts of speech, and person, place, org, title, number, date …"""
    words = _words_by_part()
    streams = {part: _drawn(rng, *words[part]) for part in PARTS}
    given = _given_names(rng)
    place = _places(rng)
    streams |= {
        "person": lambda: rng.choice(SURNAMES) + given(),
        "place": place,
        "org": lambda: f"{place()[:2]}{streams['n']()}{rng.choice(COMPANY_KINDS)}",
        "title": lambda: rng.choice(TITLES),
        "office": lambda: rng.choice(LEVELS[:4]) + rng.choice(OFFICES),
        "count": lambda: _count(rng),
        "unit": lambda: rng.choice(UNITS),
        "share": lambda: f"{rng.random() * 60:.1f}%",
        "date": lambda: f"{rng.randint(1, 12)}月{rng.randint(1, 28)}日",
        "year": lambda: f"{rng.randint(1998, 2035)}年",
    }
    return Vocabulary(streams)


@cache
def _words_by_part() -> dict[str, tuple[list[str], list[int]]]:
    """Words of two to four Han characters with their cumulated frequencies, by part of speech."""
    words: dict[str, tuple[list[str], list[int]]] = {part: ([], []) for part in PARTS}
    with jieba.get_dict_file() as lines:
        for line in lines:
            word, frequency, part = line.decode("utf-8").split()
            if part in words and 2 <= len(word) <= 4 and all("\u4e00" <= character <= "\u9fff" for character in word):
                words[part][0].append(word)
                words[part][1].append(int(frequency) + 1)
    return {part: (found, list(accumulate(weights))) for part, (found, weights) in words.items()}


def _drawn(rng: random.Random, words: list[str], cumulated: list[int]) -> Callable[[], str]:
    """A stream of words in proportion to their frequency."""

    def stream() -> Iterator[str]:
        while True:
            yield from rng.choices(words, cum_weights=cumulated, k=DRAW)

    return stream().__next__


def _given_names(rng: random.Random) -> Callable[[], str]:
    return lambda: rng.choice(GIVEN) + (rng.choice(GIVEN) if rng.random() < 0.8 else "")


def _places(rng: random.Random) -> Callable[[], str]:
    return lambda: rng.choice(PLACE_HEADS) + rng.choice(PLACE_TAILS) + rng.choice(LEVELS)


def _count(rng: random.Random) -> str:
    """A count as printed: mostly small, sometimes with decimals."""
    kind = rng.random()
    if kind < 0.6:
        return str(int(rng.paretovariate(0.7)) % 100000 + 1)
    if kind < 0.8:
        return f"{rng.random() * 1000:.1f}"
    return f"{rng.random() * 100:.2f}"
