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
    "将(?=[在于以从达有会为再进继全保夺竞缩增减提降超突实建新完投形成培引推力努逐安发开启由陆裁扩改覆]|大体|分别|正式|累计|放弃|上升|下降)",
    # 计划 as a verb; 比计划, 超计划, 国家计划 and “丰收计划” are nouns.
    '(?<![比超国家过年”"成定的该])计划(?=[在于用到投建新年今明总将实完培引招开安生种提增减通从力]|达)',
    "拟(?=[投建在新于用引])|决定(?=将|把|投|在|用|从)|规定(?=每|各|到|在)|规划(?=建|总|到|新)",
    "要(?=达|实现|完成|建|新|分别|确保|力争|保持|控制|降|提高|培育|发展)|必须达到|任务[为是]|目标[为是]|指标[为是]",
    "到(?=20[2-9]|本世纪|“|明年|年底)",
)
"""Words that set a target before the number in its sentence, as regular expressions."""

TARGET_STARTS = "力争确目有望预估可瞄抢冲迈打奋不筹今未明后年将计拟决规要必任指到"
"""The characters that the words of target begin with."""

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
    已 累计 截至 截止 去年 上年 前年 昨日 昨天 同比 环比 获得 荣获 取得 先后 曾 此前 目前 年来 以来
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

SUBJECT_STOPS = frozenset("，。；：！？、…“”‘’（）()《》〈〉\n,;:!?\"' \u3000的之和与及或把对从向给让被由其这那该每—-+")
"""Characters at which the phrase that names the subject begins or ends."""

SUBJECT_CUTS = listed("""
    完成 建设 新建 改建 扩建 治理 修复 绿化 实施 落实 推进 投入 投资 组织 引进 培育 新增 实现 完善 围绕 跟踪 鼓励 引导 筹建 加快 抓好
    打造 选派 发放 累计 注册 建成 拥有 获得 荣获 安排 争取 力争 确保 预计 计划 转化 进行 带动 吸引 生产 销售 加工 种植 养殖了 改造 开展
    举办 召开 组建 成立 设立 创建 检测 覆盖 接待 惠及 救助 服务 培训 处理 解决 调解 查处 收购 收获 播种 出售 增加 减少 提高
    扩大 达到 形成 推动 推广 开发 入选 签约 落地 开工 竣工 投产 入驻 兼任 奔赴 参加 参与 出席 来到 前往 走进 用于 可以 给予 运行
    升级 集聚 努力 全年 今年 明年 去年 当年 上半年 全省 全市 全县 全区 全国 全镇 全村 我省 我市 我县 我区 我国 已经 先后 同时 其中
    目前 现有 构建 抢占 冲刺 布局 以上 左右 以下 保持 稳定 深化 强化 稳步 以及 需要 能够 正在 迭代 出动 至少 最多 都 也 已 共 还 又 再 均 将 要 会 使
""")
"""Verbs, adverbs and scopes that are no part of a subject, unless a word of `SUBJECT_KEEPS` makes a noun of them."""

SUBJECT_KEEPS = listed("率 量 额 值 者 商 总值 总额 总量 面积 能力 收入 规模 产值 项目 基地 企业 中心 业务")
"""What makes a noun of the verb before it: 覆盖率, 生产总值."""

SUBJECT_TAILS = listed("总量 规模 数量 总数 总面积 分别 户数 家数 总规模")
"""Words of amount behind a subject: 高标准农田总量 is 高标准农田."""

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
