"""What Chinese names are made of: family names, characters of given names and of transcriptions.

The given-name model is read from jieba's dictionary at run time: its tens of thousands of
three-character names, counted by type, so that no often-named person weighs more than another.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from functools import cache
from typing import NamedTuple

from tasks.lang.vocabulary import characters, words
from tasks.lang.words import dictionary

COMMON_SURNAMES = characters(
    """
    王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭
    陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤赖
    """
)
"""Family names of the many, the commonest first."""

OTHER_SURNAMES = characters(
    """
    傅阎殷颜庄章鲁倪庞邢俞翟蓝聂齐申葛柴伍骆关焦柳欧祝纪尚毕耿芦左季管符辛苗詹曲靳祁路涂兰甘裴梅童翁霍游阮尤岳柯牟滕
    谷舒卜成饶宁凌盛查单冉鲍华包屈房喻解蒲卫简时连车项闵邬吉党阳司费蒙席晏隋古强穆姬宫景米麦谈柏瞿艾沙鄢桂窦郁缪畅巩
    卓褚栾戚全娄甄郎池丛边岑农苟迟保商臧佘卞虞刁冷应匡栗仇练楚揭师官佟封燕桑巫敖原植邝仲荆储宗楼干苑寇盖屠鞠荣井银奚
    麻雍花闻郜蔺冀阚戈胥旷扈鹿湛逄亓仝初刑邸鄂岱帅富由昝晋晁朴来樊洪安文易乔施牛温康尉习计訾么经支裘宓羊惠祖诸贝明乐
    平和元卢宿怀刚茹乌那哈佴爱仉督藤贡逯桓厉戎郦弓牧隗山侍满弘墨宰巢冼逢水禹
    """
)
"""Rarer family names."""

COMPOUND_SURNAMES = words(
    """
    欧阳 司马 上官 诸葛 司徒 皇甫 尉迟 慕容 令狐 夏侯 端木 东方 公孙 轩辕 宇文 长孙 独孤 呼延 拓跋 完颜 申屠 澹台
    钟离 闻人 鲜于 淳于 单于 太史 公羊 赫连 濮阳 叱干 爱新觉罗 叶赫那拉
    """
)  # fmt: skip
"""Family names of two characters and more."""

TRANSCRIBING = frozenset(
    characters(
        """
    阿艾奥埃安昂巴白班邦包鲍贝本比彼毕别宾波伯博勃布查昌车达戴丹道德登邓迪蒂丁东杜敦顿多厄恩尔法凡范菲费芬冯佛夫弗福
    富盖甘冈高戈格葛根古瓜哈海汉豪赫亨洪侯胡华怀惠霍基吉加贾简江杰金津卡凯坎康考科克肯孔库夸奎昆拉莱赖兰朗劳勒雷黎里
    利林琳刘卢鲁路伦罗洛吕马麦迈曼毛梅门蒙孟米密明缪摩莫墨姆木穆纳娜南瑙内尼涅宁牛纽农努诺欧帕潘庞佩彭皮平珀蒲普奇齐
    恰钱乔切琴丘屈让热仁日荣若萨塞桑瑟森沙山尚绍舍申生圣施什史舒斯松苏索塔泰坦汤唐陶特腾田廷通图土托瓦万旺威韦维温文
    翁沃乌武西希锡夏香肖谢辛休许雅亚扬耶叶伊易因英永尤于约泽曾扎詹占章珍芝志朱卓兹宗佐丝妮莉莎娅黛琪茜薇婷萝桃蕾露茨
    盎耐奈匹策柴焦肃哥滕咖喀喃嘉洁娃嫩嫣柏茅莲菜萧虎诃迦逊邱钦隆雪霞鞍顺龙朴玛子丽
    """
    )
)
"""Characters that write foreign sounds."""

STRONGLY_TRANSCRIBING = frozenset(
    characters(
        """
    阿奥埃巴贝彼勃布达戴迪蒂厄尔菲弗夫格戈赫霍基卡凯坎科克肯库奎拉莱勒雷伦罗洛鲁曼姆穆摩莫纳娜尼涅诺努帕佩皮珀普萨塞
    瑟斯塔坦特廷托瓦韦维沃乌什丝妮莉莎娅黛茨兹耶扎詹伊亚哈喀奈逊拜玛敦顿恩
    """
    )
)
"""Those of them that seldom stand in Chinese names and words."""

MIDDLE_DOTS = "·•・"
"""What stands between the parts of a transcribed name."""

NAME_PRIOR = math.log(1 / 150)
"""Log of the share of words in newspaper text that are personal names."""

SMOOTHING = 0.5
"""Added to the count of each given-name character; a character never seen in a name counts half a time."""

EVERYDAY_NAME = 20
"""Occurrences from which a two-character word that jieba tags as a name counts as a word: 弘扬, 祝贺."""

_HAN = re.compile(r"[\u3400-\u9fff]+")


class GivenNames(NamedTuple):
    """Log probability of a character by its place in a given name: first of two, second of two, only one."""

    first: dict[str, float]
    second: dict[str, float]
    only: dict[str, float]
    unseen: float


@cache
def surname_weights() -> dict[str, float]:
    """Log probability of each family name, falling with its rank."""
    ranked = list(dict.fromkeys([*COMMON_SURNAMES, *OTHER_SURNAMES, *COMPOUND_SURNAMES]))
    weights = {name: 1 / (rank + 8) for rank, name in enumerate(ranked)}
    total = sum(weights.values())
    return {name: math.log(weight / total) for name, weight in weights.items()}


@cache
def given_names() -> GivenNames:
    """The given-name model, counted once a process."""
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for word, tag in dictionary().tags.items():
        if tag == "nr" and len(word) == 3 and word[0] in COMMON_SURNAMES:
            first[word[1]] += 1
            second[word[2]] += 1
    total = sum(first.values())
    denominator = total + SMOOTHING * len(first)

    def logs(counts: Counter[str]) -> dict[str, float]:
        return {char: math.log((n + SMOOTHING) / denominator) for char, n in counts.items()}

    return GivenNames(logs(first), logs(second), logs(second), math.log(SMOOTHING / denominator))


@cache
def character_weights() -> dict[str, float]:
    """Log probability of each character in running text, from the dictionary's word frequencies."""
    counts: defaultdict[str, int] = defaultdict(int)
    for word, n in dictionary().frequency.items():
        for char in word:
            counts[char] += n
    total = sum(counts.values())
    return {char: math.log(n / total) for char, n in counts.items()}


def surname_of(name: str) -> str:
    """The family name that a text begins with; "" if it begins with none.

    >>> surname_of("欧阳明远"), surname_of("赵青禾"), surname_of("的确")
    ('欧阳', '赵', '')
    """
    weights = surname_weights()
    return next((name[:n] for n in (4, 2, 1) if name[:n] in weights and len(name) >= n), "")


def name_weight(name: str) -> float:
    """Log probability of a Chinese name; minus infinity for what has not the shape of one.

    The shape: a family name and one or two Chinese characters.

    >>> name_weight("赵青禾") > name_weight("赵的了"), name_weight("环境保护")
    (True, -inf)
    """
    surname = surname_of(name)
    given = name[len(surname) :]
    if not surname or not 1 <= len(given) <= 2 or not _HAN.fullmatch(given):
        return -math.inf
    model = given_names()
    weight = NAME_PRIOR + surname_weights()[surname]
    if len(given) == 1:
        return weight + math.log(0.25) + model.only.get(given, model.unseen)
    return weight + math.log(0.75) + model.first.get(given[0], model.unseen) + model.second.get(given[1], model.unseen)


def text_weight(words: tuple[str, ...] | list[str]) -> float:
    """Log probability of words as ordinary text: jieba's frequencies, or characters one by one for what it does not know."""
    known = dictionary()
    chars = character_weights()
    logtotal = math.log(known.total)
    weight = 0.0
    for word in words:
        count = known.frequency.get(word, 0)
        if count and (known.tags[word][:2] != "nr" or (len(word) == 2 and count >= EVERYDAY_NAME)):
            weight += math.log(count) - logtotal
        else:
            weight += sum(chars.get(char, -logtotal) for char in word)
    return weight
