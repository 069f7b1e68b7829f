"""A made corpus in which it is known which articles are copies of one text.

Most texts are words of jieba's dictionary, as frequent as there, in paragraphs: unrelated, whatever their length. Copies
are made by performing what editors, web pages and misreading do. Beside them stand what only looks like copies: reports of
different meetings in the same formulas, forecasts that differ in their numbers, reports of one event that quote the same
speech, shared lists of names, slogans, imprints.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate

import jieba
from opencc import OpenCC

from tasks.lang.script import to_simplified

FIRST_DAY = datetime.date(2031, 1, 1)
PAPERS = ("云岭日报", "江川晨报", "柳塘晚报", "澜溪日报", "石湾时报", "松原新报")

SLOGANS = (
    "坚持生态优先绿色发展不动摇，一张蓝图绘到底",
    "以实干争先的姿态奋力谱写云岭高质量发展新篇章",
    "把好事办实、把实事办好，让群众看得见摸得着",
    "“三江联动、五业并进”总体布局",
)
IMPRINTS = (
    "责任编辑：夏知远　版式设计：苗青　校对：温小鹿　本版邮箱见报头，来稿一经刊用即付稿酬，未经许可不得转载、摘编",
    "云岭日报社出版　社址云岭市滨江中路　广告部电话见报头　印刷云岭日报印务有限公司　零售每份壹元　全年订价贰佰捌拾元",
)
FORMULAS = (
    "{date}，{office}{person}主持召开{topic}专题会议，听取有关情况汇报，研究部署下一步工作。",
    "{person}在会上指出，做好{topic}工作责任重大、使命光荣，要切实把思想和行动统一到上级决策部署上来。",
    "会议指出，今年以来，{place}上下聚焦{topic}这一中心任务，各项工作取得了阶段性成效，成绩来之不易。",
    "会议强调，要提高政治站位，增强做好{topic}工作的责任感和紧迫感，以更高标准、更严要求推动任务落地见效。",
    "会议要求，各级各部门要压实工作责任，细化工作措施，形成一级抓一级、层层抓落实的工作格局。",
    "要坚持问题导向，对照清单逐项整改，做到件件有着落、事事有回音，确保按期完成{topic}各项任务。",
    "要加强统筹协调，强化要素保障，在{place}选树一批先进典型，以点带面推动全局工作再上新台阶。",
    "要严明纪律规矩，力戒形式主义、官僚主义，以过硬作风保障{topic}工作取得实实在在的成效。",
    "要加大宣传力度，营造良好氛围，引导广大干部群众积极参与、主动支持{topic}工作。",
    "{office}{other}就做好{topic}工作作了安排，{place}等地负责同志作交流发言。",
    "有关单位主要负责同志参加会议，会议以视频形式开到各县区和乡镇街道。",
)
FORECAST = (
    "{place}气象台今晨发布预报：今天白天到夜间多云转晴，偏北风{n}级，最高气温{n}摄氏度，最低气温{n}摄氏度，"
    "空气质量指数{n}，相对湿度百分之{n}。明天最高气温{n}摄氏度，后天最高气温{n}摄氏度，适宜晾晒和户外活动，"
    "昼夜温差较大，出行请注意增减衣物，沿江乡镇请留意水位变化，当前水位{n}米，比昨日上涨{n}厘米。"
)

Edit = Callable[[list[str], random.Random], list[str]]


@dataclass(frozen=True, slots=True)
class Document:
    """An article of the made corpus."""

    article_id: str
    newspaper: str
    published_on: datetime.date
    body: str


@dataclass(slots=True)
class MadeCorpus:
    """Articles, and for each of them the text that it is a copy of."""

    documents: list[Document] = field(default_factory=list)
    texts: dict[str, int] = field(default_factory=dict)

    def add(self, rng: random.Random, text: int, paragraphs: Sequence[str], day: int) -> None:
        """Print a text in some paper on some day."""
        article_id = f"{rng.getrandbits(64):016x}-0-{rng.randrange(900)}"
        date = FIRST_DAY + datetime.timedelta(day)
        self.documents.append(Document(article_id, rng.choice(PAPERS), date, "\n".join(paragraphs)))
        self.texts[article_id] = text


@cache
def _words() -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Words and their running frequencies."""
    jieba.initialize()
    known = {word: count for word, count in jieba.dt.FREQ.items() if count and all("一" <= c <= "龥" for c in word)}
    return tuple(known), tuple(accumulate(known.values()))


def words(rng: random.Random, count: int) -> list[str]:
    """Words by their frequency."""
    known, running = _words()
    return rng.choices(known, cum_weights=running, k=count)


def sentence(rng: random.Random) -> str:
    """A sentence of such words; every fifth has a number."""
    parts = words(rng, rng.randint(7, 24))
    if rng.random() < 0.2:
        parts.insert(rng.randrange(len(parts)), str(rng.randrange(2, 5000)))
    for _ in range(rng.randrange(3)):
        parts.insert(rng.randrange(1, len(parts)), "，")
    return "".join(parts) + "。"


def paragraph(rng: random.Random) -> str:
    """A paragraph; every tenth holds a slogan."""
    text = "".join(sentence(rng) for _ in range(rng.randint(1, 5)))
    return f"{text}{rng.choice(SLOGANS)}。" if rng.random() < 0.1 else text


def article(rng: random.Random) -> list[str]:
    """An article's paragraphs; every tenth has an imprint below it."""
    paragraphs = [paragraph(rng) for _ in range(rng.choice((1, 2, 3, 4, 5, 6, 8, 12)))]
    while sum(map(len, paragraphs)) < 80:
        paragraphs.append(paragraph(rng))
    return [*paragraphs, rng.choice(IMPRINTS)] if rng.random() < 0.1 else paragraphs


def cut_lead(paragraphs: list[str], rng: random.Random) -> list[str]:
    """Without the first paragraph, or the first sentences of the only one."""
    return paragraphs[1:] if len(paragraphs) > 2 else _shortened(paragraphs, slice(1, None))


def cut_tail(paragraphs: list[str], rng: random.Random) -> list[str]:
    """Without the end, which may be more than half."""
    keep = max(1, round(len(paragraphs) * rng.uniform(0.35, 0.9)))
    return paragraphs[:keep] if keep < len(paragraphs) > 2 else _shortened(paragraphs, slice(None, -1))


def _shortened(paragraphs: list[str], kept: slice) -> list[str]:
    sentences = "".join(paragraphs).rstrip("。").split("。")
    return ["。".join(sentences[kept]) + "。"] if len(sentences) > 2 else paragraphs


def add_local(paragraphs: list[str], rng: random.Random) -> list[str]:
    """With a local paragraph or two, somewhere between the others."""
    at = rng.randint(0, len(paragraphs))
    return [*paragraphs[:at], *(paragraph(rng) for _ in range(rng.randint(1, 2))), *paragraphs[at:]]


def print_traditional(paragraphs: list[str], rng: random.Random) -> list[str]:
    """From a paper in traditional characters, as cleaning gives it."""
    convert = _to_traditional().convert
    return [to_simplified(convert(text)) for text in paragraphs]


@cache
def _to_traditional() -> OpenCC:
    return OpenCC("s2t")


def misread(paragraphs: list[str], rng: random.Random) -> list[str]:
    """With up to four in a hundred characters read as others, lost, or read twice."""
    rate = rng.uniform(0.005, 0.04)
    strange = "".join(words(rng, 200))

    def read(char: str) -> str:
        if rng.random() > rate:
            return char
        return rng.choice((rng.choice(strange), rng.choice(strange), rng.choice(strange), "", char + char))

    return ["".join(map(read, text)) for text in paragraphs]


def jump(paragraphs: list[str], rng: random.Random) -> list[str]:
    """Over two pages: a paragraph break more, in mid-sentence."""
    text = "\n".join(paragraphs)
    at = rng.randrange(len(text))
    return [text[:at], text[at:]]


def reset(paragraphs: list[str], rng: random.Random) -> list[str]:
    """In other paragraphs, with half-width punctuation, under another dateline."""
    text = "".join(paragraphs).translate(str.maketrans("，。", ",."))
    return [f"本报讯（记者 {rng.choice('温苗蓝祁')}{''.join(words(rng, 1))}）{text}"]


def reword(paragraphs: list[str], rng: random.Random) -> list[str]:
    """With a word in a hundred characters replaced."""
    text = "\n".join(paragraphs)
    for _ in range(len(text) // 120):
        at = rng.randrange(len(text))
        text = text[:at] + "".join(words(rng, 1)) + text[at + 2 :]
    return text.split("\n")


EDITS: tuple[Edit, ...] = (cut_lead, cut_tail, add_local, print_traditional, misread, jump, reset, reword)


def edited(paragraphs: list[str], rng: random.Random) -> list[str]:
    """A copy with one to three edits."""
    for edit in rng.sample(EDITS, rng.choice((1, 1, 2, 3))):
        paragraphs = edit(paragraphs, rng)
    return paragraphs


def meeting(rng: random.Random, formulas: Sequence[str]) -> list[str]:
    """A meeting in given formulas."""
    named = {
        "date": f"{rng.randint(1, 12)}月{rng.randint(1, 28)}日",
        "office": rng.choice(("市委书记", "市长", "县委副书记", "常务副市长", "市政协主席")),
        "person": rng.choice("温苗蓝祁闵计夏方")
        + rng.choice("知青若一小云")
        + rng.choice(("远", "禾", "汀", "", "鹿")),
        "other": rng.choice("温苗蓝祁闵计夏方") + rng.choice("知青若一小云") + rng.choice(("远", "禾", "汀", "", "鹿")),
        "topic": "".join(words(rng, 3)),
        "place": "".join(words(rng, 1)) + rng.choice(("县", "区", "市")),
    }
    own = [sentence(rng) for _ in range(rng.randrange(3))]
    return ["".join(formula.format(**named) for formula in formulas), *own]


def _meetings(rng: random.Random) -> list[list[str]]:
    """Meetings reported in the same formulas, by the same hand or by several."""
    formulas = [FORMULAS[0], *(f for f in FORMULAS[1:] if rng.random() < 0.6)]
    return [
        meeting(rng, formulas if rng.random() < 0.7 else [f for f in FORMULAS if rng.random() < 0.6] or FORMULAS)
        for _ in range(rng.randint(2, 6))
    ]


def _forecasts(rng: random.Random) -> list[list[str]]:
    """Forecasts of some days, the same but for their numbers."""
    place = "".join(words(rng, 1)) + "市"
    count = FORECAST.count("{n}")
    texts = (FORECAST.replace("{n}", "%d").replace("{place}", place) for _ in range(rng.randint(2, 5)))
    return [[text % tuple(rng.randint(1, 40) for _ in range(count))] for text in texts]


def _event(rng: random.Random) -> list[list[str]]:
    """Reports of one event: the same quotation and the same names, everything else told anew."""
    quoted = f"他说：“{sentence(rng)}{sentence(rng)}”"
    names = "、".join(words(rng, 6))
    reports = [[paragraph(rng) for _ in range(rng.randint(2, 5))] for _ in range(rng.randint(2, 4))]
    while any(len("".join(report)) < 3 * len(quoted + names) for report in reports):
        reports = [[*report, paragraph(rng)] for report in reports]
    return [[*report, f"参加活动的有{names}。", quoted] for report in reports]


def _named(rng: random.Random) -> list[list[str]]:
    """Reports of different occasions with the same long list of names."""
    names = "、".join(words(rng, 25))
    reports = [article(rng) for _ in range(rng.randint(2, 4))]
    while any(len("".join(report)) < 3 * len(names) for report in reports):
        reports = [[*report, paragraph(rng)] for report in reports]
    return [[*report, f"出席会议的有：{names}。"] for report in reports]


TRAPS = (_meetings, _forecasts, _event, _named)


def made_corpus(seed: int, articles: int, copies: int, days: int = 365) -> MadeCorpus:
    """A corpus of so many articles, of which so many are edited copies; every seventh article is a trap."""
    rng = random.Random(seed)
    corpus = MadeCorpus()
    left, text = copies, 0
    while left > 0:
        original, text, day = article(rng), text + 1, rng.randrange(days)
        corpus.add(rng, text, original, day)
        for _ in range(min(left, rng.choice((1, 1, 1, 2, 2, 3, 5, 9)))):
            corpus.add(rng, text, edited(original, rng), day + rng.choice((0, 0, 1, 1, 2, 9)))
            left -= 1
    while len(corpus.documents) < articles:
        if rng.random() < 0.05:
            day = rng.randrange(days)
            reports = rng.choice(TRAPS)(rng)
        else:
            day, reports = rng.randrange(days), [article(rng)]
        for report in reports[: articles - len(corpus.documents)]:
            text += 1
            corpus.add(rng, text, report, day)
    rng.shuffle(corpus.documents)
    return corpus
