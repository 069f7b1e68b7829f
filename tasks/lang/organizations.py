"""How names of organisations end, what may stand in them, and what they are no names without."""

from __future__ import annotations

from functools import cache

from tasks.lang.vocabulary import characters, words

COMPANIES = words(
    """
    公司 集团 银行 分行 支行 股份 实业 药业 乳业 重工 工厂 总厂 分厂 煤矿 油田 电厂 发电厂 钢厂 纸厂 糖厂 药厂
    水泥厂 化肥厂 机械厂 饭店 酒店 宾馆 商场 商店 商城 超市 书店 农场 林场 牧场 合作社 供销社 旅行社 事务所 交易所
    证券 航空 企业集团 合作联社 信用社 百货 报业
    """
)
"""Ends of names of companies and works."""

AUTHORITIES = words(
    """
    委员会 工委 党委 党组 纪委 省委 市委 县委 区委 州委 镇委 团委 团省委 团市委 团县委 党工委 党支部 党总支 支部
    常委会 人大 政协 政府 法院 检察院 办公室 办公厅 办事处 管委会 居委会 村委会 公安局 派出所 海关 大使馆 领事馆
    使馆 议会 国会 参议院 众议院 内阁 外交部 国防部 财政部 国务院 总署 总局 分局 管理局 监管局 财政局 教育局 卫生局
    统计局 气象局 税务局 体育局 旅游局 林业局 农业局 水利局 交通局 民政局 司法局 审计局 政府办 机关 支队 大队 中队
    总队 部队 消防队 指挥部 司令部 军区 警方 中央 党校 发改委 国资委 教委 经委 计委 建委 组织部 宣传部 统战部 政法委
    武装部 后勤部 政治部 参谋部 反贪局 街道办 监狱 边防站 委办 军分区
    """
)
"""Ends of names of party, state and army bodies."""

ASSOCIATIONS = words(
    """
    协会 学会 商会 工会 妇联 联合会 研究会 促进会 基金会 总会 分会 理事会 董事会 组委会 筹委会 委员 联盟 联合体
    协作组织 组织 俱乐部 代表团 代表队 访问团 考察团 工作组 调研组 专家组 慈善会 红十字会 残联 文联 作协 足协 工商联
    科协 侨联 台联 记协 消协 体协 篮协 共青团 民主党 共和党 工党 自由党 社会党 保守党 人民党 国民党 共产党 同盟 邦联
    教会 女队 男队 国家队 舰队 编队 乐队 常委会 足球队 篮球队 排球队 女排 男排 女足 男足 国奥队
    """
)
"""Ends of names of associations, parties and teams."""

INSTITUTES = words(
    """
    大学 学院 学校 中学 小学 幼儿园 高中 职高 一中 二中 三中 四中 研究院 研究所 科学院 设计院 研究中心 实验室 工程院
    社科院 农科院 中心 医院 诊所 卫生院 疾控中心 防疫站 剧院 剧团 歌剧院 歌舞团 杂技团 话剧院 乐团 交响乐团 出版社
    报社 杂志社 通讯社 电视台 电台 广播电台 日报 晚报 晨报 时报 早报 商报 都市报 周报 周刊 杂志 编辑部 新闻社 新闻网
    制片厂 电影制片厂 印刷厂 印务中心 气象台 天文台 观测站 气象站 福利院 敬老院 养老院 博士后工作站 法学会 工作站
    学术委员会
    """
)
"""Ends of names of schools, institutes, media and the like."""

ORGANIZATION_SUFFIXES = tuple(
    sorted({*COMPANIES, *AUTHORITIES, *ASSOCIATIONS, *INSTITUTES} - {"委员"}, key=len, reverse=True)
)
"""Every end; the longest first."""

_SUFFIXES = frozenset(ORGANIZATION_SUFFIXES)
_LONGEST_SUFFIX = max(map(len, ORGANIZATION_SUFFIXES))

ONE_CHARACTER = {
    "局": "布局 结局 格局 大局 全局 当局 时局 政局 僵局 开局 棋局 定局 局 骗局 战局 残局 出局 平局 破局 败局",
    "部": "全部 干部 内部 西部 东部 南部 北部 中部 局部 外部 腹部 面部 头部 部 背部 胸部 大部 底部 上部 下部 东南部 西南部 东北部 西北部 中西部 中南部 根部 颈部 肺部 前部 后部 一部 本部 臀部 腰部",
    "厅": "客厅 大厅 餐厅 舞厅 歌厅 厅 门厅 前厅 音乐厅 展厅 正厅 游戏厅 花厅 过厅",
    "厂": "厂 建厂 工厂 出厂 进厂 办厂 入厂 全厂 在厂 该厂 本厂 我厂 分厂 下厂 设厂",
    "党": "入党 建党 政党 同党 死党 党 全党 在野党 执政党 反对党 老党 我党 结党 多党 一党 各党 乱党",
    "社": "社 结社 全社 茶社 旅社 公社",
    "署": "部署 签署 署 官署 公署 专署",
    "队": "队 排队 军队 列队 站队 领队 归队 入队 带队 率队 客队 主队 球队 车队 全队 掉队 下队 各队 两队 该队 我队 船队 插队",
    "院": "院 住院 出院 全院 入院 两院 法院 四合院 电影院 影院 庭院 宅院 后院 小院 大院 深宅大院 医院 寺院 戏院 转院",
    "所": "所 场所 厕所 住所 处所 寓所 无所 之所",
    "馆": "馆 宾馆 茶馆 饭馆 旅馆 场馆 照相馆 餐馆 酒馆 展览馆 图书馆 博物馆 纪念馆 体育馆 美术馆 展馆 陈列馆",
}  # fmt: skip
"""Ends of one character, each with the words that end with it and are no organisation."""

SELF_SUFFICIENT = frozenset(
    words(
        """
    国务院 党中央 中共中央 国务院办公厅 中央军委 联合国 新华社 中央电视台 全国人大 全国政协 最高人民法院
    最高人民检察院 中纪委 中宣部 中组部 中办 国办 团中央 中科院 北约 欧盟 欧佩克 安理会 国会 解放军 世贸组织 国民党
    共产党 中国共产党 世界银行 国际足联 全国妇联 国资委 国家发改委 人民银行 红十字会 全国总工会 外交部 财政部 公安部
    教育部 国防部 卫生部 司法部 农业部 商务部 民政部 铁道部 文化部 建设部 水利部 科技部 人事部 交通部 国家体育总局
    海关总署 审计署 中央党校 国家杜马 国台办 致公党 九三学社 民革 民盟 民建 民进 农工党 台盟 武警 人民日报 光明日报
    经济日报 新华网 人民网 塔利班 哈马斯 微软 英特尔 丰田 索尼 松下 波音 谷歌 苹果公司 华为 阿里巴巴 腾讯 百度 京东
    联想 海尔 格力 比亚迪 宝钢 鞍钢 一汽 二汽 东风 中石油 中石化 中海油 国家电网 南方电网 中国移动 中国联通 中国电信
    国电投 大唐 华能 华电 国航 东航 南航 法新社 路透社 美联社 塔斯社 共同社 路透 世行 亚行 世卫组织 国际奥委会
    奥委会 国际货币基金组织 亚足联 欧佩克组织 欧共体 东盟 亚太经合组织 上合组织 清华 北大 复旦 浙大 南开 吉大
    人大代表大会
    """
    )
)
"""Names that need no other word and are hardly anything else."""

OWN_LEVEL = frozenset(
    words(
        """
    省 市 县 区 州 镇 乡 旗 盟 全国 国家 中央 地委 我省 我市 我县
    """
    )
)
"""What stands for the place whose body it is: 省教育厅 is the province's."""

TRADES = frozenset(
    words(
        """
    制造 生产 加工 开发 建设 投资 管理 咨询 服务 合作 研究 发展 改革 设计 安装 运输 销售 贸易 经营 装备 监督 检验
    检测 保护 教育 培训 交流 促进 出版 发行 印刷 推广 监测 勘探 冶炼 养殖 种植 屠宰 决策 环保 治理 监察 检察 检查
    仲裁 评估 担保 租赁 拍卖 装饰 装修 广告 传播 制作 通信 通讯 运营 置业 控股 参股 轧制 铸造 锻造 印染 纺织 酿造
    储运 物流 采购 供应 开采 测绘 规划 扶贫 扶持 协调 指导 执法 救助 救援 防治 防疫 预防 控制 科研 研制 研发 试验
    实验 育种 繁育 收藏 鉴定 计划 体育 审计 统计 调查 宣传 组织 统战 联络 接待 外事 信访 安全 应急 动员 竞赛 比赛
    训练 选举 立法 审判 反贪 缉毒 治沙 造林 绿化 灌溉 疏浚 打捞 航运 客运 货运 转运 播音 广播 放映 摄制 演出 演艺
    展览 翻译 编译 收购 批发 零售 储备 进出口
    """
    )
)
"""Verbs that name what a body does and so stand inside its name."""

FREE_TAGS = frozenset(
    words(
        """
    n nz nt ns nr nrt nrfg j b vn an ng x g i l s z nrz zg a
    """
    )
)
"""Parts of speech that may stand inside a name without more ado."""

ANCHOR_TAGS = frozenset({"ns", "nt", "nz", "nrt", "j"})
"""Parts of speech that make a phrase a name."""

GENERIC = frozenset(
    words(
        """
    各 该 本 其 某 这 那 我 我们 他们 有关 相关 部分 一些 许多 多家 企业 各级 各类 外国 国外 国内 国际 当地 地方
    民营 私营 国有 外资 合资 中外 家 个 大型 中型 小型 知名 著名 新 老 大 小 重点 龙头 优秀
    """
    )
)
"""What makes no phrase a name."""

LEGAL_FORMS = words(
    """
    股份有限公司 有限责任公司 有限公司 集团公司 股份公司 总公司 分公司 公司 集团 股份
    """
)
"""What falls away when a company's name is shortened, longest first."""


SUFFIX_ENDS = frozenset((*ONE_CHARACTER, *(suffix[-1] for suffix in _SUFFIXES)))
"""Last characters of what ends names of organisations: a word that ends otherwise ends none."""


@cache
def _not_by(suffix: str) -> frozenset[str]:
    return frozenset(ONE_CHARACTER[suffix].split())


def organization_suffix(word: str) -> str:
    """What a word ends with that ends names of organisations; "" if nothing.

    >>> organization_suffix("农机局"), organization_suffix("布局"), organization_suffix("研究所")
    ('局', '', '研究所')
    """
    for length in range(min(_LONGEST_SUFFIX, len(word)), 0, -1):
        if word[-length:] in _SUFFIXES:
            return word[-length:]
    last = word[-1]
    if last not in ONE_CHARACTER or word in _not_by(last):
        return ""
    return "" if len(word) > 2 and word[-2:] in _not_by(last) else last


NOT_ORGANIZATIONS = frozenset(
    words(
        """
    人民政府 人民法院 人民检察院 人民代表大会 文理学院 高级中学 理工学院 音乐学院 商业银行 联合政府 人民公社
    国家机关 军政府 人民军队 党组织 团组织 民间组织 新政府 国家队 国际队 施工队 加工厂 联合会 交易所 通讯社 公安局
    安全局 法学院 文学院 商学院 军事学院 党政机关 社会组织 群众组织 基层组织 恐怖组织 国际组织 基层党组织 行政机关
    司法机关 政府机关 执法机关 监督机关 权力机关 领导机关 事业单位 总公司 分公司 子公司 母公司 有限公司 股份公司
    集团公司 跨国公司 上市公司 保险公司 外国公司 民营公司 大公司 电力公司 广告公司 房地产公司 证券公司 大学 学院
    学校 中学 小学 幼儿园 医院 银行 公司 集团 协会 学会 中心 基地 研究所 研究院 实验室 工厂 商店 饭店 酒店 宾馆
    办公室 委员会 政府 法院 检察院 海关 议会 内阁 机关 组织 部队 军区 日报 晚报 报社 杂志 出版社 电视台 电台 农场
    林场 牧场 合作社 联盟 工会 商会 理事会 董事会 代表团 代表队 访问团 工作组 专家组 乐队 舰队 编队 女队 男队 中央
    党组 党委 党支部 支部 党校 警方 学术委员会 市场 股份 航空 证券 实业 百货 超市 书店 商场 商城 煤矿 油田 电厂
    发电厂 联合体 全国代表大会 中共 俱乐部 大队 中队 支队 总队 车队 清政府 工作站 气象台 气象站 福利院 敬老院 养老院
    诊所 卫生院 大型企业 周刊 周报 研究中心 新闻中心 指挥部 组委会 常委会 村委会 居委会 管委会 办事处 派出所 大使馆
    领事馆 使馆 监狱 教会 邦联 同盟 国会 参议院 众议院 共和党 民主党
    """
    )
)
"""Words that say what kind of body it is, and name none by themselves."""

ALONE_ENOUGH = frozenset(
    words(
        "内政部 内务部 司法部 新四军 八路军 红军 志愿军 国会 参议院 众议院 国务院 中共 共和党 民主党 国民党 共产党 自民党 村委会"
    )
)
"""Bodies that newspapers name without a country."""

STOPS = frozenset(
    words(
        """
    日讯 日电 电 讯 本报讯 本报 消息 记者 通讯员 特约 据 时任 原 前 由 副 同志 先生 全体 主要 所有 主办 承办 协办
    位于 来自 附近 地处 主席 总理 总统 首相 部长 局长 主任 书记 省长 市长 县长 会长 院长 校长 董事长 总经理 经理
    教授 研究员 专家 学者 人大代表 政协委员 负责人 干部 群众 领导 单位 个 家 名 位 所 两 几 多 今年 去年 明年 昨天
    今天 日前 近日 目前
    """
    )
)
"""Words at which the walk to the left ends: datelines, persons, verbs that look like nouns."""

LEVELS = frozenset(words("省 市 县 区 州 镇 乡 村 旗 盟 自治区 地 团省 团市 团县"))
"""First parts of names of bodies that stand for the place they belong to: 市委, 县政府."""

BODIES = frozenset(
    words(
        """
    委 政府 人大 政协 纪委 委会 委员会 人民政府 法院 检察院 人大常委会 委常委会 委办公室 委组织部 委宣传部 政府办公室
    """
    )
)
"""Second parts of them."""

JOINING_AUTHORITIES = frozenset("局部厅委会署院")
"""Last characters of names that 和 may stand inside: 住房和城乡建设局."""

INDUSTRY_ENDINGS = frozenset("钢矿电大汽化油粮铝纺航")
"""Last characters of two-character short names of works and universities: 鞍钢, 吉大."""

PLACE_INITIALS = frozenset(
    characters("中国京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川黔滇陕甘青宁鞍邯宝武攀太本首马兰南北东西")
)
"""First characters of such names: abbreviated provinces, cities and regions."""

LIST_OF_FIRMS = frozenset(words("企业 公司 药企 车企 厂家 厂商 单位 机构 高校 院校"))
"""What a list of names before 等 may be summed up as."""

SUMMING_UP = frozenset(
    words("重点 龙头 骨干 知名 大型 企业 民营 国有 家 户 多家 头部 上市 优秀 本地 国内 外地 两家 三家 各 大")
)
"""Words between 等 and that."""

WITH_BENEFACTOR = frozenset(words("基金会 纪念馆 故居 小学 中学 学校 医院 图书馆 奖"))
"""Bodies that are named after a person."""

PREFIXES = frozenset(words("中共 共青团 民革 民盟 民建 民进 农工党 致公党 九三学社 中国共产党 全国 国家 中央"))
"""What may stand before the place in the name of a party's or the state's body."""

BARE_SUFFIXES = frozenset("局厅署部厂队社院所司处委馆站")
"""Ends of one character that jieba leaves alone after what they belong to: 能源/局."""

FUNCTION_CHARACTERS = frozenset("为等在与和到从是有要能的了将及于以对被把由之其这那也都就")
"""Characters that betray an unknown word as a piece of a phrase."""
