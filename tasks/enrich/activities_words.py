"""Vocabulary of public acts: what officials do, by how the object is told."""

from __future__ import annotations

from tasks.lang.vocabulary import words

VISITS = words(
    "调研 考察 视察 检查 督查 督导 暗访 走访 参观 察看 查看 踏查 踏察 巡视 巡查 访问 慰问 看望 了解 听取 汇报 调查 观摩 观看 瞻仰 察访 走进 深入 来到 抵达 前往 到访 访华 出访 参观考察 考察调研 调研检查 检查指导 视察工作 探望"
)
"""Being somewhere and looking at it."""

MEETINGS = words("会见 接见 会谈 会晤 座谈 拜会 约见 晤谈 宴请 设宴 拜访 交谈 磋商 会面 陪同 在座")
"""Meeting somebody."""

OCCASIONS = words(
    "出席 参加 主持 主持召开 召开 讲话 致辞 致词 发言 作报告 授课 宣讲 剪彩 揭牌 揭幕 奠基 颁奖 授奖 授牌 祝酒 列席"
)
"""Taking part in an occasion."""

PAPERS = words("签署 签字 签约 签 批示 题词 致电 致信 致函")
"""Putting one's name to something."""

JOURNEYS = words("抵京 离京 抵沪 离沪 离任 赴任 回国 启程 抵华 离华 访美 访日 访俄 访欧 赴京 返京 到京")
"""Coming and going."""

ACTIONS = frozenset((*VISITS, *MEETINGS, *OCCASIONS, *PAPERS, *JOURNEYS))
"""Every act."""

HELD = frozenset(
    words(
        "举行 进行 开展 展开 作 作了 发表 作出 召开 举行了 进行了 发表了 开展了 表示 予以 从事 实地 专题 工作 友好 亲切 短暂 正式 重要 深入 率队 带队 集中 现场 第一次 首次 双边 国事 热烈 诚挚"
    )
)
"""Words before an act that is their object: 举行会谈, 进行实地考察."""

NEEDS_THING = frozenset(words("签 了解 汇报 听取 深入 走进 召开 参观 观看 检查 调查 察看 查看"))
"""Acts that say nothing without an object behind them."""

PLACED = frozenset(words("来到 抵达 前往 走进 深入 到访 访问"))
"""Acts whose object is where they happen."""

NOT_DONE = frozenset(
    words(
        "不 未 没 没有 未能 未曾 将于 将在 将会 将来 也将 还将 拟 计划 准备 打算 希望 如果 要求 邀请 欢迎 请 将 即将 应 要 需要 必须 可以 能够 愿意 期待 建议 同意 决定 不再 拒绝 取消 推迟 因故 等待 宣布 呼吁 组织 安排 委托 派 让 使 帮助 支持 鼓励"
    )
)
"""Words before an act that is only wished, planned, or left undone."""

MAKES_NOUN = frozenset(
    words(
        "的 者 团 组 人员 现场 制度 部门 对象 结果 报告 稿 纪要 大厅 证 权 精神 费 站 官 员 队 室 所 人 重要指示 指示 批示 之际 之后 之前 过程"
    )
)
"""Words behind an act that make it a noun or part of a clause about something else."""

OCCASION_NOUNS = frozenset(words("会议 活动 会见 仪式 大会 会谈 宴会 汇报 报告 意见 介绍"))
"""What four-character words of the dictionary have behind an act: 出席会议."""

JOINS_ACTS = frozenset(words("和 并 、 与 及 并且"))
"""What joins an act to the next."""
