"""The vocabulary of mastheads and imprints: what a short piece of text states about the issue.

`read_fields` finds the statements; how much of the text they cover tells an imprint from a story
that mentions a date. What the statements mean together is masthead.py's work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.lang.vocabulary import words
from tasks.split.roles import OTHER_ROLES

IMPRINT_LENGTH = 500
"""Longest paragraph, in characters, that is searched for imprint fields; imprint lines seen have at most 200."""

_HAN = r"\u3400-\u9fff"
_N = r"[\d〇○零一二三四五六七八九十百千万]"
_DIGIT = r"[\d〇○零一二三四五六七八九]"
_COLON = r"[ ]?[:：]?[ ]?"
_LUNAR_MONTH = r"闰?(?:正|十一|十二|冬|腊|[一二三四五六七八九十])月"
_LUNAR_DAY = (
    r"(?:初[一二三四五六七八九十]|十[一二三四五六七八九]|廿[一二三四五六七八九]?|二十[一二三四五六七八九]?|三十|卅)"
)
_SOLAR_TERMS = "立春|雨水|惊蛰|春分|清明|谷雨|立夏|小满|芒种|夏至|小暑|大暑|立秋|处暑|白露|秋分|寒露|霜降|立冬|小雪|大雪|冬至|小寒|大寒"
_CYCLE = "[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]"

CONTACT_LABELS = (
    "社址", "地址", "报社地址", "编辑部地址", "邮编", "邮政编码", "电话", "总机", "热线", "新闻热线", "报料热线", "爆料热线", "服务热线", "读者热线",
    "发行热线", "广告热线", "发行电话", "广告电话", "编辑部电话", "值班电话", "联系电话", "投递热线", "订报热线", "监督电话", "举报电话", "办公室电话", "传真",
    "网址", "网站", "官网", "邮箱", "电子邮箱", "电子信箱", "投稿邮箱", "本版邮箱", "E-mail", "Email", "email", "EMAIL", "e-mail", "信箱", "QQ", "QQ群",
    "微信", "微信号", "微信公众号", "公众号", "官方微信", "微博", "官方微博", "抖音", "抖音号", "快手", "快手号", "快手ID", "视频号", "客户端", "ID",
    "广告许可证", "广告经营许可证", "广告发布登记", "广告许可证号", "零售价", "零售", "每份", "定价", "全年定价", "全年订价", "订价", "月价", "季价", "年价", "每月定价", "每季定价",
    "开印时间", "印完时间", "印刷", "印刷单位", "承印单位", "承印", "发行", "发行方式", "发行单位", "代号", "国外代号", "法律顾问", "本报法律顾问", "今日印数", "印数", "统一书号",
)  # fmt: skip
"""Labels behind which an address, a number or a price stands."""

OFFICE_VERBS = (
    "主管主办",
    "主管、主办",
    "主管主办单位",
    "主管单位",
    "主办单位",
    "出版单位",
    "主管",
    "主办",
    "协办",
    "编辑出版",
    "出版发行",
    "出版",
    "承印",
    "代印",
    "印刷",
)
"""What an office does for the paper, printed behind its name (or before it with a colon)."""

NAME_ENDS = (
    "日报",
    "晚报",
    "早报",
    "晨报",
    "时报",
    "商报",
    "都市报",
    "新报",
    "快报",
    "周报",
    "导报",
    "画报",
    "农民报",
    "工人报",
    "青年报",
    "教育报",
    "特区报",
    "政协报",
    "电讯",
    "法治报",
    "法制报",
    "广播电视报",
    "报",
    "参考消息",
    "周末",
    "周刊",
    "时讯",
)
"""How names of newspapers end."""


PAGE_NAMES = words(
    """
    要闻 头版 综合 综合新闻 国内 国际 时政 时事 经济 财经 体育 副刊 理论 评论 观点 文化 文艺
    民生 社会 法治 教育 科技 健康 卫生 旅游 汽车 房产 县区 区县 地方 农村 农业 工业 城市
    本市 本地 省内 专版 专题 特刊 特别报道 深度 视觉 影像 图片 摄影 读者 读者来信 周末 周刊
    广告 公告 党建 人物 生态 生活 军事 天下 视点 关注 焦点 聚焦 热线 新闻 今日关注 重点 动态
    信息 服务 娱乐 阅读 读书 书评 收藏 艺术 美食 少年 校园 老年 家庭 妇女 政法 统战 金融
    证券 能源 交通
    """
)
"""Names that pages carry beside their number."""


def _either(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_FIELDS = re.compile(
    rf"""
      (?P<cn>(?:国内统一)?(?:连续出版物|刊|标准刊)?号?{_COLON}CN[ ]?\d{{2}}[ ]?[-—–－][ ]?\d{{4}}(?:/[A-Z])?)
    | (?P<issn>ISSN[ ]?\d{{4}}[-—–]\d{{3}}[\dX])
    | (?P<postal>(?:邮发|邮政|邮局)代号{_COLON}\d{{1,2}}[-—–－]\d{{1,4}})
    | (?P<founded>(?:创刊于)?{_DIGIT}{{4}}年{_N}{{1,3}}月{_N}{{1,3}}日创刊)
    | (?P<date>{_DIGIT}{{4}}[ ]?年[ ]?{_N}{{1,3}}[ ]?月[ ]?{_N}{{1,3}}[ ]?日|民国{_N}{{1,3}}年{_N}{{1,3}}月{_N}{{1,3}}日|(?<!\d)[12]\d{{3}}(?P<sep>[-./])\d{{1,2}}(?P=sep)\d{{1,2}}(?!\d))
    | (?P<year_month>{_DIGIT}{{4}}[ ]?年[ ]?{_N}{{1,3}}[ ]?月)
    # a lunar day is printed with its calendar or its year; alone it has no 日, with which it would be a month and day
    | (?P<lunar>(?P<lunar_text>(?:(?:农历|夏历|阴历|旧历)[ ]?(?:岁次)?(?:{_CYCLE}年?|{_DIGIT}{{4}}年)?|(?:岁次)?(?:{_CYCLE}年?|{_DIGIT}{{4}}年))[ ]?{_LUNAR_MONTH}{_LUNAR_DAY}(?=日?)|{_LUNAR_MONTH}{_LUNAR_DAY}(?![日一二三四五六七八九十])|{_LUNAR_MONTH}初[一二三四五六七八九十](?=日))日?(?P<term>[ ]?(?:{_SOLAR_TERMS}|除夕|端午|中秋|重阳|元宵|春节)节?)?)
    | (?P<month_day>{_N}{{1,3}}[ ]?月[ ]?{_N}{{1,3}}[ ]?日)
    | (?P<year>(?<!\d){_DIGIT}{{4}}[ ]?年(?!度|前|后|初|底))
    | (?P<month>(?<!{_N}){_N}{{1,2}}[ ]?月(?!{_N}))
    | (?P<weekday>(?:星期|礼拜|周)[一二三四五六日天]|(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day))
    | (?P<issue>(?:总期?|今年|本年)?第[ ]?(?P<issue_number>{_N}{{1,6}})[ ]?[期号](?:[（(]总第?[ ]?(?P<total>{_N}{{1,6}})[ ]?[期号][)）])?|总期?第?号?{_COLON}(?P<bare_issue>\d{{1,6}})[期号])
    | (?P<folio>第[ ]?(?P<folio_section>[A-Z])?(?P<folio_number>{_N}{{1,3}})[ ]?版|(?:^|(?<=\s))(?:{_either(PAGE_NAMES)})[ ]?(?P<named_number>0?\d{{1,2}})版?(?=\s|$)|^(?P<number_named>0?\d{{1,2}})版?[ ](?:{_either(PAGE_NAMES)})(?=\s|$)|(?<![\d-])(?P<padded>0\d)版|(?<![A-Z\d])(?P<code_section>[A-H])(?P<code_number>\d{{1,2}})(?!\d)[ ]?版?)
    | (?P<pages>(?:今日|本期|今天)?(?:共|出)?(?:对开|四开|八开)?[ ]?(?P<page_count>{_N}{{1,3}})[ ]?(?:个)?版(?!面)|共[ ]?(?P<page_total>{_N}{{1,3}})[ ]?[版页])
    | (?P<role>(?:{_either(OTHER_ROLES)})[ ]?[:：/／]?[ ]?(?P<holder>[{_HAN}·]{{1,4}}(?:[ ][{_HAN}]{{1,3}}(?![:：{_HAN}]))*))
    | (?P<office_before>(?P<verb_before>{_either(OFFICE_VERBS)})(?:单位)?[:：][ ]?(?P<office_named>[{_HAN}·（）()]{{3,30}}))
    | (?P<contact>(?:{_either(CONTACT_LABELS)})(?:[ ]?[:：/／][ ]?|[ ]?(?=[\dA-Za-z]))(?:<?[^\s，。；]{{1,60}})(?:[ ](?=[-\d（(])(?!{_DIGIT}{{4}}[ ]?[-./年])[-\d（）() ]{{3,30}})?)
    | (?P<office>(?P<office_name>[{_HAN}·]{{3,24}}?)(?P<verb>{_either(OFFICE_VERBS)})(?![{_HAN}]))(?:[（(][^（）()]{{1,60}}[)）])?
    | (?P<url><?https?://[^\s<>]{{3,80}}>?|www\.[^\s<>，。]{{3,80}})
    | (?P<mail>[\w.+-]{{1,40}}@[\w-]{{1,40}}\.[\w.]{{2,20}})
    | (?P<phone>(?<!\d)0\d{{2,3}}[-—]?\d{{7,8}}(?!\d)|400-?\d{{3}}-?\d{{4}})
    | (?P<price>\d+(?:\.\d+)?元(?:/[份月季年])?)
    | (?P<weather>(?:今[日天]|明[日天]|白天|夜间|全天|天气)[^。]{{0,40}}℃)
    | (?P<solar_term>^(?:{_SOLAR_TERMS}|除夕|春节|元宵节?|端午节?|中秋节?|重阳节?|腊八节?|小年|国庆节|元旦)$)
    | (?P<slogan>(?<!\S)[·・•][^·・•]{{2,20}}[·・•](?!\S))
    """,
    re.VERBOSE,
)


_HINT = re.compile(
    r"\d{4}[-./]\d|[:：@℃版编校审]|CN|ISSN|代号|星期|礼拜|周[一二三四五六日天]|day|第.{1,8}[期号]|总.{0,4}期|主办|主管|出版|承印|印刷|协办|代印|http|www"
    r"|\d{7}|\d元|[\d一二三四五六七八九十〇○零正冬腊][ ]?[年月日]|月[初廿十二三]|(?:^|[ ])[·・•]|[A-H]\d|400-|^\d{1,2}[ ]|[ ]\d{1,2}$|^[\u3400-\u9fff]{2,3}$"
)
"""Every field holds one of these; a text without any, or with a full stop, is no imprint."""
_HINT_SIGN = re.compile(r"[\d:：@℃版编校审CI代星礼周d第总主承印协hw年月日·・•]")
"""Every hint but that of a short line begins with one of these, or holds it."""
SHORTEST_HINTED = 4
"""Characters from which on a text without such a sign holds no hint."""


@dataclass(frozen=True, slots=True)
class Field:
    """A statement found: its kind (a group of the pattern), what it says, and where it stands in the text."""

    kind: str
    value: str
    start: int
    end: int
    match: re.Match[str]


def read_fields(text: str) -> tuple[Field, ...]:
    """The statements in a text, left to right, not overlapping; none in a text longer than an imprint is.

    >>> [(field.kind, field.value) for field in read_fields("总第12709期 今日8版 星期四")]
    [('issue', '总第12709期'), ('pages', '今日8版'), ('weekday', '星期四')]
    >>> read_fields("大雪没有停。")
    ()
    """
    if len(text) > IMPRINT_LENGTH or "。" in text or not (len(text) < SHORTEST_HINTED or _HINT_SIGN.search(text)):
        return ()
    if not _HINT.search(text):
        return ()
    return tuple(
        Field(match.lastgroup or "", match.group(), match.start(), match.end(), match)
        for match in _FIELDS.finditer(text)
    )


def coverage(text: str, fields: tuple[Field, ...]) -> float:
    """The share of a text's visible characters that lie in fields, 0 to 1."""
    visible = sum(map(len, text.split()))
    covered = sum(len(word) for field in fields for word in field.value.split())
    return covered / visible if visible else 0.0
