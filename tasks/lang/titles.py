"""Words that name an office, a rank, a profession, or address a person."""

from __future__ import annotations

from functools import cache

from tasks.lang.vocabulary import words

OFFICES = words(
    """
    书记 总书记 省长 市长 县长 区长 州长 盟长 旗长 镇长 乡长 村长 主席 总统 总理 首相 相国 部长 局长 厅长 处长 科长
    司长 署长 庭长 主任 委员 常委 议员 议长 参议员 众议员 大使 公使 领事 总领事 参赞 武官 国务卿 外长 外相 大臣 防长 财长
    国王 女王 王后 王储 亲王 首脑 元首 酋长 总督 行政长官 特首 发言人 秘书 秘书长 干事 总干事 理事 理事长 会长 监事
    监事长 代表 团长 领队 队长 组长 班长 排长 连长 营长 旅长 师长 军长 司令 司令员 政委 参谋长 参谋 指导员 教导员
    校长 院长 所长 馆长 台长 社长 站长 场长 厂长 矿长 行长 店长 园长 段长 船长 机长 车长 舰长 艇长 董事 董事长 总裁
    总经理 经理 总监 主管 主编 总编 总编辑 编审 负责人 负责同志 领导人 领导 省领导 市领导 县领导 州领导 区领导 主帅
    教练 主教练 教练员 顾问 助理 法官 审判长 审判员 检察长 检察官 检察员 公诉人 警长 警官 督察 总工程师 总会计师
    总经济师 总工 总队长 支队长 大队长 中队长 支书 村支书 党支部书记 会计 户长 首席执行官 议事长 首席代表 召集人
    主持人 创始人 创办人 法人代表 法定代表人 董事局主席 关长 区委书记 高管 老板 股东 掌门人 巡视员 调研员 督导员
    专员 特派员 联络员 网格员
    """
)
"""Offices that a person holds."""

RANKS = words(
    """
    元帅 大将 上将 中将 少将 准将 将军 大校 上校 中校 少校 上尉 中尉 少尉 士官 警监 院士 博士 硕士 教授 副教授 讲师
    研究员 副研究员 助教 导师 博导
    """
)
"""Ranks and degrees."""

PROFESSIONS = words(
    """
    记者 通讯员 实习生 特约记者 见习记者 首席记者 评论员 编辑 编者 作者 笔者 摄影 摄影师 摄影记者 撰稿人 主播 导演
    编剧 制片人 制片 演员 歌手 歌唱家 主演 影星 歌星 球星 画家 书法家 作家 诗人 艺术家 音乐家 作曲家 舞蹈家 科学家
    历史学家 经济学家 物理学家 化学家 数学家 哲学家 文学家 思想家 教育家 政治家 军事家 革命家 外交家 企业家 收藏家
    设计师 建筑师 工程师 技术员 农艺师 经济师 会计师 律师 医生 医师 护士 护士长 专家 学者 教师 老师 班主任 大学生
    研究生 学生 选手 运动员 队员 球员 门将 后卫 前锋 中锋 前卫 飞行员 宇航员 航天员 驾驶员 司机 民警 交警 警察 战士
    士兵 官员 公务员 法医 分析师 营业员 售货员 推销员 服务员 店员 饲养员 辅导员 党员 村民 居民 农民 市民 工人 职工
    牧民 渔民 种粮大户 养殖户 劳模 烈士 英雄 冠军 亚军 季军 得主 名将 国手 志愿者 嘉宾 消费者 业主 矿工 客服 传承人
    带头人 调解员 讲解员 解说 经纪人 科技特派员 制作人 策划人
    """
)
"""Professions and roles."""

FORMS_OF_ADDRESS = tuple(
    words(
        """
    同志 先生 女士 小姐 夫人 太太 大娘 大爷 大妈 大叔 大嫂 大姐 大哥 阿姨 叔叔 奶奶 爷爷 师傅 博士 教授 将军 老人
    老汉 总 烈士 院士 等
    """
    )[:-1]
)
"""What stands behind a name to address its bearer."""

NOT_OFFICES = frozenset(FORMS_OF_ADDRESS) - {"博士", "教授", "将军", "院士"}
"""Forms of address that are no title of their bearer."""

MODIFIERS = frozenset(
    words(
        """
    副 原 前 代 代理 常务 执行 首席 名誉 助理 总 党组 党委 党工委 党支部 党总支 支部 支委 第一 高级 特级 一级 二级
    三级 实习 见习 特约 青年 著名 主任 主管 分管 候任 时任 现任 新任 当选 候补 资深 荣誉 终身 兼职 驻华 高等 客座
    独立 非执行 责任 专职 外交 国防 内政 财政 主治 艺术 技术 设计 策划 营销 市场 人事 项目 客户 办案 街头 女 男 老
    """
    )
)
"""What stands between an organisation and the office held in it."""

NEWS_ROLES = frozenset(
    words(
        """
    记者 通讯员 实习生 摄影 摄影师 编辑 特约记者 见习记者 首席记者 摄影记者 评论员 作者 撰稿人
    """
    )
)
"""Roles of those who made the page, not of those it tells about."""

JOINERS = frozenset("、兼")
"""What joins two offices of one person."""

_HEADS = frozenset((*OFFICES, *RANKS, *PROFESSIONS))
_LONGEST = max(map(len, _HEADS))

HEAD_ENDS = frozenset(head[-1] for head in _HEADS)
"""Last characters of offices, ranks and professions: a word that ends otherwise is none."""


@cache
def title_head(word: str) -> str:
    """The office, rank or profession that a word ends with; "" if it ends with none.

    >>> title_head("党组书记"), title_head("副市长"), title_head("市政府")
    ('书记', '市长', '')
    """
    return next((word[-n:] for n in range(min(_LONGEST, len(word)), 1, -1) if word[-n:] in _HEADS), "")
