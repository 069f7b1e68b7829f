"""Mirror sites' damage to GBK text: lost bytes, after which the text is shown one byte off."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from schemas.document import Edit
from tasks.clean.frame_shift_moves import Moves
from tasks.clean.frame_shift_paths import LOST_SIGNS, MARKS, Document, Path, pieces
from tasks.clean.frame_shift_search import Search
from tasks.clean.readings import remove_readings
from tasks.lang.language_model import START, UNKNOWN_HAN, character_scores, language_model
from tasks.lang.repertoire import common_characters, plane

NEEDED_GAIN = 8.0
"""By how much (natural logarithm) a restored place must be likelier than the text as shown, costs of its moves included."""

NEEDED_WHERE_MARKED = 4.0
"""The same where a sign for a lost byte, or a reading out of place, shows that something was lost."""

TEMPERATURE = 2.2
"""Divides differences of scores before they become confidence; the dictionary's words are not independent."""

CONTEXT = 12
"""Characters before a suspicious place with which the search begins."""

REACH = 6
"""Characters before the first odd one in which a shift may have begun: half of a shift's characters look common."""

ODD = -9.0
"""Score for each character below which two of them read badly; in real text one pair in 15 does."""

LOST_CHARACTER = 10.0
"""Score of a character whose byte is gone, by and large."""

MOST_FRUITLESS = 200
"""Searches without result after which the rest of a document is left: it is damaged in another way, or not at all."""

HALF_CHARACTER = 3.0
"""The same where a sign says that a byte is gone: only the character that the shift cuts at its end is missing."""

DOCUMENT_SAMPLE = 200_000
"""Characters of the document that are counted as evidence."""

NUMERALS = "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億圆圓"
"""Formal numerals: rare, but next to each other."""

_PRINTED = (
    "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ①②③④⑤⑥⑦⑧⑨⑩┃│─━〈〉『』「」【】〖〗〔〕々〇ˉˇ¨〃‖±÷∶∧∨∑∏∪∩∈∷√⊥∥∠⌒⊙∫∮≡≌≈∽∝≠≮≯≤≥∞∵∴♂♀′″＄¤￠￡‰§№◎◇"
)
"""Signs that text may well have between two Han."""

_BEHIND_SIGN = re.compile(f"[{LOST_SIGNS}].{{0,20}}")
"""What a shift may have reached: the characters shown there say nothing about the script."""

_BEYOND = re.compile("[^\x00-\x7f]*")
SCRIPT_SAMPLE = 20_000
"""Characters that decide the document's script."""

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_LETTERS = f"a-zü{_TONED}"
_LETTER_SET = frozenset("abcdefghijklmnopqrstuvwxyzü" + _TONED)


class Place(NamedTuple):
    """A place that looks damaged: text[start:end], and whether a sign for a lost byte or a reading says so."""

    start: int
    end: int
    is_marked: bool


_SIGNS = re.compile(
    rf"""
    [{LOST_SIGNS}] (?:
        [{re.escape(MARKS)}]+ (?: [@-~]?[^\x00-\x7f] | $ | (?<=\?)(?=[A-Za-z]) )  # lost lead and a mark
      | [{_LETTERS}]{{1,6}}\)                                         # lost lead and a reading
      | (?<=[^\x00-\x7f].) (?: [^\x00-\x7f] | [@-~] )                # lost lead in the text
      | (?<![^\n].) [^\x00-\x7f]                                     # and at its begin
      | (?<=[^\x00-\x7f]\ufffd)                                       # lost trail
    )""",
    re.VERBOSE | re.MULTILINE,
)
_PRIVATE = re.compile("[\ue000-\uf8ff](?:(?<=[^\x00-\x7f].)|(?=[^\x00-\x7f]))")
_READING_END = re.compile(f"(?P<toned>[{_TONED}][{_LETTERS}]{{0,4}}\\))|(?P<bracket>\\([{_LETTERS}]{{1,6}}\\))")


def _marked_places(text: str) -> Iterator[Place]:
    """Where a sign for a lost byte, a character without a meaning, or a reading out of place stands."""
    for pattern in (_SIGNS, _PRIVATE):
        yield from (Place(*match.span(), True) for match in pattern.finditer(text))
    for match in _READING_END.finditer(text) if ")" in text else ():
        start = match.start()
        if match["bracket"] and start and "@" <= text[start - 1] <= "~":
            yield Place(start - 1, match.end(), True)
        elif match["toned"]:
            while start and text[start - 1] in _LETTER_SET:
                start -= 1
            if start and text[start - 1] > "\x7f":
                yield Place(start, match.end(), True)


@cache
def _unlikely() -> tuple[re.Pattern[str], ...]:
    """Neighbours that are rare together: the cheap test on all text. Clean pages match about once in 3,000 characters."""
    han = plane("gbk", range(0x81, 0xFF), (*range(0x40, 0x7F), *range(0x80, 0xFF))).values()
    scored = [
        (character_scores().get(c, UNKNOWN_HAN), c) for c in han if "\u4e00" <= c <= "\u9fff" and c not in NUMERALS
    ]
    rare, uncommon, rather = (
        "".join(sorted(c for score, c in scored if score < most)) for most in (-13.5, -12.0, -11.2)
    )
    other = plane("gb18030", range(0xA1, 0xAA), range(0xA1, 0xFF)).values()
    odd = "".join(sorted(c for c in set(other) - common_characters() - set(_PRINTED) if c < "\ue000"))
    patterns = (
        f"[{rare}].{{0,2}}[{rare}]",
        f"[{rather}]{{3}}",
        f"[{re.escape(odd)}](?<=[\u4e00-\u9fff].)(?=[\u4e00-\u9fff])",
        rf"[{uncommon}].?[@A-Z\[-~]",
        f"[{rather}].?[?]$",
        "[@-~](?<=[\u4e00-\u9fff].)(?=[^\x00-\x7f])",
    )
    return tuple(re.compile(pattern, re.MULTILINE) for pattern in patterns)


def restore_shifted_bytes(text: str) -> list[Edit]:
    """Restore text that is shown one byte off because bytes of GBK were lost.

    Sites replace bytes without regard for characters: full-width marks by ASCII ones, and a traditional
    character by itself and its reading. A hit across two characters takes a byte from each, and all that
    follows is read one byte off until an ASCII character. What was lost is put back where the mechanism
    tells it, and otherwise looked for by what reads best. Question marks and rare words stay.

    >>> from tasks.rule import apply_edits
    >>> damaged = "他说：“水位已经退了。”村里人清楚。".encode("gbk").replace("！".encode("gbk"), b"!").decode("gbk", "replace")
    >>> damaged
    '他说：“水位已经退了�!贝謇锶饲宄�。'
    >>> apply_edits(damaged, restore_shifted_bytes(damaged))
    '他说：“水位已经退了。”村里人清楚。'
    >>> restore_shifted_bytes("是吗?我用iPhone拍过佼佼者和饕餮。")
    []
    """
    document: Document | None = None
    edits: list[Edit] = []
    done = fruitless = 0
    for place in _suspects(text):
        if place.start < done or fruitless > MOST_FRUITLESS:
            continue
        document = document or _document(text)
        start = max(done, place.start - CONTEXT)
        moves = Moves(text, document, max(done, place.start - REACH), place.end - 1)
        search = Search(text, language_model(), document, moves)
        found, end = _restored(search, start, NEEDED_WHERE_MARKED if place.is_marked else NEEDED_GAIN)
        edits += found
        fruitless += not found
        done = end if found else done
    return edits


def shifted_places(text: str) -> Iterator[tuple[int, int]]:
    """Stretches (start, end) that read better one byte on, that is, seem to be shown one byte off."""
    return ((place.start, place.end) for place in _suspects(text))


@lru_cache(maxsize=1)
def _suspects(text: str) -> tuple[Place, ...]:
    """The places that are worth searching; the last answer is kept, for a text without repairs is asked about twice."""
    return tuple(place for place in _places(text) if _is_worth_searching(text, place))


def _places(text: str) -> list[Place]:
    unlikely = [Place(*match.span(), False) for pattern in _unlikely() for match in pattern.finditer(text)]
    return sorted([*_marked_places(text), *unlikely])


def _is_worth_searching(text: str, place: Place) -> bool:
    """Whether the surroundings read better one byte on, roughly; a sign before a reading is always searched."""
    if place.is_marked and text[place.end - 1] <= "\x7f":
        is_letter = text[place.start] in LOST_SIGNS and place.end == place.start + 2 and text[place.start + 1] >= "@"
        return not is_letter or _is_traditional(text) is True
    model = language_model()
    if place.end == place.start + 1 and text[place.start] <= "\x7f":
        if not _is_traditional(text):
            return False
        if not "A" <= text[place.start] <= "Z":
            return True
    behind = text[place.end - 1 : place.end + 1]
    if place.is_marked and all("\u4e00" <= c <= "\u9fff" for c in behind) and model.score(behind) < ODD * len(behind):
        return True
    low = max(text.rfind("\n", 0, place.start) + 1, place.start - REACH - 2)
    high = min(place.end + CONTEXT, *(n for n in (text.find("\n", place.start), len(text)) if n >= 0))
    shown = _running_scores(text[low:high])
    needed = shown[-1] + (HALF_CHARACTER if place.is_marked else LOST_CHARACTER)
    for start in (low, max(low, place.start - 2), place.end - 1):
        shifted, stop = _one_byte_on(text, start, high)
        moved = _running_scores(shifted)
        for at in range(start, max(start + 1, min(start + REACH, stop - 1))):
            if stop > start and shown[at - low] + moved[-1] - moved[min(at - start, len(moved) - 1)] > needed:
                return True
    return False


def _running_scores(text: str) -> list[float]:
    """Score of the text up to each of its places, from none to all of it."""
    model = language_model()
    readings = accumulate(text, model.read, initial=START)
    return [reading.scores[0] for reading in readings]


def _one_byte_on(text: str, start: int, end: int) -> tuple[str, int]:
    """text[start:end] from its second byte in GBK to the first ASCII character, and where that is.

    That character is included if it can be a second byte; what follows is as it is. A mark before `start`
    counts as the second byte of a full-width mark.
    """
    run = _BEYOND.match(text, start, end)
    stop = run.end() if run else start
    stop += "\x40" <= text[stop : min(stop + 1, end)] <= "\x7e"
    data = text[start:stop].encode("gb18030", "ignore")
    if text[start - 1 : start] in tuple(MARKS) and start:
        data = bytes((0, 0x80 + ord(text[start - 1]))) + data
    return data[1:].decode("gb18030", "ignore") + text[stop:end], stop


def _restored(search: Search, start: int, needed: float) -> tuple[list[Edit], int]:
    """The edits of the best path from `start`, none if it is not good enough, and where it ends."""
    paths, end = search.run(start)
    shown = search.untouched(start, end)
    if not paths or paths[0].score - shown.score < needed:
        return [], end
    best = paths[0]
    confidence = _confidence(best, paths[1:])
    return list(_edits(search.text, best, confidence)), end


def _confidence(best: Path, others: list[Path]) -> float:
    """How likely the best path is among those that were left, 0 to 1."""
    doubt = math.exp(-best.margin / TEMPERATURE)
    doubt += sum(math.exp((p.score - best.score) / TEMPERATURE) for p in others)
    return round(1 / (1 + doubt), 4)


def _edits(text: str, path: Path, confidence: float) -> Iterator[Edit]:
    """The stretches that a path changes."""
    start = end = -1
    after = ""
    for link in pieces(path.link):
        if link.after == text[link.start : link.end] and link.end > link.start:
            if start >= 0:
                yield Edit(start, end, after, confidence)
            start, after = -1, ""
            continue
        start = link.start if start < 0 else start
        end, after = link.end, after + link.after
    if start >= 0:
        yield Edit(start, end, after, confidence)


def _document(text: str) -> Document:
    """What the whole text says about its script and its words."""
    model = language_model()
    sample = text[:DOCUMENT_SAMPLE]
    plain = "".join(model.simplified.get(c, c) for c in re.sub(rf"\([{_LETTERS}]{{1,6}}\)", "", sample))
    counts = Counter(plain[i : i + n] for n in (1, 2, 3) for i in range(len(plain) - n + 1))
    keeps_undefined = re.search("[\ue000-\uf8ff]", sample) is not None
    return Document(counts, _is_traditional(text), bool(remove_readings(sample)), keeps_undefined)


@lru_cache(maxsize=1)
def _is_traditional(text: str) -> bool | None:
    """Whether the text is traditional; None where the characters that tell are too few or too mixed."""
    model = language_model()
    sample = _BEHIND_SIGN.sub("", text[:SCRIPT_SAMPLE])
    traditional = sum(c in model.simplified for c in sample)
    simplified = sum(c in model.only_simplified for c in sample)
    decided = 2 * max(traditional, simplified) > 3 * min(traditional, simplified) + 2
    return traditional > simplified if decided else None
