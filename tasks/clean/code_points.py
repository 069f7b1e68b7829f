"""Code points that stand for another character: radicals, private use, invisible ones, full-width Latin.

The radical table is read from the Unicode data that Python carries where it has them (Kangxi
radicals) and states the rest (Unicode's EquivalentUnifiedIdeograph.txt, the supplement block).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from schemas.document import Edit

_KANGXI: Final = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}

_SUPPLEMENT_START: Final = 0x2E81
_SUPPLEMENT: Final = (
    "厂乛乚乙亻冂\U00020628刀刂卜㔾小小兀尣尢\U00021bc2巳幺彑\U0002b739忄心扌攵"
    "\0旡日月歺母民氵氺灬爫爫丬牛犭王\U00024d14目示礻\U00025ad7糹纟罓罒㓁冗\U0002626b羊\U0002634c\U0002634b耂肀聿肉\U00026951"
    "艹艹艹虎衤覀西见角\U000278b2讠贝\U00027fb7车辶辶辶邑钅長镸长门\U00028e0f阝雨青韦页风飞食\U0002967f飠饣\U00029810马骨鬼鱼鸟卤麦黄黾"
    "斉齐歯齿竜龙龜亀龟"
)
"""The unified ideographs of U+2E81 to U+2EF3 in order; NUL where the block has a hole (U+2E9A)."""

_RADICALS: Final = _KANGXI | {chr(_SUPPLEMENT_START + at): char for at, char in enumerate(_SUPPLEMENT) if char != "\0"}
_RADICAL = re.compile("[\u2e81-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5]+")


def unify_radicals(text: str) -> Iterator[Edit]:
    """Write radicals as the characters that they look like.

    PDF fonts map the glyph of 白 to Kangxi radical U+2F69 or that of 长 to radical supplement U+2ED3;
    no search finds the word then. Strokes (U+31C0 and on) stay: they stand in texts about writing.

    >>> list(unify_radicals("⽩城⻓街"))
    [Edit(start=0, end=1, after='白', confidence=1.0), Edit(start=2, end=3, after='长', confidence=1.0)]
    >>> list(unify_radicals("白城长街"))
    []
    """
    for match in _occurrences(_RADICAL, text):
        yield Edit(match.start(), match.end(), match.group().translate(_RADICAL_TABLE))


_RADICAL_TABLE: Final = str.maketrans(_RADICALS)


def _gbk_private_use() -> dict[str, str]:
    """Characters that GBK kept in the private use area until Unicode had them.

    The two-byte codes FE50 to FEA0 were U+E815 on in that order, see GB 18030-2005 annex E; what
    Python's codec still decodes to private use got its code point in GB 18030-2005 and -2022.
    """
    trails = [trail for trail in range(0x50, 0xA1) if trail != 0x7F]
    known = {}
    for at, trail in enumerate(trails):
        char = bytes((0xFE, trail)).decode("gb18030")
        known[chr(0xE815 + at)] = _LATE_ADDITIONS.get(char, char)
    return {old: new for old, new in known.items() if not "\ue000" <= new <= "\uf8ff"}


_LATE_ADDITIONS: Final = {
    "\ue816": "\U00020087",
    "\ue817": "\U00020089",
    "\ue818": "\U000200cc",
    "\ue81e": "\u9fb4",
    "\ue826": "\u9fb5",
    "\ue82b": "\u9fb6",
    "\ue82c": "\u9fb7",
    "\ue831": "\U000215d7",
    "\ue832": "\u9fb8",
    "\ue83b": "\U0002298f",
    "\ue843": "\u9fb9",
    "\ue854": "\u9fba",
    "\ue855": "\U000241fe",
    "\ue864": "\u9fbb",
}

_SYMBOL_FONT: Final = {
    "\uf06c": "●",
    "\uf06e": "■",
    "\uf075": "◆",
    "\uf076": "❖",
    "\uf09f": "•",
    "\uf0a7": "▪",
    "\uf0b7": "•",
    "\uf0d8": "➢",
    "\uf0e8": "➔",
    "\uf0fc": "✓",
}
"""Bullets of the fonts Symbol and Wingdings, which word processors write at F000 + the font's code."""

_GBK_SPACE: Final = {"\ue5e5": "\N{IDEOGRAPHIC SPACE}"}
"""GBK A3A0, typed as a full-width space on web pages."""

_PRIVATE_USE: Final = _gbk_private_use() | _SYMBOL_FONT | _GBK_SPACE
_PRIVATE = re.compile("[" + "".join(sorted(_PRIVATE_USE)) + "]+")
_PRIVATE_TABLE: Final = str.maketrans(_PRIVATE_USE)


def replace_private_use(text: str) -> Iterator[Edit]:
    r"""Write private-use characters of known meaning as what they mean.

    Three sources are certain: the 80 characters of GBK that had no code point of their own, its
    full-width space, and the bullets of symbol fonts in word processors' output. Any other
    private-use character belongs to some font that we do not have, and stays.

    >>> [edit.after for edit in replace_private_use("\uf06c要闻")]
    ['●']
    >>> list(replace_private_use("\ue123要闻"))
    []
    """
    for match in _occurrences(_PRIVATE, text):
        yield Edit(match.start(), match.end(), match.group().translate(_PRIVATE_TABLE))


_INVISIBLE = re.compile(
    "["
    r"\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f"  # controls, tab and line ends apart
    r"\u00ad\u034f\u061c\u180e"  # soft hyphen, grapheme joiner, Mongolian vowel separator
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # zero width, direction, word joiner, byte order mark
    r"\ufff9-\ufffb\U000e0000-\U000e007f"  # annotation anchors, tags
    r"\ufe00-\ufe0f\U000e0100-\U000e01ef"  # variation selectors
    "]+"
)
_EMOJI = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff]")
_EMOJI_JOINERS = frozenset("\N{ZERO WIDTH JOINER}\N{VARIATION SELECTOR-16}")


def remove_invisible(text: str) -> Iterator[Edit]:
    r"""Remove characters that print nothing: controls, zero-width spaces, soft hyphens, direction marks.

    They come from web pages' line-break hints, copy protection, word processors and broken decoders,
    and cut words in two for every search. Tabs and line feeds stay, and so do the joiners that hold
    an emoji together.

    >>> list(remove_invisible("新\u200b质"))
    [Edit(start=1, end=2, after='', confidence=1.0)]
    >>> list(remove_invisible("新\t质"))
    []
    """
    for match in _occurrences(_INVISIBLE, text):
        if not (_EMOJI_JOINERS.issuperset(match.group()) and _EMOJI.match(text, max(match.start() - 1, 0))):
            yield Edit(match.start(), match.end(), "")


_FULL_DIGITS_AND_LETTERS: Final = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_FULL_SIGN: Final = str.maketrans("．％＋－＝／＠＿＆", ".%+-=/@_&")
_FULL = "０-９Ａ-Ｚａ-ｚ"
_FULL_WIDTH = re.compile(f"[{_FULL}][{_FULL}]*")
_SIGN = re.compile("[．％＋－＝／＠＿＆]")
_ALPHANUMERIC = re.compile(f"[0-9A-Za-z{_FULL}]")


def narrow_alphanumerics(text: str) -> Iterator[Edit]:
    """Write full-width digits and Latin letters half-width, with the signs that stand between them.

    Typesetting systems and older databases store every character of a Chinese page full-width.
    Full-width punctuation, brackets and quotation marks are right in Chinese and stay.

    >>> [(edit.start, edit.after) for edit in narrow_alphanumerics("增长４．５％，达ＧＤＰ")]
    [(2, '4'), (3, '.'), (4, '5'), (5, '%'), (8, 'GDP')]
    >>> list(narrow_alphanumerics("（一）增长：5%"))
    []
    """
    edits = [
        Edit(match.start(), match.end(), match.group().translate(_FULL_DIGITS_AND_LETTERS))
        for match in _occurrences(_FULL_WIDTH, text)
    ]
    signs = [
        Edit(match.start(), match.end(), match.group().translate(_FULL_SIGN))
        for match in _occurrences(_SIGN, text)
        if _is_between_alphanumerics(text, match.start())
    ]
    yield from sorted(edits + signs) if signs else edits


def _is_between_alphanumerics(text: str, at: int) -> bool:
    """Whether a sign stands between digits or letters; a percent sign needs one before it only."""
    if at == 0 or not _ALPHANUMERIC.match(text, at - 1):
        return False
    return text[at] == "％" or _ALPHANUMERIC.match(text, at + 1) is not None


_PRESENTATION: Final = {
    **dict(zip("︐︑︒︓︔︕︖︗︘︙", "，、。：；！？〖〗…", strict=True)),
    **dict(zip("︰︱︳︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄", "：—_（）｛｝〔〕【】《》〈〉「」『』", strict=True)),
    **dict(zip("﹐﹑﹒﹔﹕﹖﹗﹙﹚﹛﹜﹝﹞", "，、.；：？！（）｛｝〔〕", strict=True)),
    **dict(zip("｡｢｣､･", "。「」、·", strict=True)),
}
"""Vertical, small and half-width forms of Chinese punctuation, and the ordinary ones."""

_PRESENTED = re.compile("[" + "".join(_PRESENTATION) + "]+")
_PRESENTATION_TABLE: Final = str.maketrans(_PRESENTATION)


def unify_presentation_forms(text: str) -> Iterator[Edit]:
    """Write vertical, small and half-width forms of Chinese punctuation as the ordinary marks.

    Vertical setting, Big5 and half-width Japanese encodings have their own code points for them.
    Circled and bracketed numbers (①, ㈠) are characters of their own and stay.

    >>> [edit.after for edit in unify_presentation_forms("︵完︶")]
    ['（', '）']
    >>> list(unify_presentation_forms("①（完）"))
    []
    """
    for match in _occurrences(_PRESENTED, text):
        yield Edit(match.start(), match.end(), match.group().translate(_PRESENTATION_TABLE))


CHUNK: Final = 512
"""Characters normalised at a time: reordering marks is quadratic in the length of a run of them."""


def compose_characters(text: str) -> Iterator[Edit]:
    """Bring the text into Unicode's normal form C: compatibility ideographs, letters with loose accents.

    Korean and Taiwanese encodings have some characters twice (U+F9E9 is 里); PDF tools split ü into
    u and a mark. NFKC is not applied: it would turn （ ， ： into half-width marks and ② into 2.

    >>> list(compose_characters("\\uf9e9程"))
    [Edit(start=0, end=1, after='里', confidence=1.0)]
    >>> list(compose_characters("第②条，见（二）"))
    []
    """
    start = 0
    while start < len(text):
        end = _safe_cut(text, min(start + CHUNK, len(text)))
        piece = text[start:end]
        if not unicodedata.is_normalized("NFC", piece):
            yield from _compose(piece, start)
        start = end


def _safe_cut(text: str, at: int) -> int:
    """The first place from `at` on, within one chunk, where no mark follows."""
    for cut in range(at, min(at + CHUNK, len(text))):
        if _is_starter(text[cut]):
            return cut
    return min(at + CHUNK, len(text))


def _is_starter(char: str) -> bool:
    """Whether normal form C never joins the character to one before it."""
    return (
        char < "\u0300"
        or "\u4e00" <= char <= "\u9fff"
        or (unicodedata.combining(char) == 0 and not "\u0900" <= char <= "\u11ff")
    )


def _compose(piece: str, offset: int) -> Iterator[Edit]:
    """The edits within one chunk, one for each character with its marks."""
    start = 0
    for end in range(1, len(piece) + 1):
        if end == len(piece) or _is_starter(piece[end]):
            cluster = piece[start:end]
            composed = unicodedata.normalize("NFC", cluster)
            if composed != cluster:
                yield Edit(offset + start, offset + end, composed)
            start = end


_CLASSES: Final = (_RADICAL, _PRIVATE, _INVISIBLE, _PRESENTED, _SIGN)
_ODD = re.compile("[" + _FULL + "".join(pattern.pattern.rstrip("+")[1:-1] for pattern in _CLASSES) + "]")


def _occurrences(pattern: re.Pattern[str], text: str) -> Iterable[re.Match[str]]:
    """The matches of a pattern whose every match has an odd character; one pass is saved if the text has none."""
    return pattern.finditer(text) if pattern.search(_odd_characters(text)) else ()


@lru_cache(maxsize=1)
def _odd_characters(text: str) -> str:
    """The characters of a text, each once, that some rule of this module may replace.

    One pass instead of one for each rule; the last answer is kept, since rules without edits hand on
    the same text.
    """
    return "".join(set(_ODD.findall(text)))
