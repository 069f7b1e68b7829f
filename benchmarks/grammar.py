"""Sentences and articles: templates whose slots the vocabulary fills."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from benchmarks.vocabulary import Vocabulary

SENTENCES = (
    "{date}，{place}{office}{person}到{place}{v}{n}{vn}情况。",
    "{person}强调，要{v}{topic}，{v}{n}，不断{v}{n}的{n}，努力让{topic}更加{a}。",
    "{person}指出，{topic}{vn}关系到{n}，关系到{n}，必须{d}{v}、{d}{v}。",
    "今年以来，{place}围绕{topic}，{v}{n}{count}{unit}，同比增长{share}。",
    "“{topic}{d}{v}，{n}才能{v}。”{org}{title}{person}说。",
    "据{org}介绍，这项{topic}{vn}始于{year}，目前已{v}{n}{count}{unit}。",
    "到{year}，全市{topic}总量力争达到{count}{unit}，{n}{vn}率提高到{share}以上。",
    "走进{place}，{n}{d}{v}，{a}的{n}和{n}让人{v}。",
    "{org}与{org}在{place}签署{topic}{vn}协议，总投资{count}亿元，{v}后可年产{n}{count}{unit}。",
    "会议要求，各{n}部门要{v}{n}，{i}，{i}，把{topic}抓{a}、抓{a}。",
    "{t}，{place}{n}{vn}中心的{n}前{d}{v}着{n}，{person}正在{v}{n}。",
    "针对{n}{vn}中的{a}问题，{place}成立{count}个{n}小组，逐一{v}{n}、{n}和{n}。",
    "{n}是{n}的{n}，{topic}是{n}的{nz}。",
    "如今，{person}一家{v}了{a}的{n}，每年{n}收入{count}元。",
    "记者从{org}获悉，{date}起，{topic}{vn}将在{place}、{place}等地{v}。",
    "“以前{v}{n}要{count}天，现在{d}就能{v}。”{person}一边{v}{n}，一边{v}。",
    "在{org}的{n}里，{count}{unit}{n}{d}{v}，{n}{vn}达到{share}。",
    "{i}的背后，是{place}对{topic}的{a}{vn}。",
    "{title}{person}告诉记者，{n}{v}以后，{n}比{year}增加了{count}{unit}。",
    "下一步，{place}将继续{v}{topic}，{v}{n}{vn}，为{n}{v}{a}的{n}。",
    "一边是{n}的{vn}，一边是{n}的{vn}，{person}和{person}{d}{v}。",
    "{place}{office}{person}，{org}{title}{person}参加{vn}。",
    "专家认为，{nz}{vn}对{topic}的{n}{d}{v}，应当{v}{n}，{v}{n}。",
    "{n}之间，{n}与{n}{d}{v}；{n}之外，{n}和{n}{i}。",
)
"""Shapes of sentences; a slot is a part of speech or a kind of name."""

HEADLINES = (
    "{place}{v}{topic}{vn}",
    "{topic}{v} {n}{v}",
    "{v}{n} {v}{topic}",
    "{person}：{topic}{d}{v}",
    "{n}{vn}“{v}”出{a}{n}",
)

SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """A template compiled for speed: a format and the slots that fill it."""

    form: str
    slots: tuple[str, ...]


def compiled(templates: tuple[str, ...]) -> tuple[Template, ...]:
    """Templates ready to be filled.

    >>> compiled(("{n}是{a}的，增长{share}",))
    (Template(form='%s是%s的，增长%s', slots=('n', 'a', 'share')),)
    """
    return tuple(Template(SLOT.sub("%s", t.replace("%", "%%")), tuple(SLOT.findall(t))) for t in templates)


@dataclass(frozen=True, slots=True)
class GeneratedArticle:
    """An article: headline, dateline, body paragraphs."""

    headline: str
    dateline: str
    paragraphs: tuple[str, ...]


class Author:
    """Writes articles, each with its own topic words that recur in it."""

    def __init__(self, rng: random.Random, vocabulary: Vocabulary) -> None:
        self._rng = rng
        self._words = vocabulary
        self._sentences = compiled(SENTENCES)
        self._headlines = compiled(HEADLINES)

    def article(self) -> GeneratedArticle:
        """The next article: two to nine paragraphs of two to six sentences."""
        rng = self._rng
        topics = [self._words["n"]() + self._words["vn"]() for _ in range(2)] + [self._words["n"]() for _ in range(4)]
        paragraphs = tuple(self._paragraph(topics) for _ in range(rng.randint(2, 9)))
        names = " ".join(self._words["person"]() for _ in range(rng.randint(1, 2)))
        return GeneratedArticle(self._fill(rng.choice(self._headlines), topics), f"本报讯（记者{names}）", paragraphs)

    def _paragraph(self, topics: list[str]) -> str:
        return "".join(self._fill(t, topics) for t in self._rng.choices(self._sentences, k=self._rng.randint(2, 6)))

    def _fill(self, template: Template, topics: list[str]) -> str:
        words = self._words
        filled = tuple(self._rng.choice(topics) if slot == "topic" else words[slot]() for slot in template.slots)
        return template.form % filled
