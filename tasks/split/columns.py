"""Names of standing columns (栏目): they stand above a headline, and some say what kind of text follows."""

from __future__ import annotations

import re
from functools import lru_cache

DIGEST_COLUMNS = (
    "简讯", "短讯", "短波", "简报", "快讯", "要闻简报", "新闻简报", "新闻集锦", "新闻集萃", "新闻速递", "新闻速览", "国内简讯", "国际简讯", "外事简讯", "本市简讯", "一句话新闻",
    "要闻速览", "要闻速递", "每日速览", "综合简讯", "体育简讯", "文化简讯", "科技简讯", "经济简讯", "市场简讯", "工作简讯", "基层简讯", "各地简讯", "简明新闻", "今日要闻", "新闻短波",
    "资讯", "快报", "导读", "动态", "各地动态", "基层动态", "政务动态", "外事动态", "海外短波", "环球短波", "新闻一束", "要闻集锦", "集锦", "微新闻", "新闻链接",
)  # fmt: skip
"""Columns whose items are briefs."""

COMMENT_COLUMNS = (
    "社论", "短评", "时评", "评论", "本报评论员", "本报特约评论员", "评论员文章", "编后", "编后语", "编者按", "编者的话", "编余", "今日谈", "快评", "锐评", "短论", "杂谈", "时论", "时事评论",
    "观察家", "观点", "来论", "众议", "言论", "小言论", "论坛", "漫谈", "札记", "短笛", "微言", "随笔", "国际评论", "时事述评", "国际论坛", "新论", "每周评论", "人民论坛", "思想者",
)  # fmt: skip
"""Columns whose texts are comments."""

OTHER_COLUMNS = (
    "特写", "专访", "通讯", "人物", "人物速写", "新闻特写", "现场短新闻", "调查", "深度报道", "记者来信", "读者来信", "来信", "来信选登", "连载", "散文", "诗歌", "小说", "杂文", "书评", "书讯", "影评", "资料",
    "背景", "背景资料", "新闻背景", "相关链接", "名词解释", "知识窗", "小资料", "科普", "天气预报", "公告", "启事", "声明", "更正", "图片新闻", "新闻图片", "答读者问", "记者手记", "采访札记", "来稿摘登",
    "头条", "独家", "本报特稿", "特稿", "现场", "聚焦", "关注", "热点", "焦点", "民生", "回音壁", "回声", "追踪", "追踪报道", "国际观察", "国际纵横", "环球", "每周一歌", "文摘", "每周文摘",
)  # fmt: skip
"""Further columns."""

COLUMN_NAMES = frozenset((*DIGEST_COLUMNS, *COMMENT_COLUMNS, *OTHER_COLUMNS))

_DIGEST = re.compile(rf"[\u3400-\u9fff]{{0,6}}(?:{'|'.join(sorted(DIGEST_COLUMNS, key=len, reverse=True))})")
_COMMENT_ENDS = ("时评", "快评", "锐评", "短评", "微评", "杂谈", "论坛", "漫笔", "絮语", "夜话", "论语", "声音", "语丝")
_COMMENT = re.compile(rf"[\u3400-\u9fff]{{1,4}}(?:{'|'.join(_COMMENT_ENDS)})")
_LAST = frozenset(name[-1] for name in (*COLUMN_NAMES, *_COMMENT_ENDS))
"""Last characters of all such names: few lines end with one."""
_MARKS = "【】[]〔〕■●◆▲★☆◎□·・—-─《》〈〉「」 　|｜"


def _bare(text: str) -> str:
    """A name without its marks, and without the spaces that set its characters apart; '' for what can't be one."""
    name = text.strip(_MARKS)
    if name[-1:] not in _LAST:
        return ""
    return name.replace(" ", "") if max(map(len, name.split()), default=0) == 1 else name


@lru_cache(maxsize=4096)
def is_column_name(text: str) -> bool:
    """Whether a line is a standing column's name.

    >>> is_column_name("【短评】"), is_column_name("简讯三则传来")
    (True, False)
    """
    return _bare(text) in COLUMN_NAMES or is_digest_name(text) or is_comment_name(text)


@lru_cache(maxsize=4096)
def is_digest_name(text: str) -> bool:
    """Whether a line heads a digest of briefs.

    >>> is_digest_name("东河简讯"), is_digest_name("社论")
    (True, False)
    """
    return len(text) <= 14 and _DIGEST.fullmatch(_bare(text)) is not None


@lru_cache(maxsize=4096)
def is_comment_name(text: str) -> bool:
    """Whether a line names a column of comments.

    >>> is_comment_name("河畔时评"), is_comment_name("河畔有新桥")
    (True, False)
    """
    name = _bare(text)
    return name in COMMENT_COLUMNS or _COMMENT.fullmatch(name) is not None
