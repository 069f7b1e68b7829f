"""Sentences of the made pages: templates filled from one story's subject, place and persons."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

from tests.eval.pages_made.vocabulary import (
    DOUBLE_FAMILY,
    FAMILY,
    GIVEN,
    LEADER_POSTS,
    LEVELS,
    OFFICES,
    PLACE_FIRST,
    PLACE_SECOND,
    Subject,
)

LEADS = (
    "{day}，{place}{act}，{gain}。",
    "{day}，记者从{place}{office}获悉，{place}今年{name}已完成{n}处，{gain}。",
    "清早六点，{place}的{thing}旁已经有人忙碌，{who}正领着大家{act}。",
    "“{voice}。”{day}，{who}指着身边的{thing}对记者说。",
    "走进{place}，{thing}格外醒目。{day}起，这里开始{act}。",
    "{day}，{place}{office}发布消息，{name}进入收尾阶段，{gain}。",
    "{gain}！这是{place}推进{name}{n2}个月交出的答卷。",
    "入夏以来，{place}把{name}列为头等大事，先后{act}、{act2}。",
    "{who}没想到，{thing}会让{place}热闹起来。",
    "今年{name}怎么做？{day}，{place}给出了答案：{act}。",
    "在{place}，提起{name}，人们总会说到{thing}。",
    "{day}召开的{place}{name}现场会提出，年内要{act}，做到{gain}。",
)
"""First sentences of a body."""

MIDDLES = (
    "{who}介绍，{place}先后{act}、{act2}，{gain}。",
    "据{office}统计，今年以来{place}新添{thing}{n}处，{gain}。",
    "“{voice}。”{who}说，“{voice2}。”",
    "为了{act}，{office}抽调{n}人，连续{n2}天守在现场。",
    "围绕{name}，{office}定下三项办法：一是{act}，二是{act2}，三是{act3}。",
    "截至上月底，{place}的{thing}达到{n}处，比去年同期增加{pct}%。",
    "在{place}，{thing}和{thing2}成了人们谈论最多的话题。",
    "下一步，{office}将继续{act}，让{thing}用得更久。",
    "谈起变化，{who}算了一笔账：{gain}，{gain2}。",
    "{day2}，{office}在{place}召开碰头会，要求{act}。",
    "从{thing}到{thing2}，每一处都有人盯着。",
    "{who}打开手机，屏幕上是{thing}的实时数据：{gain}。",
    "最难的是{act}。{who}带着{n2}个人试了{n2}遍，终于成了。",
    "有人担心{thing}太贵。{who}摆摆手：“{voice}。”",
    "如今，{gain}，{gain2}。",
    "“{voice}！”站在{thing}前，{who}感慨地说。",
    "眼下，{place}正在{act}，预计{day2}前完成。",
    "{office}有关负责人表示，{name}不是一阵风，还要{act}、{act2}。",
    "同时，{place}投入{n}万元，用来{act}。",
    "{who}每天要看{n2}遍{thing}，哪里不对，心里一清二楚。",
    "这笔钱花得值不值？{who}的回答很干脆：“{voice}。”",
    "更让人高兴的是，{gain}。",
    "{thing}装好那天，{who}在{place}转了一圈又一圈。",
    "按照计划，{place}还将{act}，届时{gain}。",
    "除了{act}，{place}还{act2}，两件事一起推。",
    "在{thing2}旁，{who}弯下腰，仔细看了又看。",
    "数字最有说服力：{pct}%的住户说好，{gain}。",
)
"""Sentences that may stand anywhere in a body."""

OPINIONS = (
    "{name}好不好，不看墙上的口号，要看{thing}好不好用。",
    "有人说，{act}是小事。小事连着民心，小事做细了就是大事。",
    "{gain}，靠的不是一时热闹，而是日复一日地{act}。",
    "也要看到，一些地方只顾{act}，忘了问一问用的人，{thing}就成了摆设。",
    "把{act}当成自家的事，才会在{thing}上多花一分心思。",
    "与其坐等，不如动手。{act}，从来没有最好的时候，只有最早的时候。",
    "{voice}。这句大白话，道出了{name}的道理。",
    "我们期待，更多地方像{place}这样，先{act}，再谈别的。",
    "办法总比困难多。{act2}难不难？难，但做成了，{gain}。",
    "{thing}不会说话，用它的人会。听一听他们怎么说，{name}就不会走样。",
)
"""Sentences of comments."""

NOTICE_LINES = (
    "因{name}施工需要，{place}部分路段将于{day2}起临时封闭，请过往车辆绕行。",
    "为配合{name}，{day2}起对{place}的{thing}进行检修，届时可能影响使用。",
    "施工期间，{office}将安排专人{act}，请沿线单位和居民予以配合。",
    "如遇大风、暴雨等天气，时间顺延，以现场告示为准。",
    "对{thing}使用有疑问的，可到{place}{office}窗口咨询。",
)
"""Sentences of notices."""

CAPTIONS = (
    "{day}，{who}在{place}查看{thing}。",
    "图为{place}的{thing}。",
    "{day}，人们在{place}{act}。",
    "图为{who}（左）在{thing}旁作业。",
    "{place}工人正在{act}。",
    "{day}拍摄的{place}{thing}（无人机照片）。",
)
"""Captions."""

BRIEFS = (
    "{place}近日{act}，{gain}。",
    "{day}，{place}{office}组织{n}人{act}，{gain}。",
    "记者从{office}获悉，{place}新添{thing}{n}处，{gain}。",
    "{place}投入{n}万元{act}，预计{day2}前完工。",
)
"""Texts of briefs."""

_SLOT = re.compile(r"\{(\w+)\}")


def person_name(rng: random.Random) -> str:
    """A name of two or three characters, seldom four."""
    if rng.random() < 0.03:
        return rng.choice(DOUBLE_FAMILY) + "".join(rng.sample(GIVEN, 2))
    return rng.choice(FAMILY) + "".join(rng.sample(GIVEN, 1 if rng.random() < 0.25 else 2))


def place_stem(rng: random.Random) -> str:
    """A place's name without its rank."""
    return rng.choice(PLACE_FIRST) + rng.choice(PLACE_SECOND)


@dataclass(slots=True)
class Teller:
    """What a story's sentences are filled with: one subject, one place, a few persons.

    Attributes:
        month, today: the issue's month and day.
        used: templates and phrases that were used, so that a story doesn't repeat itself.
    """

    rng: random.Random
    subject: Subject
    place: str
    month: int
    today: int
    persons: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    @classmethod
    def new(cls, rng: random.Random, subject: Subject, month: int, today: int) -> Teller:
        """A teller with a fresh place and persons."""
        teller = cls(rng, subject, place_stem(rng) + rng.choice(LEVELS), month, today)
        teller.persons = [role + person_name(rng) for role in rng.sample(subject.roles, 3)]
        return teller

    def fill(self, template: str) -> str:
        """A template with its slots filled, no two of them with the same phrase."""
        out, at, said = [], 0, {""}
        for match in _SLOT.finditer(template):
            value = ""
            for _ in range(9):
                value = self._value(match[1])
                if value not in said or match[1] in ("place", "name"):
                    break
            said.add(value)
            out += [template[at : match.start()], value]
            at = match.end()
        return "".join((*out, template[at:]))

    def sentence(self, templates: tuple[str, ...]) -> str:
        """A sentence from a template that this story has not used; any once all are."""
        fresh = [template for template in templates if template not in self.used] or list(templates)
        template = self.rng.choice(fresh)
        self.used.add(template)
        return self.fill(template)

    def fresh(self, phrases: tuple[str, ...]) -> str:
        """A phrase that this story has not used; any once all are."""
        left = [phrase for phrase in phrases if phrase not in self.used] or list(phrases)
        phrase = self.rng.choice(left)
        self.used.add(phrase)
        return phrase

    def paragraph(self, sentences: int) -> str:
        """A paragraph from the middle of a body."""
        return "".join(self.sentence(MIDDLES) for _ in range(sentences))

    def leader(self) -> str:
        """Somebody who inspects and demands."""
        return self.rng.choice(LEADER_POSTS) + person_name(self.rng)

    def _value(self, slot: str) -> str:
        rng, subject = self.rng, self.subject
        if slot == "place":
            return self.place
        if slot == "name":
            return subject.name
        if slot in ("act", "act2", "act3"):
            return rng.choice(subject.acts)
        if slot in ("gain", "gain2"):
            return rng.choice(subject.gains)
        if slot in ("voice", "voice2"):
            return self.fresh(subject.voices)
        if slot in ("thing", "thing2"):
            return rng.choice(subject.things)
        if slot == "who":
            return rng.choice(self.persons)
        if slot == "office":
            return rng.choice(OFFICES)
        return self._figure(slot)

    def _figure(self, slot: str) -> str:
        rng = self.rng
        if slot == "day":
            day = max(1, self.today - rng.randint(1, 3))
            return rng.choice((f"{self.month}月{day}日", f"{day}日", "近日", "日前", "昨天上午", "昨日", "连日来"))
        if slot == "day2":
            return f"{self.month % 12 + 1}月{rng.randint(1, 28)}日"
        low, high = {"n": (6, 480), "n2": (2, 18), "pct": (11, 98)}[slot]
        return str(rng.randint(low, high))
