"""Site furniture and metadata lines: what a web page prints around its story."""

from __future__ import annotations

import re
from dataclasses import dataclass

FURNITURE_LENGTH = 120
"""Longest paragraph, in characters, that is looked at as furniture."""

FURNITURE = (
    r"分享(?:到|至|让更多人看到)?[:：]?.{0,40}",
    r"(?:微信|微博|手机)?扫(?:一扫|码|描二维码)?.{0,30}(?:分享|阅读|关注|下载|打开|二维码)?",
    r"扫一扫.{0,30}",
    r"(?:长按|识别|关注).{0,20}(?:二维码|公众号|客户端)",
    r"点击(?:上方|下方|标题|蓝字|关注).{0,30}|.{0,4}(?:上方|下方)?蓝字.{0,12}(?:关注|订阅).{0,10}",
    r"(?:打开|下载|进入).{0,20}(?:APP|客户端|小程序).{0,20}",
    r"(?:版权声明|免责声明|特别声明|声明)[:：].*",
    r"版权所有.*|.{0,30}(?:版权所有|All [Rr]ights [Rr]eserved).*|Copyright.*|©.*",
    r".{0,12}(?:ICP备|公网安备|ICP证|新闻信息服务许可证|许可证编号).*",
    r"(?:打印|关闭|收藏|返回|顶部|返回顶部|返回首页|返回列表|网站首页|首页|上一篇|下一篇|上一版|下一版|上一页|下一页|查看评论|我要评论|发表评论|登录|注册|搜索|字号|字体|放大|缩小|默认|纠错|举报|点赞|朗读|听新闻|全文|展开全文|阅读全文|原文链接|阅读原文|更多|版面导航|标题导航|往期回顾|当前位置)(?:[\s|｜/、·:：>【】\[\]]+.{0,40})*",
    r"(?:当前位置|您的位置|您所在的位置|所在位置)[:：].*",
    r"(?:上一篇|下一篇|上一条|下一条)[:：].*",
    r"(?:首页|网站首页)\s*[>＞»/].*",
    r"(?:\S{2,14}网\s+)?首页(?:[\s|｜·]+\S{2,6}){2,12}",
    r"(?:字号|字体)[:：]?\s*[大中小T\s|【】\[\]+-]*(?:打印|关闭)?.{0,10}",
    r"[【\[]?(?:字号|打印|关闭|收藏|纠错).{0,30}[】\]]",
    r"(?:浏览|阅读|点击|访问)(?:次数|量|数)?[:：]?\s*\d*\s*次?",
    r"(?:本文)?(?:转载自|内容来自)?.{0,20}未经.{0,10}(?:授权|许可|允许).{0,30}",
    r"(?:相关阅读|相关新闻|相关链接|相关报道|推荐阅读|热门推荐|延伸阅读|热点推荐|猜你喜欢|为您推荐|更多新闻|最新评论|网友评论|精彩推荐|图片新闻推荐|往期推荐|往期精选|往期回顾)[:：]?",
    r"(?:订户专享|会员专享|付费内容|请?(?:登录|订阅)后(?:即可|可|方可|继续)?(?:阅读|浏览|查看).{0,10}|请继续往下阅读.{0,4}|广告|追踪我们.{0,20})",
    r".{0,40}(?:点我|点击|点此|立即|马上)(?:下载|打开|安装)[^，。]{0,6}(?:APP|客户端)[^，。]{0,20}",
    r"[-—_=＝*＊·.…~～#＃]{3,}",
)
"""Whole paragraphs that belong to the site and to no story."""

POINTER = re.compile(
    r"[（(【]?(?:相关|详细|有关|更多)?(?:报道|内容|新闻|文章|全文|详情)?(?:详见|见|请看|刊于?|请阅)[^（）()。，]{0,14}版[^（）()。，]{0,8}[）)】]?"
    r"|[^。，（）()]{3,36}[ …·▶►→/／]+(?:第|A|B|C|D)?\d{1,2}版"
    r"|[【\[]?(?:今日|本期|今日要闻|新闻)?(?:导读|要目|看点|提要)[】\]]?"
)
"""Whole paragraphs that point to other pages: （报道见第3版）, a line of an index with its page, the index's heading."""

RELATED = re.compile(
    r"(?:相关阅读|相关新闻|相关链接|相关报道|推荐阅读|热门推荐|延伸阅读|热点推荐|猜你喜欢|为您推荐|更多新闻|精彩推荐|往期推荐|往期精选)[:：]?"
)
"""Headings behind which a site lists other stories."""

_FURNITURE = re.compile("|".join(f"(?:{pattern})" for pattern in FURNITURE))
_FIRST = frozenset(
    "分微手扫长识关打下进版免特声.©CAI打返顶网首上查我发登注搜字放缩默纠举点朗听全展原阅更标往当您所【[浏访本相推热延猜为最网精图订会付请广追-—_=＝*＊·…~～#＃京沪吉黑辽粤苏浙"
)
_HINTS = ("备", "首页", "版权", "许可证", "eserved", "APP", "客户端")

_SOURCE_LABELS = "来源|稿源|信息来源|文章来源|新闻来源|稿件来源|转自|据"
_TIME_LABELS = "发布时间|发表时间|更新时间|发稿时间|发布日期|时间|日期|发布于|发布|更新"
_META = re.compile(
    rf"""
      (?P<source>(?:{_SOURCE_LABELS})[ ]?[:：丨｜|][ ]?(?P<source_name>[^\s|｜丨，。；:：]{{1,30}}))
    | (?P<time>(?:(?:{_TIME_LABELS})[ ]?[:：/／]?[ ]?)?(?P<day>\d{{4}}(?:-\d{{1,2}}-|/\d{{1,2}}/|\.\d{{1,2}}\.|年\d{{1,2}}月)\d{{1,2}}日?)(?:[ T]{{0,2}}\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?)?)
    | (?P<count>(?:浏览|阅读|点击|访问|评论|字号|打印|字体)(?:次数|量|数)?[ ]?[:：]?[ ]?(?:\d+|大|中|小)?[ ]?(?:次)?)
    """,
    re.VERBOSE,
)
_ISSUE = re.compile(
    rf"""
    [（(]?(?:(?:{_SOURCE_LABELS})[ ]?[:：丨｜|])?[ ]?《[ ]?(?P<paper>[^《》]{{2,20}}?)[ ]?》[ ]?
    [（(]?[ ]?(?P<day>\d{{4}}(?:年\d{{1,2}}月\d{{1,2}}日|-\d{{1,2}}-\d{{1,2}}))(?:[ ]?星期.)?[ ,，、]?
    (?:第?[ ]?(?P<page>[A-Z]?\d{{1,2}})[ ]?版)?(?:[：:][^（）()]{{1,12}})?[ ]?[）)]{{0,2}}
    """,
    re.VERBOSE,
)
"""The issue that a copy names: 《东河日报》（2024年03月05日 第05版）."""
_META_HINT = re.compile(r"[源自据][ ]?[:：丨｜|]|\d{4}[-/.年]")
"""What a source's label ends with, or a day begins with; a line without either states nothing that is kept."""
_SENTENCE = re.compile(r"[。，！？；]")
_SIGNED_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
META_SHARE = 0.6
"""Share of a paragraph that metadata must cover; the rest is names and labels of the site."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a web page's metadata line states.

    Attributes:
        source: the paper or site named behind 来源.
        day: the day of publication as printed.
        page: the page as printed, with its section's letter: 05, A3.
    """

    source: str | None
    day: str | None
    page: str | None = None


def is_furniture(text: str) -> bool:
    """Whether a paragraph as a whole is site furniture.

    >>> is_furniture("分享到：微信 微博"), is_furniture("分享会在市图书馆举行，读者很多。")
    (True, False)
    """
    if len(text) > FURNITURE_LENGTH or not (text[0] in _FIRST or any(map(text.__contains__, _HINTS))):
        return False
    if (
        text[-1] in "。！？"
        and not text.startswith(("版权", "声明", "免责", "特别声明"))
        and "许可" not in text
        and "授权" not in text
    ):
        return False
    return _FURNITURE.fullmatch(text) is not None


def is_pointer(text: str) -> bool:
    """Whether a paragraph as a whole points to another page.

    >>> is_pointer("（相关报道见第3版）"), is_pointer("老码头变身夜市 2版"), is_pointer("（下转第2版）")
    (True, True, False)
    """
    return len(text) <= 48 and ("版" in text or len(text) <= 8) and POINTER.fullmatch(text) is not None


def read_issue(text: str) -> Metadata | None:
    """The issue that a line as a whole names as that from which its story comes.

    >>> read_issue("《 东河日报 》（ 2024年03月05日 第 05 版）")
    Metadata(source='东河日报', day='2024年03月05日', page='05')
    >>> read_issue("东河日报 2024年3月5日 第5版") is None
    True
    """
    match = _ISSUE.fullmatch(text) if "《" in text[:12] else None
    return Metadata(match["paper"], match["day"], match["page"]) if match else None


def read_metadata(text: str) -> Metadata | None:
    """Read a line of source and time; None if the paragraph says something else.

    A day alone (2024年3月1日) is no metadata: notices and letters are signed with it.

    >>> read_metadata("来源：东河日报 发布时间：2024-03-01 08:00")
    Metadata(source='东河日报', day='2024-03-01', page=None)
    >>> read_metadata("2024年3月1日，雪停了。") is None
    True
    """
    if len(text) > FURNITURE_LENGTH or not _META_HINT.search(text):
        return None
    if (issue := read_issue(text)) is not None:
        return issue
    found = list(_META.finditer(text))
    covered = sum(match.end() - match.start() for match in found)
    if not found or covered < META_SHARE * len(text.replace(" ", "")) or _SENTENCE.search(_META.sub("", text)):
        return None
    if all(_SIGNED_DAY.fullmatch(match.group()) for match in found):
        return None
    source = next((match["source_name"] for match in found if match["source"]), None)
    day = next((match["day"] for match in found if match["time"]), None)
    return Metadata(source, day) if source or day else None
