"""Stories of the made pages: what is printed of each, piece by piece, and what should be read.

Roles of pieces: column, kicker, headline, deck, highlight, byline, para, subhead, caption, credit
(a photo's, on a line of its own), end (a credit on a line of its own), jump (a mark on one), sign (of a notice).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.eval.pages_made import credits
from tests.eval.pages_made.grammar import BRIEFS, CAPTIONS, LEADS, NOTICE_LINES, OPINIONS, Teller, person_name
from tests.eval.pages_made.truth import Story
from tests.eval.pages_made.vocabulary import (
    COMMENT_COLUMNS,
    DIGEST_NAMES,
    OFFICES,
    OTHER_COLUMNS,
    PAGE_TITLES,
    SUBJECTS,
    Subject,
)

STACK_ROLES = ("kicker", "headline", "deck")


@dataclass(frozen=True, slots=True)
class Issue:
    """What the stories of one issue share.

    Attributes:
        subjects: those left for the next stories; neighbours on a page tell of different ones.
    """

    rng: random.Random
    paper: str
    year: int
    month: int
    day: int
    subjects: list[Subject] = field(default_factory=list)

    def teller(self) -> Teller:
        """A new story's teller; no subject comes back before all others had their turn."""
        if not self.subjects:
            self.subjects.extend(self.rng.sample(SUBJECTS, len(SUBJECTS)))
        return Teller.new(self.rng, self.subjects.pop(), self.month, self.day)


def headline(teller: Teller) -> str:
    """One line of a headline; its words come back in the body."""
    rng, subject = teller.rng, teller.subject
    head, other = rng.sample(subject.heads, 2)
    forms = (
        head,
        f"{head} {other}",
        f"{teller.place}{rng.choice(subject.acts)}",
        f"{teller.place}：{head}",
        rng.choice(subject.gains),
        f"{subject.name}怎么做？{teller.place}这样答",
        f"{rng.randint(3, 90)}处{rng.choice(subject.things)}上岗",
        f"“{rng.choice(subject.things)}”里的{teller.place}故事",
        f"{teller.place}{subject.name}：{rng.choice(subject.gains)}",
        rng.choice(subject.voices).replace("，", " "),
        f"今年{rng.choice(subject.acts)}",
    )
    return rng.choice(forms)


def _couplet(teller: Teller) -> str:
    return " ".join(teller.rng.sample(teller.subject.heads, 2))


def _halves(teller: Teller) -> list[str]:
    """A headline cut into two lines of one length."""
    heads = teller.rng.sample(teller.subject.heads, 6)
    pairs = [(a, b) for a in heads for b in heads if a != b and len(a) == len(b)]
    return list(teller.rng.choice(pairs)) if pairs else [_couplet(teller)]


def _leading_kicker(teller: Teller) -> str:
    """A kicker whose wording leads on to the headline."""
    rng, place, name = teller.rng, teller.place, teller.subject.name
    return rng.choice(
        (
            f"{teller.leader()}在{place}调研时强调",
            f"{teller.leader()}在{name}现场会上强调",
            f"{teller.leader()}到{place}检查{name}时指出",
            f"{teller.leader()}在{place}调研{name}工作时要求",
            f"{place}推进{name}系列报道之{rng.choice('一二三四五')}",
            f"“{rng.choice(teller.subject.heads)}”系列报道{rng.choice('①②③④')}",
            f"{place}{name}一线观察",
            f"来自{place}{name}一线的报道：",
        )
    )


def _plain_kicker(teller: Teller) -> str:
    """A kicker that states a fact."""
    rng = teller.rng
    return rng.choice(
        (f"{teller.place}召开{teller.subject.name}现场会", f"{teller.place}全面推进{teller.subject.name}")
    )


def _dashed_deck(teller: Teller) -> str:
    rng = teller.rng
    return rng.choice(
        (f"——{teller.place}{teller.subject.name}见闻", f"——记{teller.place}{rng.choice(teller.persons)}", f"——{teller.place}{teller.subject.name}调查")
    )  # fmt: skip


def _detail_deck(teller: Teller) -> str:
    first, second = teller.rng.sample(teller.subject.gains, 2)
    return f"{first}，{second}"


def _presence_deck(teller: Teller) -> str:
    return f"{person_name(teller.rng)}{teller.rng.choice(('主持', '出席', '参加', '陪同调研'))}"


Lines = list[tuple[str, str]]


def _lines(*parts: tuple[str, list[str] | str]) -> Lines:
    return [(role, line) for role, lines in parts for line in ([lines] if isinstance(lines, str) else lines)]


STACKS: tuple[tuple[float, Callable[[Teller], Lines]], ...] = (
    (0.36, lambda t: _lines(("headline", headline(t)))),
    (0.08, lambda t: _lines(("headline", _halves(t)))),
    (0.12, lambda t: _lines(("kicker", _leading_kicker(t)), ("headline", headline(t)))),
    (0.06, lambda t: _lines(("kicker", _plain_kicker(t)), ("headline", _couplet(t)))),
    (0.10, lambda t: _lines(("headline", headline(t)), ("deck", _dashed_deck(t)))),
    (0.06, lambda t: _lines(("headline", t.rng.choice(t.subject.heads)), ("deck", _detail_deck(t)))),
    (0.07, lambda t: _lines(("kicker", _plain_kicker(t)), ("headline", _couplet(t)), ("deck", _detail_deck(t)))),
    (0.05, lambda t: _lines(("kicker", _leading_kicker(t)), ("headline", _halves(t)), ("deck", _presence_deck(t)))),
    (0.03, lambda t: _lines(("kicker", _leading_kicker(t)), ("deck", _presence_deck(t)))),
    (0.03, lambda t: _lines(("kicker", [_plain_kicker(t), f"{t.leader()}出席并强调"]), ("headline", _couplet(t)))),
    (0.04, lambda t: _lines(("kicker", _leading_kicker(t)), ("headline", _couplet(t)), ("deck", _dashed_deck(t)))),
)
"""Forms of headline stacks with their shares."""


def put_stack(story: Story, lines: Lines) -> None:
    """Print a stack's lines and state what they are."""
    story.pieces += lines
    for role in STACK_ROLES:
        own = [text for kind, text in lines if kind == role]
        setattr(story, role, " ".join(own) or None)


def _stack(teller: Teller) -> Lines:
    weights = [share for share, _ in STACKS]
    return teller.rng.choices([form for _, form in STACKS], weights)[0](teller)


def news(issue: Issue, paragraphs: int, page_name: str = "") -> Story:
    """A report: stack, perhaps a byline, body with or without dateline and subheads, perhaps an end credit."""
    rng, teller = issue.rng, issue.teller()
    story = Story("news")
    if rng.random() < 0.08:
        story.column = f"【{rng.choice(OTHER_COLUMNS)}】" if rng.random() < 0.5 else rng.choice(OTHER_COLUMNS)
        story.pieces.append(("column", story.column))
    put_stack(story, _stack(teller))
    place = rng.choices(("dateline", "top", "end", "end_line", "none"), (0.42, 0.25, 0.13, 0.1, 0.1))[0]
    if place == "top":
        _sign(story, "byline", credits.byline(rng, issue.paper))
    if paragraphs >= 5 and rng.random() < 0.12:
        _put_highlights(story, teller)
    prefix = credits.dateline(rng, teller, issue.paper) if place == "dateline" else credits.Signed("")
    story.authors = story.authors or prefix.authors
    body = [teller.sentence(LEADS) + (teller.paragraph(rng.randint(0, 2)))]
    body += [teller.paragraph(rng.randint(1, 4)) for _ in range(paragraphs - 1)]
    _put_body(story, teller, body, prefix.text, _subhead_form(rng, paragraphs))
    if place == "end":
        _sign_tail(story, rng)
    if place == "end_line":
        _sign(story, "end", credits.end_line(rng, issue.paper))
    if rng.random() < 0.2:
        _put_caption(story, teller)
    return story


def _sign(story: Story, role: str, signed: credits.Signed) -> None:
    story.pieces.append((role, signed.text))
    story.authors = signed.authors


def _sign_tail(story: Story, rng: random.Random) -> None:
    """A credit in brackets behind the last sentence."""
    signed = credits.end_credit(rng)
    role, text = story.pieces[-1]
    story.pieces[-1] = (role, text + signed.text)
    story.authors = signed.authors


def _put_highlights(story: Story, teller: Teller) -> None:
    marks = teller.rng.choice("◆●")
    if marks != "◆":
        return
    story.highlights = tuple(teller.rng.sample(teller.subject.gains, 3))
    story.pieces += [("highlight", marks + line) for line in story.highlights]


def _subhead_form(rng: random.Random, paragraphs: int) -> str:
    return rng.choice(("plain", "numbered", "")) if paragraphs >= 6 and rng.random() < 0.5 else ""


def _put_body(story: Story, teller: Teller, body: list[str], prefix: str, subheads: str) -> None:
    heads = [head for head in teller.subject.heads if head not in (story.headline or "")]
    done = 0
    for index, text in enumerate(body):
        if subheads and index and index % 3 == 2 and index < len(body) - 1 and done < len(heads):
            mark = f"{'一二三四'[done]}、" if subheads == "numbered" and done < 4 else ""
            story.pieces.append(("subhead", mark + heads[done]))
            story.body.append(mark + heads[done])
            done += 1
        story.pieces.append(("para", prefix + text if index == 0 else text))
        story.body.append(text)


def _put_caption(story: Story, teller: Teller) -> None:
    """A caption between headline and body, among the paragraphs, or behind them; its credit in its line or below."""
    rng = teller.rng
    text = teller.sentence(CAPTIONS)
    signed = credits.photo_credit(rng) if rng.random() < 0.85 else None
    if signed is None and not text.startswith("图为"):
        return
    story.captions.append((text, signed.text if signed else None))
    inline = rng.random() < 0.6
    piece = [("caption", f"{text} {signed.text}" if signed and inline else text)]
    if signed and not inline:
        piece.append(("credit", signed.text))
    bodies = [at for at, (role, _) in enumerate(story.pieces) if role == "para"]
    at = rng.choice((bodies[0], len(story.pieces), bodies[-1]))
    story.pieces[at:at] = piece


def comment(issue: Issue) -> Story:
    """A comment: column name, headline, signature, opinions."""
    rng, teller = issue.rng, issue.teller()
    story = Story("comment")
    named = rng.random() < 0.7
    if named:
        story.column = rng.choice(COMMENT_COLUMNS).format(place=teller.place[:2])
        story.pieces.append(("column", story.column))
    put_stack(story, [("headline", headline(teller))])
    signed = credits.signature(rng, issue.paper)
    while not named and "评论员" not in signed.text:
        signed = credits.signature(rng, issue.paper)
    _sign(story, "byline", signed)
    body = ["".join(teller.sentence(OPINIONS) for _ in range(rng.randint(2, 3))) for _ in range(rng.randint(2, 4))]
    _put_body(story, teller, body, "", "")
    return story


def notice(issue: Issue) -> Story:
    """A public notice with its signature and day, which are part of its body."""
    rng, teller = issue.rng, issue.teller()
    story = Story("notice")
    put_stack(story, [("headline", f"关于{teller.subject.name}施工期间{rng.choice(('交通组织', '临时停用设施', '暂停服务'))}的{rng.choice(('公告', '通告'))}")])  # fmt: skip
    lines = [*rng.sample(NOTICE_LINES[:2], 1), *rng.sample(NOTICE_LINES[2:], rng.randint(1, 3))]
    body = [*(teller.fill(line) for line in lines), f"{teller.place}{rng.choice(OFFICES)}"]
    body.append(f"{issue.year}年{issue.month}月{max(1, issue.day - 1)}日")
    for text in body:
        story.pieces.append(("para" if text.endswith("。") else "sign", text))
        story.body.append(text)
    return story


def photo(issue: Issue) -> Story:
    """A photo with its caption, a headline above or not; the caption is its body."""
    rng, teller = issue.rng, issue.teller()
    story = Story("photo")
    if rng.random() < 0.5:
        put_stack(story, [("headline", rng.choice(teller.subject.heads))])
    text = teller.sentence(CAPTIONS) + teller.sentence(BRIEFS[1:])
    signed = credits.photo_credit(rng)
    story.authors = signed.authors
    story.body = [text]
    if rng.random() < 0.5:
        story.pieces.append(("caption", f"{text}{rng.choice((' ', ''))}{signed.text}"))
    else:
        story.pieces += [("caption", text), ("credit", signed.text)]
    return story


def digest(issue: Issue) -> list[Story]:
    """A digest of briefs under one column name: bullets, or a headline each, or a signature each."""
    rng = issue.rng
    form = rng.choice(("bullet", "bullet_head", "head", "signed"))
    mark = rng.choice("▲●■★")
    name = rng.choice(DIGEST_NAMES).format(place=issue.paper[:2])
    out: list[Story] = []
    for index in range(rng.randint(3, 5)):
        teller = issue.teller()
        story = Story("brief", column=name)
        if index == 0:
            story.pieces.append(("column", name))
        line = rng.choice((rng.choice(teller.subject.heads), f"{teller.place}{rng.choice(teller.subject.acts)}"))
        if form in ("head", "bullet_head"):
            put_stack(story, [("headline", line)])
            if form == "bullet_head":
                story.pieces[-1] = ("headline", mark + line)
        text = teller.sentence(BRIEFS) + (teller.paragraph(1) if rng.random() < 0.4 else "")
        story.body = [text]
        story.pieces.append(("para", mark + text if form == "bullet" else text))
        if form == "signed" or (form == "bullet" and rng.random() < 0.4):
            _sign_tail(story, rng)
        out.append(story)
    return out


def any_story(issue: Issue, long: bool) -> list[Story]:
    """One story of any kind, or a digest's."""
    draw = issue.rng.random()
    if draw < 0.07:
        return [comment(issue)]
    if draw < 0.11:
        return [notice(issue)]
    if draw < 0.18:
        return [photo(issue)]
    if draw < 0.26:
        return digest(issue)
    return [news(issue, issue.rng.randint(3, 9) if long else issue.rng.randint(1, 4))]


def page_title(rng: random.Random) -> str:
    """A name for an inner page."""
    return rng.choice(PAGE_TITLES)
