"""Vocabulary of quantities: what stands around a number, each list in one place."""

from __future__ import annotations

from tasks.lang.units import listed

MODIFIERS_BEFORE = {
    "nearly": listed("近 将近 接近 逼近 几近"),
    "about": listed("约 大约 大概 约为 约合 差不多"),
    "over": listed("超 超过 超出 逾 突破 高于 大于 多于 破 高出 超越 跨越 冲破 达到或超过"),
    "at_least": listed("至少 不少于 不低于 最少 最低 不小于 起码 不下 大于等于"),
    "at_most": listed(
        "至多 不超过 不高于 不多于 最多 最高 不到 不足 低于 小于 少于 未达 控制在 未满 不满 不大于 小于等于"
    ),
}
"""Words right before a number, by what they make of it."""

MODIFIERS_AFTER = {
    "at_least": listed("以上 及以上 （含）以上 (含)以上"),
    "at_most": listed("以下 以内 之内 及以下 （含）以下"),
    "about": listed("左右 上下 许"),
    "over": listed("有余 多 余"),
}
"""Words right after a quantity."""

NO_MODIFIER = {"近": "最附靠临新", "约": "条签合特节违预履制", "破": "突打", "超": "赶反"}
"""Characters before which a modifier is part of another word: 最近, 签约."""

TARGETS = (
    "力争|争取|确保|目标|有望|望达|预计|估计|预期|可望|瞄准|抢占|冲刺|迈向|打造|奋斗|不低于|不少于|筹建|今后|未来|明年|后年|年底前|年内(?![部容])",
    # 将 as a sign of the future, before a verb or what leads to one; 将军 and 将两人 (= 把) have others behind it.
    "将(?=[在于以从达有会为再进继全保夺竞缩增减提降超突实建新完投形成培引推力努逐安发开启由陆裁扩改覆]|比(?!赛)|大体|分别|正式|累计|放弃|上升|下降)",
    # 计划 as a verb; 比计划, 超计划, 国家计划 and “丰收计划” are nouns.
    '计划(?<![比超国家过年”"成定的该]计划)(?=[在于用到投建新年今明总将实完培引招开安生种提增减通从力]|达)',
    "拟(?=[投建在新于用引])|决定(?=将|把|投|在|用|从)|规定(?=每|各|到|在)|规划(?=建|总|到|新)",
    "要(?=达|实现|完成|建|新|分别|确保|力争|保持|控制|降|提高|培育|发展)|必须达到|任务[为是]|目标[为是]|指标[为是]",
    "到(?=20[2-9]|本世纪|“|明年|年底)",
)
"""Words that set a target before the number in its sentence, as regular expressions."""

TARGET_TAILS = r"[^，。；、！？\n]{0,6}的?(?:战略|奋斗|宏伟|总体|发展|年度|国家)?(?:目标|任务|计划)(?![经])"
"""Right behind a number: 翻两番的战略目标."""

RESULTS = listed("""
    已 累计 截至 截止 去年 上年 前年 昨日 昨天 同比 环比 获得 荣获 取得 先后 曾 共有 现有 目前 拥有 此前 以来 当年 达到了 实现了
    完成了 建成了 增长了 突破了 投入了 组织了 超过了 年来 上半年 一季度 前三季度 全年完成 全年实现 位居 排名 创下 占全 累积 共计
    共完成 共实现 共投 共建 投入 选派 增至 减到 减至 升至 降至 缩至 增加到 提高到 达到 突破 实现 完成 建成 超过 收入 销售 接待 生产了 收获
    注册 产出 交付 出口 创造 吸引 培训 救助 发放 查处 破获 抓获 捐款 捐赠 募集 召开 举办 参加 参与 出席 有 占 达 共 为 是 仅 现有 共有 拥有 挽回
""")
"""Words that tell what was reached or was so; weaker than those of a target before them in the same clause."""

STRONG_RESULTS = listed("""
    已 累计 截至 截止 前年 昨日 昨天 获得 荣获 取得 先后 曾 此前 目前 年来 以来
""")
"""Words of result that end a target's reach within a sentence: 计划投资五亿元，已完成三亿元."""

CHANGES = listed("""
    增长 增加 增幅 增速 下降 减少 降低 提高 提升 上升 上涨 回落 缩短 降幅 涨幅 下滑 下跌 增产 减产 增收 减收 增 降 涨 跌 减 翻
    扩大 收窄 缩减 加快 放缓 高出 压减 多收 节约 节省 上浮 下浮 升值 贬值 上调 下调 递增 递减 攀升 升高 升 压缩 新增
""")
"""Words of change; right before a number they say by how much, before 到 and 至 they do not."""

CHANGE_LINKS = listed(
    "了 约 近 超 超过 达 率 率达 率为 为 幅度 幅度达 逾 高达 达到 分别 分别为 分别达 速度 速度达 近乎 又 不低于 至少"
)
"""Words that may stand between a word of change and its number."""

LINKS = listed("""
    达到 达 突破 超过 超 为 是 有 共有 共 约 近 逾 增长到 增加到 提高到 提升至 提升到 提高至 增至 升至 降至 减至 缩至 减到 增长
    增加 下降 减少 提高 提升 上升 分别 分别为 分别达到 分别达 已 已达 已有 已经 将达 将达到 将 达到了 实现 完成 保持 保持在 稳定在
    控制在 要 也 就 则 均 都 仅 只 至少 不少于 不低于 不超过 有望 有望突破 预计 计划 力争 合计 总计 共计 累计 大约 接近 将近 占
    多达 高达 仅为 仅有 到 从 由 在 不足 不到 回落 上涨 下跌 扩大 新增 提高了 增长了 增加了 下降了 减少了 提升了 至 涨 降 升 减
    增 跌 了 得 只有 还有 人民币 突破了 超过了 完成了 实现了 计划提升 计划提高 同比 环比 比上年 每年 年均 最高 最低 最多 可达 可 能 翻 再翻
""")
"""Words between what is counted and its number; cut off when looking back for the subject."""

VERB_HEADS = listed("""
    项目 工程 计划 基地 中心 能力 面积 规模 收入 产值 总值 总额 总量 任务 业务 机组 设备 设施 装置 系统 方案 措施 标准 指标 人员 队伍
    体系 周期 周转量 用地 资金 经费 费用 成本 价格 机构 单位 场所 线路 里程 时间 速度 强度 水平 比例 比重 指数
""")
"""Nouns that make one noun with a verb of two characters before them: 扩建项目, 开发规模."""

VERB_HEAD_ENDS = frozenset("率量额值者商户机车站场费款员")
"""Last characters of such nouns: 覆盖率, 投资额."""

ACTIVITIES = listed("""
    修复 治理 改造 建设 整治 保护 恢复 种植 养殖 播种 加工 生产 销售 消费 排放 投资 融资 贷款 进口 出口 运输 周转 发电 用电 供热 供水 灌溉
    绿化 造林 复垦 开垦 扩建 新建 改建 搬迁 安置 补贴 补助 培训 就业 创业 参保 接种 检测 回收 利用 减排 储备 收购 出栏 存栏 交易 成交
    死亡 受伤 更新 升级 转化 推广 覆盖 供给 供应 开采 冶炼 捕捞 采伐 耕作 轮作 还田
""")
"""Verbs that behind a noun name an activity that is measured: 退化林修复1万亩. Others tell of that noun: 全街蜿蜒300米."""

NO_ACTION = listed("""
    可望 有望 可以 能够 需要 应该 必须 已经 正在 开始 继续 进行 得到 成为 作为 具有 存在 包括 属于 位于 等于 相当于 形成 拥有 获得 取得 夺得
    荣获 赢得 摘取 打破 超过 到达 来到 前往 走进 举着 接着 表示 认为 介绍 说 看到 听到 发现 觉得 留在 保持 分别 创造 创下 同堂 没有 并列
    出现 发生 组织 组织实施 加快 推进 推动 引导 鼓励 围绕 抓好 打造 筹建 培育 开展 完善 落实 跟踪 力争 确保 争取 构建 谋划 以便 用于 给予
    向着 领先 战胜 击败 落后 跑到 射入 踢进 攻入 打入 增加 减少 提高 降低 上升 下降
""")
"""Verbs that name nothing where they stand alone before a number."""

SUBJECT_VERBS = frozenset(
    listed("""
    新建 落实 实施 推进 完善 计划 力争 争取 确保 预计 打造 利用 组织 投产 达产 布置 参加 出席 升级 运行 管理 新增 培育 引导 开展 布局 抢占 冲刺 迭代 落地 开工 竣工
    签约 完成 实现 建成 投入 入选 入驻 获得 获 夺得 共有 拥有 引进 筹建 支持 转化
""")
)
"""Words that are verbs beside a number though the dictionary calls them nouns or names."""

SUBJECT_STOPPERS = frozenset(
    listed("""
    等 等等 全部 部分 各自 共 共计 以上 以下 以内 左右 之间 起 后 前 来 多 余 为 是 有 与 和 及 或 并 以及 及其 组成 构成
    其中 目前 截至 全国 同期 去年同期 上年同期 自己 他们 我们 双方 本报 记者 约 近 达 分 均 各 只 仅 再 又 还 都 也 就 才 已 将 要 会
    一个 一种 一次 一项 名列 位居 排名 可 能
""")
)
"""Words that are no part of a subject whatever the dictionary calls them."""

SUBJECT_NOUNS = frozenset(
    listed("""
    收入 支出 税收 增加值 湿地 可支配 支配 就业 优良 绿化 造林 养殖 贷款 投资 出口 进口 消费 装机 储量 产量 总产 总产值 年产值 平均 高标准 水肥 一体化 保护性 耕作 现有 碳纤维
    科技型 高新技术 规上 规模以上 专精特新 数字化 智能化 转型 家庭 人均 户均 亩均 日均 年均
""")
)
"""Words that are part of a subject though the dictionary calls them verbs, or does not know them."""

FIXED_TERMS = listed("可支配收入 研发投入 新增就业 利用外资 转移支付 免疫接种 固定资产投资")
"""Terms of statistics that the dictionary cuts, or whose verbs would end a phrase."""

SUBJECT_SCOPES = listed(
    "全省 全市 全县 全区 全国 全镇 全村 全乡 全州 全旗 我省 我市 我县 我区 我国 全年 当年 本市 本省 本县 各级 各地 平均 现有"
)
"""Scopes and adverbs before a subject: 全县森林覆盖率 is 森林覆盖率."""

SUBJECT_TAILS = listed("总量 规模 数量 总数 总面积 户数 家数 总规模")
"""Words of amount behind a subject: 高标准农田总量 is 高标准农田."""

NO_SUBJECTS = frozenset(
    listed("""
    情况 其中 目前 以上 左右 时间 方面 地方 时候 同期 上年 去年 比例 幅度 水平 同比 环比 结果 成绩 原来 目标 任务 计划 本届 一般 最高 最低
    总数 数量 总量 面积 规模 总面积 平均 人均 户均 全年 全国 全省 全市 全县 共计 合计 指标 下午 上午 晚上 至今 今后 未来
""")
)
"""Nouns that do not tell what is counted."""

PLAN_VERBS = listed("""
    落实 完成 新建 改建 扩建 建设 新增 绿化 治理 修复 改造 培育 引进 实施 转化 达到 建成 开工 提高 组建 投放 发放 培训 创建 完善
    保持 突破 实现 扩大 发展 养殖 种植 植树 造林 开发 打造 谋划 筹建 推进
""")
"""Verbs that, bare in a text that sets out work to be done, tell what is to be reached: 新建5个."""

IDIOMS = listed("""
    一五一十 七上八下 三番五次 千家万户 千方百计 成千上万 千军万马 五湖四海 四面八方 百尺竿头 百花齐放 三三两两 两面三刀 三言两语
    四通八达 五花八门 十全十美 百年大计 千载难逢 万无一失 万众一心 千篇一律 两会 两岸 两院 两地 两翼 两口子 两手抓 两头 两边 两侧
    两旁 两面 两级 三级 四级 三下乡 十分 万分 十点 两点论 三农 三北 五金 五星级 四合院 三角 三轮 百姓 百货 百科 百花 百强 千年 万里
    万年 百家争鸣 百家姓 千秋 两个确立 两个维护 四个意识 四个自信 四个全面 四个服务 三个代表 三严三实 五个统筹 两个毫不动摇 五位一体
    三位一体 四位一体 三会一课 八项规定 两不愁 三去一降 三个务必 两个结合 四个着力 九二共识 四项基本 三个面向 两个文明 五讲四美
    三大战役 两弹一星 千万工程 百团 百战 百口 五角大楼 七台河 九台 六盘水 三门峡 三门 五家渠 三台 八里 五道口 三道 二道 头道 四方
    八宝 三江 九江 四会 六安 百色 千山 千岛 万州 万宁 五台 三亚 双辽 四平 八达岭 五大连池 二人转 三人行 两栖 三头六臂 千头万绪
    两面派 四环 五环 三环 二环 六环 三股绳 两张皮 三座大山 两条腿 几分 几点 几度 几代 几级 半个 半数 半点 半步 几何 几乎 数位 数字
    数量 数据 数级 数家 千万不 千万别 千万要 万一 三好学生 三分球 七分 三八 百分点 半导体 半岛 数控 数码 一点 一起 两样 两者 百里挑 百步 百般
    三分之 一分为 四边 三面红旗 四处 八方 十字 百十 三步走 两步走
""")
"""Set phrases and names that begin with a numeral and count nothing."""

NOT_AFTER = dict(
    entry.split(":")
    for entry in listed("""
    元:素旦宵朝老帅勋件器始首凶年月 人:民均工造才物生间类文力口大 名:称义声额列牌誉胜字次录城 位:于居置次列 家:庭长属乡园族具电村子屯堡窑沟坨营寨庄湾坝坪 头:条等号版 口:子岸
    分:钟别之公管析成工配布支子局部行红开 级:别 米:兰粉饭 台:湾州 条:例件 部:门队委分署长落 门:户源头峡市县 道:路德理里县 面:积貌向临 里:程面 层:次面级 步:行伐骤 根:据本
    块:链 片:区面 场:所地次馆 次:日月年序要 版:权图 站:位 篇:章幅 所:以有在属得长谓 座:谈落 张:家 把:握关 支:持撑部付出教柱 种:植子粮养 处:理于置分境罚长 间:隔接
    轮:胎 户:口外籍 克:服 升:级 度:假过 股:份东票市 件:套 个:人体性别案税 点:钟半 期:间 节:约 担:心任当保 方:面案式便法针位程 成:为立员果本功绩效长熟品都就交事
    例:如外行 代:表 班:子长 队:伍员长 组:织长成建 类:似 起:来步草点 款:式项 笔:者记 对:于外接待照 本:报市省县区地来科 集:团中体成聚 单:位独 首:都席次批 份:量
    环:境保节 字:节 批:准示发复 车:间辆站 项:目链 枚:举 卡:通车片 瓦:斯解 焦:点虑 板:块 举:行办 两:会岸院 听:取证说 圈:子 眼:光前界下 盘:活点 样:板 套:餐
    局:长面势 席:位卡 顶:层峰 双:方 船:舶 折:叠磨腾扣服射断
""")
)
"""Characters after which a unit is none: 5元素, 3名列, 2成果."""
