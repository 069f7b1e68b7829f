"""Bylines, datelines, end credits and photo credits in the forms that papers print; each with its authors."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.eval.pages_made.grammar import Teller, person_name
from tests.eval.pages_made.vocabulary import AGENCY_NAMES, FAMILY


@dataclass(frozen=True, slots=True)
class Signed:
    """A credit as printed, and the authors that it names."""

    text: str
    authors: tuple[str, ...] = ()


def padded(name: str, rng: random.Random) -> str:
    """A name of two characters with white space inside, as credits align it."""
    return name[0] + rng.choice(("  ", " ", "\u3000")) + name[1] if len(name) == 2 else name


def _short(paper: str) -> str:
    """A paper's name as its own datelines shorten it: 晚报, 都市报."""
    return paper[-3:] if paper.endswith("都市报") else paper[-2:]


def _two_characters(rng: random.Random) -> str:
    name = person_name(rng)
    return name if len(name) == 2 else rng.choice(FAMILY) + name[-1]


def byline(rng: random.Random, paper: str) -> Signed:
    """A byline between headline and body."""
    one, two, three = (person_name(rng) for _ in range(3))
    short, other = _two_characters(rng), person_name(rng)[-2:]
    forms = (
        Signed(f"本报记者 {one}", (one,)),
        Signed(f"本报记者 {one} {two}", (one, two)),
        Signed(f"□本报记者 {one}", (one,)),
        Signed(f"■ 本报记者 {one} 通讯员 {two}", (one, two)),
        Signed(f"本报记者 {padded(short, rng)} {three}", (short, three)),
        Signed(f"记者 {one}、{two} 实习生 {three}", (one, two, three)),
        Signed(f"{paper}记者 {one} {two}", (one, two)),
        Signed(f"本报全媒体记者 {one}", (one,)),
        Signed(f"《{other}周刊》记者 {one} 本报记者 {two}", (one, two)),
        Signed(f"新华社记者 {one} 本报记者 {two} {three}", (one, two, three)),
        Signed(f"本报首席记者 {one} 文/图", (one,)),
        Signed(f"本报记者 {one} 通讯员 {two} 文/图", (one, two)),
        Signed(f"文/{one} 图/{two}", (one, two)),
        Signed(f"通讯员 {one}", (one,)),
        Signed(f"{one} {two}", (one, two)),
        Signed(f"见习记者 {one} 摄影报道", (one,)),
        Signed(f"◎{one}", (one,)),
        Signed(f"本报记者 {one} 摄影 {two}", (one, two)),
        Signed(f"（本报记者 {one}）", (one,)),
    )
    return rng.choice(forms)


def dateline(rng: random.Random, teller: Teller, paper: str) -> Signed:
    """A dateline in front of the first paragraph."""
    one, two, three = (person_name(rng) for _ in range(3))
    day = f"{teller.month}月{max(1, teller.today - 1)}日"
    agency, stem = rng.choice(AGENCY_NAMES), teller.place[:2]
    forms = (
        Signed(f"本报讯（记者 {one}）", (one,)),
        Signed(f"本报讯（记者{one}）", (one,)),
        Signed(f"本报讯（记者 {one} {two}）", (one, two)),
        Signed(f"本报讯（记者 {one} 通讯员 {two} {three}）", (one, two, three)),
        Signed(f"本报讯 （全媒体记者{one}、{two}）", (one, two)),
        Signed(f"本报讯（通讯员{one}）", (one,)),
        Signed(f"本报讯 记者{one}报道：", (one,)),
        Signed(f"本报讯 记者 {one} 通讯员 {two} 报道 ", (one, two)),
        Signed("本报讯 ", ()),
        Signed("【本报讯】", ()),
        Signed(f"本报{stem}讯（记者{one}）", (one,)),
        Signed(f"本报{stem}{day}讯（记者 {one}）", (one,)),
        Signed(f"{_short(paper)}讯（记者 {one}）", (one,)),
        Signed(f"{agency}{stem}{day}电（记者{one}）", (one,)),
        Signed(f"{agency}{stem}{day}电（记者{one}、{two}）", (one, two)),
        Signed(f"据{agency}{stem}{day}电 ", ()),
        Signed(f"{agency}记者{one}报道：", (one,)),
        Signed(f"本报讯（记者 {one} 文/图）", (one,)),
    )
    return rng.choice(forms)


def end_credit(rng: random.Random) -> Signed:
    """A credit on the last paragraph's line or on one of its own, in brackets."""
    one, two = person_name(rng), person_name(rng)
    forms = (
        Signed(f"（{one}）", (one,)),
        Signed(f"（{one} {two}）", (one, two)),
        Signed(f"（{one}、{two}）", (one, two)),
        Signed(f"（记者 {one}）", (one,)),
        Signed(f"（本报记者 {one} 通讯员 {two}）", (one, two)),
        Signed(f"（记者{one}）", (one,)),
    )
    return rng.choice(forms)


def end_line(rng: random.Random, paper: str) -> Signed:
    """A credit on a line of its own behind the body."""
    one, two = person_name(rng), person_name(rng)
    forms = (
        Signed(f"本报记者 {one}", (one,)),
        Signed(f"本报记者 {one} {two}", (one, two)),
        Signed(f"{paper}记者 {one} {two}", (one, two)),
        Signed(f"记者 {one} 通讯员 {two}", (one, two)),
        Signed(f"（本报记者 {one}）", (one,)),
        Signed(f"（{one} {two}）", (one, two)),
    )
    return rng.choice(forms)


def photo_credit(rng: random.Random) -> Signed:
    """Who took a photo."""
    one, two = person_name(rng), person_name(rng)
    forms = (
        Signed(f"本报记者 {one} 摄", (one,)),
        Signed(f"{one} 摄", (one,)),
        Signed(f"本报记者 {one} 通讯员 {two} 摄", (one, two)),
        Signed(f"新华社发（{one} 摄）", (one,)),
        Signed(f"新华社记者 {one} 摄", (one,)),
        Signed(f"通讯员 {one} 摄影报道", (one,)),
        Signed("（资料图片）", ()),
    )
    return rng.choice(forms)


def signature(rng: random.Random, paper: str) -> Signed:
    """Who signs a comment."""
    one = person_name(rng)
    return rng.choice(
        (
            Signed("本报评论员"),
            Signed(f"本报评论员 {one}", (one,)),
            Signed(one, (one,)),
            Signed(f"□{one}", (one,)),
            Signed(f"{paper}评论员 {one}", (one,)),
        )
    )
