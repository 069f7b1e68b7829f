"""Vocabulary of speaking: verbs, those who speak without a name, and what stands around them."""

from __future__ import annotations

from tasks.lang.vocabulary import characters, words

TELLING = frozenset(
    words(
        """
    说 指出 强调 强调指出 表示 认为 称 介绍 介绍说 说道 写道 坦言 直言 直言不讳 回忆 回忆说 回忆道 解释 解释说 解释道 透露
    告诉 告诉记者 补充 补充说 讲 讲道 讲到 谈到 感慨 感慨道 感叹 感叹道 预测 声称 宣称 重申 断言 评论说 回答 回答说
    答 答道 问 问道 提到 承认 否认 证实 警告 警告说 提醒 抱怨 诉说 赞叹 赞叹道 感言 表态 承诺 保证 提议 预言 总结 总结道
    反映 诘问 质问 反问 强调说 指出说 表明 说明 宣布 声明 相信 期待 分享 笑着说 接着说 继续说 继续说道 激动地说 高兴地说
    呼吁 谈道 叙述 讲述 阐述 陈述 寄语 建议 主张 提出 要求 希望 鼓励 勉励 敦促 号召 嘱咐 叮嘱 嘱托 期望 倡议 责成 督促
    """
    )
)
"""Verbs that report what somebody said."""

BEFORE_SAYING = frozenset(characters("时中地上里后会还又均都也并则曾先再"))
"""Characters before 说 with which jieba glues it to a word."""

BIDDING = frozenset(
    words("要求 希望 鼓励 勉励 敦促 号召 呼吁 嘱咐 叮嘱 嘱托 期望 建议 主张 倡议 责成 督促 提醒 宣布 声称 否认 承认")
)
"""Those of them whose content is one sentence: what somebody asked for, or announced."""

NEEDS_MARK = frozenset(
    words(
        """
    介绍 回忆 解释 透露 告诉 告诉记者 补充 讲 讲道 讲到 谈到 感慨 感叹 直言 直言不讳 预测 提到 提醒 反映 总结 表态 承诺 说明 表明
    回答 问 诘问 质问 反问 证实 寄语 建议 提出 叙述 讲述 阐述 陈述 声明 重申 提议 倡议 写道 抱怨 诉说 赞叹 感言 称 保证 预言
    谈道 坦言 断言 承认 否认
    """
    )
)
"""Verbs that report only before a comma, colon or quotation mark; elsewhere their object is a thing."""

TOO_WEAK = frozenset(words("相信 期待 表明 说明 谈到 提到 讲到 总结 阐述 分享 答"))
"""Verbs that report only right before a quotation, or after a colon."""

ASKING = frozenset(words("问 反问 叮嘱 嘱咐 提醒 勉励"))
"""Verbs behind which may stand who is asked, before a colon and a quotation."""

NEEDS_OBJECT = frozenset(words("希望 鼓励 勉励 敦促 号召 督促 期望 责成 嘱咐 叮嘱"))
"""Verbs that no comma follows: with one they are nouns."""

FOLLOWED_BY_NOUN = frozenset(characters("了的过着是及和与、。；）》者所后得到起完法"))
"""Characters behind a verb that make it a noun or give it a thing for an object."""

NOT_SAID = (
    "据说",
    "说服",
    "说法",
    "说明书",
    "应该说",
    "可以说",
    "或者说",
    "也就是说",
    "换句话说",
    "听说",
    "如说",
)
"""Words and phrases with 说 in which nobody says anything."""

MAYBE_SAID = (
    "可以",
    "应该",
    "应当",
    "毫不夸张",
    "客观",
    "一般",
    "总的",
    "严格",
    "坦率",
    "准确",
    "简单",
    "换言",
    "不得不",
    "不能不",
    "难以",
)
"""With what a clause begins that nobody says: 可以肯定地说."""

COURTESY = words(
    """
    欢迎 感谢 祝贺 慰问 问候 敬意 满意 遗憾 关切 担忧 谢意 谢忱 哀悼 赞赏 支持 理解 同意 赞同 愤慨 不满 抗议 肯定 钦佩 谢忱
    关注 高兴 兴趣 怀疑 反对 忧虑 惊讶 悼念 慰藉 敬佩 祝愿 抱歉 歉意 节日祝贺 信心 决心 愿望 意愿
    """
)
"""What is expressed rather than said: 表示热烈欢迎."""

DISTRUSTED_SUBJECTS = frozenset(words("我 我们 记者 笔者 你 您 你们 人们 大家 自己 谁 咱们 本报记者 本报"))
"""Who speaks for the newspaper itself, or is everybody."""

PRONOUNS = frozenset(words("他 她 他们 她们 该书记 该市长 该省长 该县长 该负责人 前者 后者 二人 两人 双方"))
"""Speakers who are someone named before."""

SINGULAR = frozenset(words("他 她"))
"""Pronouns that may be told from the sentence before."""

SPEAKERS = words(
    """
    负责人 负责同志 发言人 官员 人士 专家 学者 代表 委员 群众 居民 村民 市民 农民 工人 职工 员工 老人 教练 队员 运动员
    选手 球员 教授 研究员 医生 教师 老师 学生 家长 消费者 业主 经理 总经理 董事长 老板 商人 企业家 科学家 历史学家
    经济学家 分析家 分析师 观察家 评论家 评论员 外长 总统 总理 首相 部长 大使 国王 主席 书记 省长 市长 县长 局长 主任
    校长 院长 团长 领队 队长 秘书长 士兵 战士 军官 警官 民警 法官 律师 记者 作家 演员 导演 游客 乘客 旅客 客户 用户
    与会者 参观者 消息灵通人士 权威人士 当局 政府 议会 法院 警方 军方 外交部 委员会 代表团 代表队 公司 集团 协会 学会 联合会
    会议 大会 全会 座谈会 常委会 例会 报道 文章 评论 社论 报告 公报 声明 公告 通知 通告 决定 意见 纲要 命令 电报 来信 信中
    贺信 贺电 消息 舆论 舆论界 新闻界 媒体 报纸 报刊 周刊 杂志 通讯社 电视台 电台 广播电台 日报 晚报 快报 时报 新社 同志
    先生 女士 夫人 人员 干部 领导 领导人 领导同志 会长 司令员 参谋长 政委 裁判 评委 顾问 同学 青年 妇女 嘉宾 客人 外宾 朋友
    党中央 国务院 中央 省委 市委 县委 区委 州委 省政府 市政府 县政府 党委 支部 支书 党支部 管委会 总部 使馆 大使馆 小组 机构
    师傅 亲王 失主 男孩 女孩 孩子 儿子 女儿 妈妈 母亲 父亲 爸爸 妻子 丈夫 奶奶 爷爷 大爷 大娘 大妈 部门 读者 司机 小伙子
    姑娘 少年 店主 患者 病人 有人 该信 一封信 服务员 科技人员 技术员 户主 队友 邻居 老乡 战友 亲友 校友 网友 侨胞 同胞 台胞 港胞
    消息人士 知情人 目击者 当事人 受访者 负责人们 专家学者 专家们 人士们 观察家们
    """
)
"""Words for those who speak without a name, and for papers in which something stands; the end of a longer one counts."""

SPEAKER_ENDS = frozenset(characters("人员者家士们长社报局部委会团队厅院署》"))
"""Last characters of further such words, if the dictionary calls them nouns or does not know them."""

BEFORE_SPEAKER = frozenset(
    words(
        """
    据 但 但是 不过 而 对此 为此 同时 此外 另外 其中 最后 随后 近日 日前 最近 会上 当天 当日 目前 现在 今天 昨天 今日 昨日 不久前
    此前 早些时候 另据 因此 所以 于是 然而 后来 如今 正如 有 不少 许多 在座 与会 并 还 也 又 再 就 则 便 还是 首先 接着 然后 此时 这时
    可 可是 却 因为 如果 虽然 尽管 由于 所以 到了 赛后 赛前 会后 会前 事后 座谈会上 会议上 会见时 会谈时 讲话中 发言中 既 即 固 只有 只要 而且
    """
    )
)
"""Words at the start of a clause that are no part of its subject."""

PREPOSITIONS = frozenset(
    words(
        "对 向 同 与 跟 为 给 以 由 被 受 受到 把 将 于 在 就 关于 按照 根据 应 针对 对于 围绕 随 随着 经 从 使 让 令 请 据 邀请 欢迎 感谢 祝贺"
    )
)
"""Words whose object is not the subject of the clause."""

BEFORE_TELLING = frozenset(words("评论 分析 回答 补充 解释 总结 回忆 介绍 发言 讲话 致辞 答复 笑 接着 继续"))
"""Verbs that stand right before 说 and 指出 and belong to them."""

REFERRING = frozenset(
    words("按照 根据 依据 落实 贯彻 贯彻落实 遵照 响应 遵循 依照 按 符合 达到 满足 针对 围绕 为了 学习 认真")
)
"""Words before a body's name that make 要求 or 建议 behind it a noun: 按照省委要求."""

NARRATIVE = words(
    """
    会见时 会谈时 会见后 会谈后 会后 会前 会上 会议期间 座谈会上 期间 随后 当天 当日 当晚 晚上 下午 上午 今天 昨天 日前 近日 据悉 据了解
    据介绍 据报道 据统计 记者 最近 至此 会见在 在座 陪同 出席 参加 应邀 另据 又讯 本报讯 新华社 随同 宾主 双方 会议 与会 仪式 座谈会由
    一同 一起 省直 省领导 市领导 县领导 目前 有关部门 以上
    """
)
"""With what a sentence begins that tells on instead of quoting on."""

FEELING = words(
    "感到 表示 感谢 赞扬 称赞 祝贺 欢迎 介绍 转达 转交 赠送 赞赏 询问 参观 会见 接见 访问 出席 参加 主持 回顾 分析 通报 阐述"
)
"""Verbs that, behind 他 or a name at the start of a sentence, tell on instead of quoting on."""
