"""Short names of well-known Chinese and foreign companies, as newspapers print them without a legal form.

General knowledge as of 2023: the companies that the central government owns, the largest listed and
private ones of each trade, and foreign ones with a name of three characters and more. Names that are
everyday words (小米, 美的, 远景) are left out: they need their legal form.
"""

from __future__ import annotations

from tasks.lang.vocabulary import words

STATE_FIRMS = frozenset(
    words(
        """
    中核 中核集团 中国核电 航天科技 航天科工 中航 中航工业 中国航发 中国船舶 中船 中船集团 兵器工业 中国兵器
    兵装集团 中国电科 中石油 中石化 中海油 国家管网 国家电网 南方电网 中国华能 华能 大唐集团 中国大唐 华电 中国华电
    国电投 国家电投 国家能源集团 三峡集团 中国移动 中国联通 中国电信 中国电子 中国一汽 一汽 一汽大众 一汽解放
    东风汽车 中国一重 哈电 哈电集团 东方电气 鞍钢 宝钢 宝武 武钢 首钢 中国宝武 中铝 中国铝业 中远 中远海运 国航 东航
    南航 海航 厦航 中国中化 中粮 中粮集团 五矿 中国五矿 通用技术 中建 中国建筑 中储粮 招商局 华润 中旅 中国商飞 中煤
    中煤能源 中国神华 神华 中国机械 国机集团 中钢 中国化工 中盐 中国盐业 中国建材 中国有色 中国稀土 北方稀土
    中国中车 中车 中车四方 中车株机 中国通号 中国铁建 中国中铁 中国交建 中国电建 中国能建 中能建 中电建 中国安能
    中广核 中国黄金 中国林业 中国医药 国药 国药集团 中国邮政 中国银行 工商银行 农业银行 建设银行 交通银行
    中国工商银行 中国农业银行 中国建设银行 招商银行 中信 中信银行 光大银行 民生银行 浦发银行 兴业银行 平安银行
    中国人寿 中国人保 中国平安 中国太保 国家开发银行 上海电气 上海汽车 上汽 广汽 北汽 长安汽车 奇瑞 江淮汽车
    长城汽车 中国重汽 潍柴 徐工 三一重工 中联重科 柳工 中集 陕汽 宇通 华晨 东阿阿胶 同仁堂 云南白药 片仔癀 中兴通讯
    京东方 中芯国际 紫光 中科曙光 科大讯飞 海康威视 大华股份 长江存储 华虹 中天科技 亨通光电 烽火通信 中国卫通
    中国卫星 首都机场 中国铁路
    """
    )
)
"""Companies of the state and those it holds a share of."""

PRIVATE_FIRMS = frozenset(
    words(
        """
    华为 腾讯 阿里巴巴 百度 京东 字节跳动 拼多多 美团 网易 新浪 搜狐 滴滴 联想 联想集团 方正集团 金蝶 比亚迪
    宁德时代 吉利 吉利汽车 海尔 格力 格力电器 美的集团 海信 创维 康佳 TCL 隆基 隆基绿能 晶科 晶科能源 晶澳 天合光能
    阳光电源 金风科技 明阳智能 远景能源 远景动力 特变电工 协鑫 亿纬锂能 国轩高科 蜂巢能源 中创新航 欣旺达 伊利 蒙牛
    光明乳业 飞鹤 飞鹤乳业 君乐宝 新希望 温氏 牧原 牧原股份 双汇 正大集团 大北农 海大集团 梅花生物 金锣 雨润
    益海嘉里 娃哈哈 农夫山泉 茅台 五粮液 青岛啤酒 燕京啤酒 恒瑞医药 修正药业 扬子江药业 石药集团 复星医药 药明康德
    长春高新 吉林敖东 华大基因 康希诺 顺丰 万科 碧桂园 恒大 龙湖 中海地产 苏宁易购 国美 永辉 大润发 沃尔玛 家乐福
    麦德龙 恒力石化 荣盛石化 万华化学 魏桥 沙钢 福耀玻璃 海螺水泥 安踏 李宁公司 波司登 雅戈尔 红豆集团
    """
    )
)
"""Private companies."""

FOREIGN_FIRMS = frozenset(
    words(
        """
    微软 英特尔 谷歌 苹果公司 亚马逊公司 脸书 推特 特斯拉 高通 英伟达 思科 甲骨文 国际商用机器公司 惠普 戴尔
    摩托罗拉 诺基亚 爱立信 西门子 飞利浦 三星 三星电子 索尼 松下 东芝 日立 丰田 本田 三菱 宝马 奔驰 奥迪公司
    大众汽车 通用汽车 福特汽车 克莱斯勒 沃尔沃 保时捷 法拉利 雷诺 菲亚特 波音 空客 空中客车 通用电气 埃克森美孚 壳牌
    雪佛龙 道达尔 巴斯夫 拜耳 辉瑞 默克 强生 罗氏 诺华 葛兰素史克 阿斯利康 可口可乐 百事可乐 麦当劳 肯德基 星巴克
    雀巢 联合利华 宝洁 欧莱雅 花旗银行 汇丰银行 摩根大通 摩根士丹利 高盛 雷曼兄弟 渣打银行 路透社 法新社 美联社
    塔斯社 共同社 时事社 韩联社 朝中社 纽约时报 华盛顿邮报 华尔街日报 金融时报 泰晤士报 费加罗报 世界报 朝日新闻
    读卖新闻 每日新闻 产经新闻 纳斯达克
    """
    )
)
"""Foreign companies and media."""

FIRMS = STATE_FIRMS | PRIVATE_FIRMS | FOREIGN_FIRMS
"""All of them."""
