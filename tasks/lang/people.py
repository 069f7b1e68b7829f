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
    浦谷舒卜成饶宁凌盛查单冉鲍华包屈房喻解蒲卫简时连车项闵邬吉党阳司费蒙席晏隋古强穆姬宫景米麦谈柏瞿艾沙鄢桂窦郁缪畅巩
    卓褚栾戚全娄甄郎池丛边岑农苟迟保商臧佘卞虞刁冷应匡栗仇练楚揭师官佟封燕桑巫敖原植邝仲荆储宗楼干苑寇盖屠鞠荣井银奚
    麻雍花闻郜蔺冀阚戈胥旷扈鹿湛逄亓仝初刑邸鄂岱帅富由昝晋晁朴来樊洪安文易乔施牛温康尉习计訾么经支裘宓羊惠祖诸贝明乐
    平和元卢宿怀刚茹乌那哈佴爱仉督藤贡逯桓厉戎郦弓牧隗山侍满弘墨宰巢冼逢水禹
    """
)
"""Rarer family names."""

CREDITED_SURNAMES = frozenset(
    COMMON_SURNAMES
    + OTHER_SURNAMES
    + characters(
        "萧仪卡揣暴次玉班瑞盘粟索肇臣茅莘衡郇钮锡雒廉狄贲嵇荀芮羿汲邴糜郗伊钭韶蓟邰籍劳郤璩濮寿郏宦庾暨蔚夔厍毋乜蒯竺酆宣杭伏皮凤滑慕沃勾"
    )
)
"""All of these and rare ones that in running text would be words: in a credit even a rare name is a safe guess."""

COMPOUND_SURNAMES = words(
    """
    欧阳 司马 上官 诸葛 司徒 皇甫 尉迟 慕容 令狐 夏侯 端木 东方 公孙 轩辕 宇文 长孙 独孤 呼延 拓跋 完颜 申屠 澹台
    钟离 闻人 鲜于 淳于 单于 太史 公羊 赫连 濮阳 叱干 万俟 公冶 宗政 太叔 仲孙 闾丘 司空 南宫 西门 百里 东郭 爱新觉罗 叶赫那拉
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
    盎耐奈匹策柴焦坚肃哥滕咖喀喃嘉洁娃嫩嫣柏茅延果廉芭蓬滨荷翰麻莓乾昔纪柔茹莲菜萧虎诃迦逊邱钦隆雪霞鞍顺龙朴玛子丽
    代瑞芒撒赛斐赞宰楚捷列留略提曲
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

IN_DOTTED_NAMES = TRANSCRIBING | frozenset(
    characters(
        """
    依买提吾甫则吐逊力合肉孜旦才让次仁旺堆央桑嘎增措地克帖麻亥热西吉拜勒班玉素夏帕里比阿曲珍白扎巴登旺姆卓索南更藏钦
    鼎义司不都铁岱祖合买尼雅库艾则
    """
    )
)
"""Characters of names with middle dots, transcribed or of China's nationalities."""

MIDDLE_DOTS = "·•・"
"""What stands between the parts of a transcribed name."""

NAME_PRIOR = math.log(1 / 150)
"""Log of the share of words in newspaper text that are personal names."""

SMOOTHING = 0.5
"""Added to the count of each given-name character; a character never seen in a name counts half a time."""

FAMOUS = frozenset(
    words(
        """
    孔子 孟子 老子 庄子 墨子 荀子 韩非 屈原 秦始皇 项羽 刘邦 张骞 司马迁 曹操 刘备 孙权 关羽 张飞 诸葛亮 李白 杜甫
    白居易 韩愈 柳宗元 苏轼 苏东坡 王安石 陆游 辛弃疾 岳飞 文天祥 成吉思汗 忽必烈 朱元璋 郑和 戚继光 李时珍 徐霞客
    曹雪芹 林则徐 洪秀全 曾国藩 李鸿章 左宗棠 康有为 梁启超 谭嗣同 孙中山 黄兴 宋庆龄 蔡元培 陈独秀 李大钊 鲁迅 胡适
    郭沫若 茅盾 巴金 老舍 曹禺 冰心 沈从文 徐志摩 朱自清 闻一多 季羡林 钱钟书 梁思成 齐白石 徐悲鸿 张大千 梅兰芳
    聂耳 冼星海 毛泽东 周恩来 刘少奇 朱德 邓小平 陈云 任弼时 彭德怀 林彪 贺龙 陈毅 罗荣桓 徐向前 聂荣臻 叶剑英 叶挺
    方志敏 彭真 李先念 杨尚昆 胡耀邦 赵紫阳 江泽民 李鹏 乔石 李瑞环 朱镕基 胡锦涛 温家宝 吴邦国 贾庆林 曾庆红 习近平
    李克强 张德江 俞正声 雷锋 焦裕禄 王进喜 孔繁森 钱学森 邓稼先 李四光 竺可桢 华罗庚 陈景润 袁隆平 屠呦呦 郎平 姚明
    刘翔 马克思 恩格斯 列宁 斯大林 牛顿 爱因斯坦 达尔文 莎士比亚 贝多芬 莫扎特 歌德 雨果 托尔斯泰 拿破仑 华盛顿 林肯
    丘吉尔 罗斯福 戴高乐 甘地 尼克松 里根 撒切尔 戈尔巴乔夫 叶利钦 普京 克林顿 布什 奥巴马 特朗普 拜登 曼德拉
    卡斯特罗 阿拉法特
    """
    )
)
"""Persons of history whose names jieba's dictionary holds among everyday words."""

JAPANESE_SURNAMES = frozenset(
    words(
        """
    佐藤 铃木 高桥 田中 伊藤 渡边 山本 中村 小林 加藤 吉田 山田 佐佐木 山口 松本 井上 木村 清水 山崎 池田 桥本 阿部
    石川 前田 藤田 小川 冈田 后藤 长谷川 村上 近藤 石井 坂本 远藤 青木 藤井 西村 福田 太田 三浦 藤原 冈本 松田 中川
    中野 原田 小野 田村 竹内 金子 和田 中山 石田 上田 森田 小岛 柴田 酒井 工藤 横山 宫崎 宫本 内田 高木 安藤 岛田
    谷口 大野 高田 丸山 今井 河野 藤本 村田 武田 上野 杉山 增田 平野 大冢 千叶 久保 松井 小山 岩崎 樱井 木下 野口
    松尾 菊地 野村 新井 佐野 大西 杉本 古川 滨田 市川 小松 高野 水野 吉川 山内 西田 菊池 西川 五十岚 北村 安田 中田
    川口 平田 川崎 饭田 本田 久保田 泽田 辻本 关口 吉村 东条 武村 久间 奥田 海部 竹下 宫泽 细川 羽田 小渊 森喜朗
    小泉 安倍 麻生 鸠山 菅直人 野田 岸田 石破 土井 小泽 梶山 加山 三木 福泽 丰臣 德川 织田 岸信介 大平 中曾根 宇野
    河本 川端 芥川 夏目 大江 黑泽 宫崎骏 北野
    """
    )
)
"""Family names of Japan, the common ones and those that newspapers print."""

NOT_PEOPLE = frozenset(
    words(
        """
    高精尖 短平快 白富美 高大上 阿拉伯 穆斯林 哈萨克 基因库 卡巴迪 杜冷丁 马王堆 维吾尔 哈尼 达斡尔 鄂温克 塔吉克
    蒙古包 犹太 日耳曼 斯拉夫 吉普赛 尼古丁 摩托罗拉 爱立信 桑塔纳 劳斯莱斯 菲亚特 厄尔尼诺 拉尼娜 奥林匹克 巴拿马
    达沃斯 马拉松 巧克力 卡拉 沙发 吉普 麦克风 伊斯兰 拉丁 罗马 哈达 喇嘛 塔利班 诺贝尔 奥斯卡 格莱美 戛纳 迪斯尼
    迪士尼 麦当劳 肯德基 可口可乐 百事 雀巢 西门子 飞利浦 诺基亚 三星 松下 丰田 本田 奔驰 宝马 奥迪 大众 保时捷
    法拉利 波音 微软 英特尔 特斯拉 维他命 维生素 马赛克 罗曼蒂克 歇斯底里 乌托邦 布尔什维克 纳粹 法西斯 高尔夫 保龄
    爵士 芭蕾 桑拿 比基尼 萨克斯 吉他 卡通 雷达 马达 德比 杜马 阿訇 萨满 戈壁 敖包 那达慕 伊妹儿 阿司匹林 盘尼西林
    吗啡 海洛因 可卡因 尼龙 涤纶 凡士林 安培 伏特 瓦特 赫兹 马克 卢布 里拉 克朗 比索 第纳尔 卢比 达姆弹 加农炮
    塔斯社 白蛇传 红楼梦
    """
    )
)
"""Transcriptions, brands and works that have the make-up of names."""

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
    for length in (4, 2, 1):
        if name[:length] in weights and len(name) >= length:
            return name[:length]
    return ""


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
