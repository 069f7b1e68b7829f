"""Reducing an HTML page to its article: edits on its source that delete markup and what surrounds the text.

Which blocks stay is decided in these steps, each adding to the last:
1. what trafilatura takes for the main text, if it finds any;
2. paragraphs: blocks that read like sentences, mostly not links, not in a navigation, foot or the like;
   also what a publishing system marks as the text, and what a so-called sidebar holds if it outweighs all else;
3. blocks between two kept ones that are near each other in the tree, and short ones beside the last or first;
4. the headline: a heading, or the block that the page's title repeats, with what stands close around it; else the title;
5. the particulars: the lines next to the text that say when, whence, by whom, on which page;
6. if nothing was kept, all that is visible.
Menus and a page's foot are never kept by steps 1 to 5.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, takewhile

from schemas.document import Edit
from schemas.source import Facts
from tasks.read.blocks import Block, Node, Role, Run, blocks_of, shown
from tasks.read.boilerplate import is_headline, is_legal, is_menu, is_particulars, is_related_heading, is_sentence
from tasks.read.extractor import chosen_blocks
from tasks.read.html_edits import reduction_edits, title_block
from tasks.read.html_facts import facts_of_html

LINKS_SHARE = 0.5
"""Share of linked characters from which a block is a list of links."""

NEAR_LEVELS = 3
"""How far two kept blocks may be below the element that they share for what is between them to belong to them."""

PARTICULARS_BEFORE, PARTICULARS_AFTER = 12, 6
"""How many blocks before and after the text are searched for its particulars."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text that was set aside, with its place in the source."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reduction:
    """What reducing a page gave.

    Attributes:
        edits: applied to the source they give plain text, blocks parted by a blank line.
        dropped: visible text that the edits delete.
        facts: what the page says about itself.
    """

    edits: tuple[Edit, ...]
    dropped: tuple[Dropped, ...]
    facts: Facts


def reduce_html(source: str) -> Reduction | None:
    """Reduce a decoded HTML page; None if it shows no text at all.

    >>> from tasks.rule import apply_edits
    >>> page = "<title>通车</title><ul class=nav><li><a href=/>首页</a></ul><h1>通车</h1><p>环湖公路&ldquo;昨日&rdquo;<b>通车</b>。"
    >>> apply_edits(page, reduce_html(page).edits)
    '通车\\n\\n环湖公路“昨日”通车。'
    """
    blocks = blocks_of(source)
    facts = facts_of_html(source)
    if not blocks:
        return None
    kept = _kept(source, blocks, facts.title)
    stay = [_without(block, _buttons(source, block)) for i, block in enumerate(blocks) if i in kept]
    headline = title_block(source) if facts.title and not _has_headline(stay, facts.title) else None
    if headline and stay and stay[0].runs and stay[0].runs[0].start < headline.runs[0].start:
        headline = None  # a <title> behind text is no page's title
    edits = tuple(reduction_edits(source, [headline, *stay] if headline else stay))
    return Reduction(edits, tuple(_dropped(source, blocks, kept)), facts)


def _kept(source: str, blocks: Sequence[Block], title: str | None) -> set[int]:
    body = {i for i in chosen_blocks(source, blocks) if _is_text(blocks[i])}
    body |= {i for i, block in enumerate(blocks) if block.is_marked or _is_paragraph(block)}
    if _names_lie(blocks, body):
        return _kept(source, [_unnamed(block) for block in blocks], title)
    body -= set(_teasers(blocks))
    body -= set(_foot(blocks, sorted(body)))
    if not body:
        visible = {i for i, block in enumerate(blocks) if not (_is_auxiliary(block) or _is_around(block))}
        return visible or set(range(len(blocks)))
    body |= set(_between(blocks, sorted(body)))
    body |= set(_beside(blocks, sorted(body)))
    body |= set(_headlines(blocks, body, title))
    return body | set(_particulars(blocks, sorted(body)))


def _names_lie(blocks: Sequence[Block], body: set[int]) -> bool:
    """Whether paragraphs in elements that are called a sidebar or the like hold more than all the others."""
    named = sum(b.visible for b in blocks if b.node.role == Role.AUXILIARY_BY_NAME and _reads_well(b))
    return named > sum(blocks[i].visible for i in body)


def _unnamed(block: Block) -> Block:
    """The block without what names say of it."""
    if block.node.role == Role.AUXILIARY_BY_NAME:
        block.node.role = Role.PLAIN
    return block


def _teasers(blocks: Sequence[Block]) -> Iterator[int]:
    """What stands in one element behind a heading such as 新闻推荐, if links come first there."""
    done = 0
    for i, heading in enumerate(blocks[:-1]):
        if i < done or not is_related_heading(heading.text) or blocks[i + 1].link_share < LINKS_SHARE:
            continue
        region = heading.node.parent.block if heading.node.parent else heading.node
        for done in range(i, len(blocks)):
            if region not in _lineage(blocks[done].node):
                break
            yield done


def _is_auxiliary(block: Block) -> bool:
    return block.node.role != Role.PLAIN


def _reads_well(block: Block) -> bool:
    return is_sentence(block.text) and block.link_share < LINKS_SHARE and not _is_around(block)


def _is_around(block: Block) -> bool:
    """Whether its words say that it belongs to what surrounds an article."""
    return is_menu(block.text) or is_legal(block.text)


def _is_aside(block: Block) -> bool:
    return _is_auxiliary(block) or block.link_share >= LINKS_SHARE or is_menu(block.text)


def _is_text(block: Block) -> bool:
    """Whether it is no aside; a paragraph may be one single link."""
    is_linked = block.link_share >= LINKS_SHARE and not is_sentence(block.text)
    return not (_is_auxiliary(block) or is_linked or is_menu(block.text))


def _is_paragraph(block: Block) -> bool:
    return is_sentence(block.text) and not _is_aside(block)


def _foot(blocks: Sequence[Block], kept: Sequence[int]) -> Iterator[int]:
    """The last kept blocks as far as they are a page's foot; in the midst of an article the same words are text."""
    for i in reversed(kept):
        if not is_legal(blocks[i].text):
            return
        yield i


def _between(blocks: Sequence[Block], kept: Sequence[int]) -> Iterator[int]:
    for left, right in pairwise(kept):
        if right - left > 1 and _are_near(blocks[left].node, blocks[right].node):
            yield from (i for i in range(left + 1, right) if not _is_aside(blocks[i]))


def _are_near(left: Node, right: Node) -> bool:
    """Whether both stand at most `NEAR_LEVELS` below one element."""
    above = {id(node) for node in _lineage(left)}
    return any(id(node) in above for node in _lineage(right))


def _lineage(node: Node | None) -> Iterator[Node]:
    """A block element and those around it, `NEAR_LEVELS` of them."""
    for _ in range(NEAR_LEVELS + 1):
        if node is None:
            return
        yield node
        node = node.parent.block if node.parent else None


def _beside(blocks: Sequence[Block], kept: Sequence[int]) -> Iterator[int]:
    """Blocks before the first and after the last kept one that stand in the very same element."""
    for index, step in ((kept[0], -1), (kept[-1], 1)):
        at = index + step
        while 0 <= at < len(blocks) and _are_siblings(blocks[at].node, blocks[index].node):
            if _is_aside(blocks[at]) or _is_around(blocks[at]):
                break
            yield at
            at += step


def _are_siblings(one: Node, other: Node) -> bool:
    return one is other or (
        one.parent is not None and other.parent is not None and one.parent.block is other.parent.block
    )


def _headlines(blocks: Sequence[Block], body: set[int], title: str | None) -> Iterator[int]:
    """Headings and what repeats the title, with the kicker before and the deck behind it."""
    last = max(body)
    for i, block in enumerate(blocks[:last]):
        is_heading = block.node.tag in ("h1", "h2") and not _is_auxiliary(block) and block.link_share < LINKS_SHARE
        if not _is_around(block) and (is_heading or _repeats(block.text, title)):
            yield i
            yield from _stack_around(blocks, i, last)


def _stack_around(blocks: Sequence[Block], headline: int, last: int) -> Iterator[int]:
    """The line before and the lines behind a headline that are close to it and say nothing of a menu or list."""
    behind = range(headline + 1, min(last, headline + 1 + PARTICULARS_BEFORE))
    for places in (range(headline - 1, max(-1, headline - 2), -1), behind):
        for i in places:
            if _is_aside(blocks[i]) or _is_around(blocks[i]) or not _are_near(blocks[i].node, blocks[headline].node):
                break
            yield i


def _repeats(text: str, title: str | None) -> bool:
    squeezed, wanted = "".join(text.split()), "".join((title or "").split())
    return len(squeezed) >= 4 and (squeezed == wanted or (len(squeezed) * 2 > len(wanted) and squeezed in wanted))


def _has_headline(kept: Sequence[Block], title: str) -> bool:
    """Whether the title is repeated, or another line stands before the first paragraph that looks like a headline."""
    wanted = "".join(title.split())
    if any(_repeats(block.text, title) or wanted in "".join(block.text.split()) for block in kept):
        return True
    opening = takewhile(lambda block: not is_sentence(block.text), kept)
    return any(is_headline(block.text) for block in opening)


def _particulars(blocks: Sequence[Block], kept: Sequence[int]) -> Iterator[int]:
    near = (
        *range(max(0, kept[0] - PARTICULARS_BEFORE), kept[0]),
        *range(kept[-1] + 1, kept[-1] + 1 + PARTICULARS_AFTER),
    )
    for i in near:
        if (
            i < len(blocks)
            and is_particulars(blocks[i].text)
            and not _is_around(blocks[i])
            and not _is_list_item(blocks[i])
        ):
            yield i


def _is_list_item(block: Block) -> bool:
    """Whether it is a line of a list of other articles, which may bear a date too."""
    return block.link_share >= LINKS_SHARE or (block.linked > 0 and block.node.tag in ("li", "dd"))


def _without(block: Block, runs: Sequence[Run]) -> Block:
    return replace(block, runs=tuple(run for run in block.runs if run not in runs)) if runs else block


def _buttons(source: str, block: Block) -> list[Run]:
    """The links in a line of particulars that are a menu's."""
    if not block.linked or is_sentence(block.text) or not is_particulars(block.text):
        return []
    runs = [run for run in block.runs if run.is_linked and is_menu(shown(source[run.start : run.end]))]
    return runs if len(runs) < len(block.runs) else []


def _dropped(source: str, blocks: Sequence[Block], kept: set[int]) -> Iterator[Dropped]:
    """The blocks that go, those that follow each other as one, and the buttons in those that stay."""
    for stays, group in groupby(enumerate(blocks), key=lambda numbered: numbered[0] in kept):
        run = [block for _, block in group]
        if stays:
            yield from (_button(source, button) for block in run for button in _buttons(source, block))
        else:
            yield Dropped("\n".join(block.text for block in run), run[0].start, run[-1].end)


def _button(source: str, run: Run) -> Dropped:
    return Dropped(shown(source[run.start : run.end]).strip(), run.start, run.end)
