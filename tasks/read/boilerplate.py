"""What the words of a block say about it: article, particulars of an article, or what surrounds it."""

from __future__ import annotations

import re

MENU_WORDS = (
    "上一篇", "下一篇", "上一版", "下一版", "上一页", "下一页", "上一期", "下一期", "上一条", "下一条", "返回目录", "返回顶部", "返回首页",
    "返回", "关闭窗口", "关闭", "打印本页", "打印", "我要收藏", "加入收藏", "收藏本站", "收藏", "分享到", "分享", "转发", "复制链接", "字号",
    "字体", "放大", "缩小", "默认", "大", "中", "小", "评论", "我要评论", "点赞", "登录", "注册", "首页", "网站首页", "相关新闻", "相关阅读",
    "相关链接", "相关文章", "相关稿件", "推荐阅读", "延伸阅读", "热点新闻", "热门新闻", "热门", "热点", "新闻排行", "点击排行", "排行榜", "排行",
    "更多", "扫一扫", "二维码", "手机版", "客户端", "广告", "订阅", "我要纠错", "纠错", "版面导航", "标题导航", "版面概览", "往期回顾", "往期",
    "新闻", "国内", "国际", "财经", "体育", "娱乐", "社会", "视频", "图片", "专题", "论坛", "博客", "邮箱", "搜索", "设为首页", "网站地图",
    "联系我们", "关于我们", "友情链接", "微信", "微博", "朋友圈", "QQ空间", "上壹篇", "下壹篇", "责编邮箱", "本版", "全部", "阅读", "点击",
    "上一篇文章", "下一篇文章", "正文", "新闻正文", "返回列表", "回到顶部", "保护视力色", "繁体", "简体", "無障碍", "无障碍", "PDF版", "本文", "举报", "投稿",
)  # fmt: skip
"""What buttons, menus and boxes around an article say; a block counts only if it says nothing else."""

CRUMB_STARTS = ("当前位置", "您的位置", "您现在的位置", "你的位置", "所在位置", "您所在的位置", "目前位置", "現在位置")

LEGAL_WORDS = (
    "版权所有", "版权声明", "ICP备", "ICP证", "公网安备", "网安备", "增值电信业务", "互联网新闻信息服务许可证", "许可证编号", "信息网络传播视听节目",
    "违法和不良信息举报", "举报电话", "网站地图", "技术支持", "未经授权", "未经书面授权", "禁止转载", "不得转载", "All Rights Reserved", "Copyright",
    "copyright", "©", "建议使用", "浏览器浏览", "分辨率", "備案", "版權所有",
)  # fmt: skip
"""What a page's foot says."""

LEGAL_LENGTH = 200
"""Longest block that a foot's words alone condemn; an article may quote a licence."""

RELATED_HEADINGS = (
    "新闻推荐", "推荐新闻", "推荐阅读", "相关新闻", "相关阅读", "相关报道", "相关文章", "相关稿件", "延伸阅读", "热点推荐", "热门推荐", "精彩推荐", "编辑推荐",
    "猜你喜欢", "为你推荐", "更多新闻", "更多精彩", "最新新闻", "最新文章", "热门新闻", "热点新闻", "热门文章", "今日热点",
)  # fmt: skip
"""Headings of lists of other articles; newspapers print some of them over texts of their own too."""

HEADLINE_LENGTHS = range(4, 61)
"""Visible characters of a line that may be a headline."""

SENTENCE_MARKS = "。！？；，”"

SENTENCE_LENGTH = 20
"""Visible characters from which a block with a sentence's marks is taken for a paragraph."""

PARTICULARS = re.compile(
    r"""(?x)
      发[布稿表]时间 | 发布日期 | 时间[:：] | 日期[:：] | 来[源自][:：\s] | 來源 | 稿源 | 作者[:：\s] | 记者[:：\s] | 記者 | 通讯员 | 摄影 | 编辑[:：\s] | 责编 | 责任编辑
    | 编审 | 审核 | 校对 | 终审 | 初审 | 复审 | 监制 | 第\s*[A-Z]?\d{1,3}\s*版 | [A-Z]?\d{2}版
    | \d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}"""
)
"""What stands in the lines above and below an article: when, from where, by whom, on which page."""

PARTICULARS_LENGTH = 100
"""Longest block that is taken for such a line, in visible characters."""

_MENU = re.compile(rf"(?:(?:{'|'.join(sorted(map(re.escape, MENU_WORDS), key=len, reverse=True))})|[\s\d\W_])++")


def is_menu(text: str) -> bool:
    """Whether a block says nothing but what menus say, or where in the site the page is.

    >>> is_menu("上一篇 | 下一篇"), is_menu("您的位置：首页 > 要闻"), is_menu("国际油价上涨")
    (True, True, False)
    """
    head = text[:400].strip()
    return head.startswith(CRUMB_STARTS) or (len(text) <= 400 and bool(_MENU.fullmatch(head)) and not head.isdigit())


def is_legal(text: str) -> bool:
    """Whether a block is of a page's foot.

    >>> is_legal("山泉日报社 版权所有"), is_legal("市民称赞新规")
    (True, False)
    """
    return len(text) <= LEGAL_LENGTH and any(word in text for word in LEGAL_WORDS)


def is_sentence(text: str) -> bool:
    """Whether a block reads like a paragraph of an article.

    >>> is_sentence("本报讯 昨日，山泉市第一条环湖公路正式通车，全长十二公里。"), is_sentence("山泉市环湖公路正式通车")
    (True, False)
    """
    return (
        len(text) >= SENTENCE_LENGTH
        and any(mark in text for mark in SENTENCE_MARKS)
        and len("".join(text.split())) >= SENTENCE_LENGTH
    )


def is_particulars(text: str) -> bool:
    """Whether a block is a line of an article's particulars.

    >>> is_particulars("2024-04-01 08:30　来源：山泉日报"), is_particulars("昨日下了一场雨")
    (True, False)
    """
    return len(text) <= PARTICULARS_LENGTH and bool(PARTICULARS.search(text))


def is_related_heading(text: str) -> bool:
    """Whether a block is the heading of a list of other articles.

    >>> is_related_heading("【新闻推荐】"), is_related_heading("相关新闻发言人表态")
    (True, False)
    """
    return re.sub(r"[\W_]|更多|more", "", text) in RELATED_HEADINGS


def is_headline(text: str) -> bool:
    """Whether a line has the length of a headline, says no particulars, and is no sentence with its stop.

    >>> is_headline("山泉环湖公路通车"), is_headline("第3版：要闻"), is_headline("今天下雨。")
    (True, False, False)
    """
    is_long_enough = len("".join(text.split())) in HEADLINE_LENGTHS
    return is_long_enough and not is_particulars(text) and text[-1] not in "。；，、："
