"""The grammar of dates: regular expressions built from named parts, one per kind of expression.

Every repetition is bounded, so that matching at one place takes a bounded time on any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tasks.enrich import dates_words as words


def either(options: Iterable[str]) -> str:
    """An alternation of literal words, longest first; raises ValueError for an empty list."""
    ordered = sorted(set(options), key=len, reverse=True)
    if not ordered:
        raise ValueError("an alternation needs at least one word")
    return "(?:" + "|".join(map(re.escape, ordered)) + ")"


GAP = r"[ \u3000]{0,2}"
DIGIT = r"[0-9０-９]"
CN_DIGIT = r"[〇○零一二三四五六七八九]"
JOIN = r"(?: 至 | 到 | [-－‐–—─~～]{1,2} )"
UP_TO_99 = (
    rf"(?: {DIGIT}{{1,2}} (?!{DIGIT}) | [一二三四五六七八九]? 十 [一二三四五六七八九]?"
    rf" | [廿卅][一二三四五六七八九]? | 零?[一二三四五六七八九] )"
)
MONTH_NUMBER = rf"(?: [0０]?[1-9１-９] (?!{DIGIT}) | [1１][0-2０-２] (?!{DIGIT}) | 十[一二]? | [一二三四五六七八九] )"
DAY_NUMBER = rf"(?: {DIGIT}{{1,2}} (?!{DIGIT}) | [二三]?十[一二三四五六七八九]? | [廿卅][一二三四五六七八九]? | [一二三四五六七八九] )"

# A two-digit year needs something after it that durations never have; 07年 and 九七年 are years by themselves.
_SHORT_YEAR_NEEDS = (
    rf"(?= {GAP} (?: {MONTH_NUMBER} {GAP} 月 | [上下]半年 | 第?[一二三四]季度 | 年?[底末初] | {either(words.SOLAR_TERMS)}"
    rf" | {either(words.LUNAR_FESTIVALS)} | {either(words.NEW_YEARS_EVES)} | 第?[一二三四五\d]{{1,3}}个?(?:周|星期|礼拜|个月) ) )"
)
YEAR = rf"""
    (?: (?:公元|西元)? {GAP} (?P<year> [12１２]{DIGIT}{{3}} | [一二]{CN_DIGIT}{{3}} | [一两]千(?:零{CN_DIGIT})? ) {GAP} 年 (?: 度(?!假) )?
      | ['’‘]? (?P<shortyear> {DIGIT}{{2}} | {CN_DIGIT}{{2}} ) {GAP} 年 {_SHORT_YEAR_NEEDS}
      | (?P<bareyear> 0{DIGIT} | [〇零三四五六七八九]{CN_DIGIT} ) {GAP} 年
      | (?:中华民国|中華民國|民国|民國) {GAP} (?P<minguo> 元 | {DIGIT}{{1,3}} | {UP_TO_99} ) {GAP} 年
      | (?P<relyear> {either([*words.RELATIVE_YEARS, *words.BACKWARD_YEARS])} )
    )
"""
YEAR_EDGE = r"""
    (?: 年? (?P<yearedge> 底 | 末 (?!端) | 初 (?!步|中|级) | 终 (?!端|点|身) ) | 年 (?P<midyear> 中 (?![国心央]) )
      | (?P<newyear> 伊始 | 开年 ) | (?: 年 | (?<=年) ) (?P<within> 内 (?![部蒙外容生涵地陆]) ) )
"""
HALF = r"(?P<half> [上下] ) 半年"
QUARTER = rf"""
    (?: (?: 第 (?P<nthquarter> [一二三四1-4１-４] ) 个? | (?P<quarter> [一二三四首1-4１-４] ) ) 季度 | [Qq] (?P<qquarter> [1-4] ) (?:季度)?
      | [前头] (?P<quarters> [一二两三123] ) 个? 季度
      | (?P<relquarter> {either(words.RELATIVE_QUARTERS)} ) 季度 ) (?P<quarteredge> 末 | 初 )?
"""
MONTHS = rf"""
    (?: (?P<m1> {MONTH_NUMBER} ) {GAP} (?:月份?)? {GAP} {JOIN} {GAP} (?P<m2> {MONTH_NUMBER} ) {GAP} 月份?
        (?! {GAP} (?: {DAY_NUMBER} | {DIGIT} | [上中下]旬 ) )
      | [前头] (?P<firstmonths> {UP_TO_99} | 两 ) 个? 月
      | 最?后 (?P<lastmonths> {UP_TO_99} | 两 ) 个? 月
      | (?P<firstmonth> 首 ) 月
      | 第 (?P<nthmonth> {UP_TO_99} ) 个月 )
"""
_DAYS = rf"""
    (?: (?P<d1> {DAY_NUMBER} ) {GAP} [日号號]? {GAP} {JOIN} {GAP} (?P<d2> {DAY_NUMBER} ) {GAP} [日号號]
      | (?P<day> {DAY_NUMBER} ) {GAP} [日号號] )
"""
_WEEK_OF_MONTH = r"""
    (?: 第 (?P<nthweek> [一二三四五1-5] ) 个? (?: 周 | 星期 | 礼拜 ) (?P<nthweekday> [一二三四五六日天] )? )
"""
MONTH_POINT = rf"""
    (?: (?P<month> {MONTH_NUMBER} ) {GAP} 月 份? | (?P<relmonth> {either(words.RELATIVE_MONTHS)} )
      | (?= 月 [底初末] (?![次步梢]) ) )
    (?: {GAP} 的? {GAP} {_DAYS} (?P<wired> (?= 电 | 讯 ) )? | 月? (?P<tenday> 上旬 | 中旬 | 下旬 | 初 (?!步) | 底 | 末 ) | 份?的? {_WEEK_OF_MONTH} )?
"""
_LUNAR_DAY = (
    r"(?: 初[一二三四五六七八九十] | 二?十[一二三四五六七八九]? | 三十 | 廿[一二三四五六七八九]? | 初?\d{1,2}(?!\d)"
    r" | [一二三四五六七八九] )"
)
_SURE_LUNAR_DAY = r"(?: 初[一二三四五六七八九十] | 廿[一二三四五六七八九] | 十五 (?! [日号天年人名多余万千百个亿] ) )"
LUNAR = rf"""
    (?: (?: 农历 | 阴历 | 旧历 | 農曆 ) \s? (?: (?P<lyear> [12]\d{{3}} | [一二]{CN_DIGIT}{{3}} ) 年 )?
        (?P<leap1> 闰 )? (?P<lmonth1> {MONTH_NUMBER} | [正冬腊] ) 月 (?P<lday1> {_LUNAR_DAY} )? [日号]?
      | (?P<leap2> 闰 ) (?P<lmonth2> {MONTH_NUMBER} ) 月 (?P<lday2> {_SURE_LUNAR_DAY} )?
      | (?P<lmonth3> [正冬腊] ) 月 (?P<lday3> {_LUNAR_DAY} )?
      | (?P<lmonth4> {MONTH_NUMBER} ) 月 (?P<lday4> {_SURE_LUNAR_DAY} ) )
"""
FESTIVAL = rf"""
    (?: (?: 农历 )? (?P<festival> {
    either(
        [
            *words.FIXED_FESTIVALS,
            *words.LUNAR_FESTIVALS,
            *words.NEW_YEARS_EVES,
            *words.WEEKDAY_FESTIVALS,
            *words.SOLAR_TERM_FESTIVALS,
        ]
    )
} )
      | [“"‘'] (?P<quotedfestival> {either(words.QUOTED_FESTIVALS)} ) [”"’'] (?= {GAP} {either(words.HOLIDAY_WORDS)} )
      | (?P<barefestival> {either(words.QUOTED_FESTIVALS)} ) (?= {either(words.HOLIDAY_WORDS)} ) )
"""
TERM = rf"(?P<term> {either(words.SOLAR_TERMS)} )"
SEASON = r"(?P<season> [春夏秋冬] ) (?: [天季日] | (?= [以至到，。、；] | \s | \Z ) )"
YEAR_WEEK = rf"第 (?P<yearweek> {UP_TO_99} ) 个? (?: 周 | 星期 | 礼拜 ) (?! [一二三四五六日天末] )"

_PART = either(words.PARTS_OF_DAY)
_MINUTES = rf"""
    (?: {GAP} (?: {UP_TO_99} 分 (?: {GAP} {UP_TO_99} 秒 )? | 半 | [一二三123] 刻 | 整 | 零{CN_DIGIT}分? | {DIGIT}{{2}} (?!{DIGIT}) ) )
"""
_COLON = rf"{DIGIT}{{1,2}} [:：] [0-5０-５]{DIGIT} (?: [:：] [0-5０-５]{DIGIT} )? 时?"
_HOUR = rf"(?: {UP_TO_99} | 两 | 零 ) {GAP} (?: 点钟? | 时 (?![代期候间速尚局政常事刻]) )"
_TIME = rf"(?: {_COLON} | {_HOUR} {_MINUTES}? 许? )"
_TIMES = rf"{_TIME} (?: {GAP} {JOIN} {GAP} (?: 次日 | 翌日 )? {_PART}? {GAP} {_TIME} )?"
CLOCK = rf"(?: (?: [（(]? (?:星期|周) [一二三四五六日天] [)）]? )? {GAP} 的? (?P<part> {_PART} )? {GAP} (?: {UP_TO_99} {GAP} {JOIN} (?= {UP_TO_99} [点时] ) )? {_TIMES} )"
_EXACT_TIME = rf"(?: {UP_TO_99} | 两 ) (?: 时 {UP_TO_99} 分 | 点 (?: {UP_TO_99} 分 | 半 | 钟 | 整 | [一三] 刻 ) ) (?: {UP_TO_99} 秒 )?"
CLOCK_ALONE = rf"""
    (?: {_PART} {GAP} (?: {UP_TO_99} {GAP} {JOIN} )? {_TIMES} | {_EXACT_TIME} (?: {GAP} {JOIN} {GAP} {_EXACT_TIME} )? )
"""

DURATION_UNITS = {
    "世纪": ("Y", 100),
    "周年": ("Y", 1),
    "年": ("Y", 1),
    "载": ("Y", 1),
    "季度": ("M", 3),
    "半年": ("Y", 0.5),
    "月": ("M", 1),
    "星期": ("W", 1),
    "礼拜": ("W", 1),
    "周": ("W", 1),
    "工作日": ("D", 1),
    "交易日": ("D", 1),
    "昼夜": ("D", 1),
    "天": ("D", 1),
    "日": ("D", 1),
    "小时": ("TH", 1),
    "钟头": ("TH", 1),
    "刻钟": ("TM", 15),
    "分钟": ("TM", 1),
    "分": ("TM", 1),
    "秒": ("TS", 1),
}
"""ISO 8601 designator of each unit of duration (T marks those of the clock), and how many of it the unit is."""

COUNT = rf"""
    (?: {DIGIT}{{1,9}} (?: [,，] {DIGIT}{{3}} ){{0,3}} (?: [.．] {DIGIT}{{1,4}} )? [百千]? [万亿]{{0,2}}
      | [几数] [十百千万] [万]? | [一二三四五六七八九两十百千零〇廿卅万]{{1,10}} 几? | [半俩仨] )
"""
_UNIT = r"""
    (?: 个? (?: 季度 | 工作日 | 交易日 | (?:星期|礼拜) (?![一二三四五六日天]) | 世纪 | 小时 | 钟头 ) | 个月
      | 周年 | 年 (?! [级代轻货薪龄报画糕味鉴终底初末月春夏秋冬会度富] | 多 [年月] ) | 载 (?![体货重客人歌])
      | 周 (?![边围岁到密转报刊末一二三四五六日折界全知年])
      | 天 (?![然气空地津山下才使线坛桥平水河花窗安文堂际性赋坑生宫赐门鹅籁国])
      | 昼夜 | 刻钟 | 分钟 | 秒钟? (?![杀表针速]) )
"""
_OPEN_UNIT = rf"(?: {_UNIT} | (?<=[半多余仨俩个]) 月 | 日 (?![元本趋均报月耳子]) )"
DURATION = rf"""
    (?P<before> (?! [未最今近过再]?[来近后去过]? 的? {GAP} {COUNT} {GAP} [多余]? 个?半? 个? (?: 小时 | 钟头 | 分 | 秒 ) ) (?: 未来 | 今后 | 接下来 | 近 | 最近 | 过去 | 再过 ) )? 的? {GAP}
    (?P<count> {COUNT} ) {GAP} (?P<more> [多余来] )? {GAP} (?P<andhalf> 个半 (?= 月 | 小时 | 星期 | 钟头 ) )? (?: 个[多余]? )?
    {GAP} (?P<unit> {_OPEN_UNIT} | (?(before) 月 | (?!) ) )
    (?: (?P<halftail> 半 (?![导径成夜数年月天个])) | (?P<more2> 多 (?![次名人家元万个项种]) ) | 余 )?
    (?P<rest> (?: {GAP} [零又]? {UP_TO_99} (?: 个月 | 天 | 小时 | 分钟? | 秒钟? (?!杀) ) ){{0,3}} )
    (?: {GAP} (?P<after> 以内 | 之内 | 内 (?![部蒙外容生涵地陆]) | 以后 | 之后 | 后 (?! [期备勤续代] | 的今 ) | 以前 | 之前
        | 前 (?![期往列茅景身沿途提后]) | 以来 ) )?
"""
DURATION_RANGE = rf"""
    (?P<low> {COUNT} ) {GAP} (?: 个? (?: 年 | 月 | 周 | 星期 | 天 | 日 | 小时 | 分钟 | 秒 ) )? {GAP} {JOIN} {GAP}
    (?P<high> {COUNT} ) {GAP} 个? (?P<unit> {_OPEN_UNIT} ) (?P<after> 以内 | 之内 | 内 (?![部蒙外容生涵地陆]) )?
"""
RECURRENCE = rf"""
    每 (?: (?:隔|逢)? {GAP} (?P<count> {COUNT} )? {GAP} 个? (?P<unit> 季度 | 月 | (?:星期|礼拜) (?![一二三四五六日天]) | 半年 | 年度?
          | 周 (?![一二三四五六日天末]) | 天 | 日 | 小时 | 钟头 | 分钟 | 秒钟? )
      | 个? (?: 周 | 星期 | 礼拜 ) (?P<weekday> [一二三四五六日天] ) )
"""
PLAN = r"""
    (?: [“"‘'「『] (?P<plan> 十?[一二三四五六七八九]五 | 十五 ) [”"’'」』] (?: 时期 | 期间 )? (?P<planedge> 末 | 初(?!步|级|中) )?
      | (?P<bareplan> 十?[一二三四五六七八九]五 | 十五 ) (?: 时期 | 期间 | (?= 规划 | 计划 ) | (?P<bareplanedge> 末 ) ) )
"""
CENTURY = rf"""
    (?: (?: (?P<century> {UP_TO_99} ) {GAP} 世纪 | (?P<relcentury> 上个? | 本 ) 世纪 )
        (?: {GAP} (?P<decade> [0-9０-９][0０] | [一二三四五六七八九]十 ) {GAP} 年代 )?
      | (?P<baredecade> [2-9２-９][0０] | [二三四五六七八九]十 ) {GAP} 年代 ) (?P<edge> 初期? | 末期? | 前期 | 后期 | 中期 | 中叶 )?
"""
YEARS = rf"""
    (?P<y1> [12１２]{DIGIT}{{3}} | [一二]{CN_DIGIT}{{3}} ) {GAP} 年? {GAP} {JOIN} {GAP}
    (?P<y2> [12１２]{DIGIT}{{3}} | [一二]{CN_DIGIT}{{3}} ) {GAP} 年 (?! {GAP} (?: {MONTH_NUMBER} {GAP} 月 | [底末初] ) )
"""
WEEK = rf"""
    (?: (?P<relweek> {either(words.RELATIVE_WEEKS)} ) 个? (?: 周 | 星期 | 礼拜 ) (?: (?: 周 | 星期 | 礼拜 )? (?P<weekday> [一二三四五六日天末] ) )?
        (?! [年岁报刊边期围] )
      | (?: 星期 | 礼拜 ) (?P<weekday2> [一二三四五六日天] )
      | 周 (?P<weekday3> [一二三四五六日] ) (?= {GAP} (?: {JOIN} | [上下]午 | 晚 | 早 | [，。）)、至] | \Z ) ) )
"""
NUMERIC = r"""
    (?P<ny> (?: 1[6-9] | 20 ) \d{2} )
    (?: [-/.·－] (?P<nm> 1[0-2] | 0?[1-9] ) [-/.·－] (?P<nd> 3[01] | [12]\d | 0?[1-9] ) (?! [\d%％万亿元] | [-/.]\d )
      | [.] (?P<nm2> 1[0-2] | 0[1-9] ) (?! \d | [.%％万亿元倍米吨公] )
      | (?P<nm3> 1[0-2] | 0[1-9] ) (?P<nd3> 3[01] | [12]\d | 0[1-9] ) (?! [\d.A-Za-z-] ) )
"""
TWO_YEARS = r"(?P<twoyears> 今明两年 | 去今两年 | 今明后三年 | 今冬明春 ) | (?P<seasonyear> [去今明] ) (?P<oneseason> [春夏秋冬] ) (?! [装季天奥] )"
NEAR_DAY = rf"""
    (?P<relday> {either([*words.RELATIVE_DAYS, *words.BACKWARD_DAYS])} )
  | (?<! [目之以此日年当从] ) [昨今明前] [（(] (?P<numberedday> {DIGIT}{{1,2}} | [一二三十廿卅四五六七八九]{{1,3}} ) [）)] [日天]?
"""
DAY_ALONE = rf"""
    (?: (?P<d1> {DIGIT}{{1,2}} ) {GAP} 日? {GAP} {JOIN} {GAP} (?P<d2> {DIGIT}{{1,2}} ) {GAP} 日
      | (?P<day> {DIGIT}{{1,2}} ) {GAP} (?: 日 | 号 (?= {GAP} {_PART} ) )
      | (?P<listedday> {DIGIT}{{1,2}} ) 号 (?= [，、。；）和至] | \Z )
      | (?P<writtenday> [二三]?十[一二三四五六七八九]? | [二三四五六七八九] ) 日 (?= [\u4e00-\u9fff，] ) (?! [内后前之游夜工来间期里多复] ) )
    (?! [均元本趋月报耳子程常韩军内游语线楼院厂台铁] )
"""
CYCLE = (
    r"(?: (?P<cycle> [甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥] ) [鼠牛虎兔龙蛇马羊猴鸡狗猪]? 年 (?: 农历 )? )"
)

POINT = rf"""
    (?: {YEAR} {GAP} 的? {GAP} )?
    (?: {HALF} | {QUARTER} | {MONTHS} | {CYCLE}? {LUNAR} | {MONTH_POINT} | {FESTIVAL} | {YEAR_EDGE} | {TERM} | {SEASON} | {YEAR_WEEK} )?
"""
SUFFIX = rf"""
    {GAP} (?P<after> 以来 | 起至今 | 至今 (?!年) | 以前 | 之前 | 以后 | 之后 | 前夕 | 前后
      | 起 (?! [了来火草码点诉飞步源伏] ) | 前 (?! [往列茅景身沿途提后辈任线瞻进去来世锋妻卫缘台三两二几半一四五六七八九十\d] ) )
"""

NUMERALS = "〇○零一二三四五六七八九十两廿卅半几数俩仨"
"""What a written numeral of a date or duration may begin with."""

_CLOCK_UNITS = r"小时 | 分[钟0-9] | 钟头 | 刻钟 | 昼夜"
_COUNTED_UNITS = rf"年 | 月 | 日 | 天 | 周 | 秒 | 季 | 星期 | 礼拜 | 世纪 | 工作日 | 交易日 | {_CLOCK_UNITS}"
_TIMELY = rf"""
    (?= {GAP} (?: [年月日号時时点载:：/·．.－‐–—─~～至到-] | ,\d{{3}} | [百千万亿]{{0,2}} [多余来]? 个? [半多余]? (?: {_COUNTED_UNITS} ) ) )
"""
_NUMBER = rf"[0-9０-９{NUMERALS}]"


def _led(first: str, alternatives: str) -> str:
    """Alternatives that all begin with one of some characters, which are asked for before them."""
    return rf"(?= [{first}] ) (?: {alternatives} )"


def _firsts(options: Iterable[str]) -> str:
    return "".join(sorted({option[0] for option in options}))


_NUMBERS = rf"""
    (?<! {DIGIT} ) {DIGIT}++ {_TIMELY} | [{NUMERALS}] [{NUMERALS}百千万亿]{{0,9}} (?: {_TIMELY} | (?= 五 (?: 时期 | 期间 | 规划 | 计划 | 末 ) ) )
"""
_NUMBERED_DAY = rf"[昨今明前] [（(] (?: {DIGIT}{{1,2}} | [{NUMERALS}]{{1,3}} ) [）)] [日天]?"
_RELATIVE = rf"""
    去[年冬今] | 今[年天日后春夏秋冬晚晨早夜明] | 明[年天日晚晨早春夏秋冬] | 昨[天日晚夜晨] | {_NUMBERED_DAY}
  | 前 (?: [年天日] | {_NUMBER} ) | 大[前后年] | 后 (?: [年天] | {_NUMBER} )
  | [上下] (?: [上下]个? | 个 | 一个? )? (?: 年 | 半年 | 月 | 季 | 周 | 星期 | 礼拜 | 世纪 ) | 本[年月周日季星世礼]
  | 当[年月日天晚] | 同[年月日一] | 次[年月日] | 翌[年日] | 来年 | 隔年 | 这 (?: 个? (?: 月 | 季 | 周 | 星 | 礼 ) | 一[年周] )
"""
_CALENDAR = r"""
    星期 | 礼拜 | 周[一二三四五六日] | 农历 | 阴历 | 旧历 | 農曆 | 闰 | [正冬腊]月 | 公元 | 西元 | 民[国國] | 中 (?: 华民国 | 華民國 | [秋元] )
  | [甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥] | 第[一二三四1-4１-４]个?季 | 首[季个月] | 头[三两几] | [Qq][1-4]
  | 年[底末初终中三] | (?<![几多数余半]) 年内 (?![部蒙外容生涵地陆]) | 月[底末初] | 岁[末尾初]
"""
_TURNS = rf"""
    每 (?: [年月周日天小分秒季个隔逢半星礼] | {_NUMBER} ) | (?: 未来 | 今后 | 接下来 | 最近 | 近 | 过去 | 再过 ) 的? {GAP} (?= {_NUMBER} )
  | {_PART} (?= {GAP} {_NUMBER} ) | [“"‘'] (?= [一二三四五六七八九十]{{1,3}} [”"’'] )
"""
_FESTIVALS = rf"""
    {either(words.QUOTED_FESTIVALS)} (?= {either(words.HOLIDAY_WORDS)} )
  | 清明 | 春节 | 元[旦宵] | 端午 | 重阳 | 国庆 | 国际[劳护] | 国家公祭 | 除夕 | 教师节 | 儿童节 | 妇女节 | 劳动节 | 青年节 | 植树节 | 情人节
  | 女生节 | 愚人节 | 护士节 | 世界环境 | 建[军党]节 | 万圣 | 记者节 | 光棍 | 双十 | 平安夜 | 圣诞 | 新年 | 母亲节 | 父亲节 | 感恩 | 冬至
"""
_LEADS = {
    rf"0-9０-９{NUMERALS}": _NUMBERS,
    "去今明昨前大后上下本当同次翌来隔这": _RELATIVE,
    "星礼周农阴旧農闰正冬腊公西民中甲乙丙丁戊己庚辛壬癸第首头Qq年月岁": _CALENDAR,
    f"每未今接最近过再“\"‘'{_firsts(words.PARTS_OF_DAY)}": _TURNS,
    f"清春元端重国除教儿妇劳青植情女愚护世建万记光双平圣新母父感冬{_firsts(words.QUOTED_FESTIVALS)}": _FESTIVALS,
}
"""First characters of the words below: asked before them, since most characters of a text begin none."""

START = re.compile(
    f"(?= [{''.join(_LEADS)}] ) (?: {' | '.join(_led(first, alternatives) for first, alternatives in _LEADS.items())} )",
    re.VERBOSE,
)
"""Where an expression of time may start: cheap to search for, decided by the patterns."""


def compiled(source: str) -> re.Pattern[str]:
    """The VERBOSE pattern."""
    return re.compile(source, re.VERBOSE)
