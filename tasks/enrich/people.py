"""People: Chinese names by their make-up and surroundings, transcribed names by their characters.

A Chinese name is a hypothesis about some characters: that they are a family name and one or two
characters of a given name, rather than the words into which the text was cut. Both have a
probability; what stands around (a title, a verb of saying, another name) moves the balance.
"""

from __future__ import annotations

import math
import re
from collections import deque
from collections.abc import Iterable
from functools import lru_cache

from tasks.enrich.people_speaking import Candidate, is_division, titled_speakers, unknown_speakers
from tasks.enrich.text import (
    ADDRESS,
    FOREIGN,
    HOLDS_NAME,
    JAPANESE_NAME,
    SURNAME,
    TELLS,
    TITLE,
    FieldText,
)
from tasks.lang.gazetteer import gazetteer
from tasks.lang.geography import PLACE_SUFFIXES
from tasks.lang.people import (
    FAMOUS,
    IN_DOTTED_NAMES,
    JAPANESE_SURNAMES,
    MIDDLE_DOTS,
    NOT_PEOPLE,
    STRONGLY_TRANSCRIBING,
    TRANSCRIBING,
    name_weight,
    surname_of,
    text_weight,
)
from tasks.lang.places import register
from tasks.lang.vocabulary import characters, words
from tasks.lang.words import NAME_TAGS, UNKNOWN_TAG, dictionary

ACCEPT = 0.0
"""Log odds above which a hypothesis is taken; the bonuses below are on the same scale."""

BASE = 1.5
"""Log odds that an otherwise fitting run of characters is a name: found names score above -1.5 without context."""

AFTER_TITLE, BEFORE_ADDRESS, BEFORE_TITLE, BEFORE_VERB, IN_LIST, IN_CREDIT, AT_EDGE = 5.0, 3.0, 2.0, 2.5, 2.0, 6.0, 0.5
"""What each kind of surroundings adds to the log odds."""

MOST_AFTER = BEFORE_ADDRESS
"""The most that what stands behind a name adds: a hypothesis that even this doesn't save needs no look behind it."""

AFTER_BREAK = 0.5
"""What a mark or the start of the text before the name adds."""

NOT_LAST = -3.5
"""Added where the given name ends with a character that ends few names and many phrases."""

UNLIKELY_LAST = frozenset(
    characters(
        """
    的了和与及在等都也为是说对就到将被把向从以而但还又要有可能会已并让使给由于乘来去加即且因所之其该此这那每各某们者
    村镇乡县市省区州队厂店院校局部党团社站线道寺庙庄沟堡营雨赛杯球语人族教派帮家老总问答称表示委府官兵话员节税费获摄逼打击率夺负
    """
    )
)
"""Characters that rarely end a given name but often follow one or end other names."""

KNOWN_NAME = {("nrfg", 3): 8.0, ("nr", 3): 2.5, ("nrfg", 2): 3.0}
"""What jieba's dictionary adds by its tag and the length of the name; its nr holds much that is none."""

FAMOUS_NAME = 6.0
"""Log odds of the name of a person of history."""

MISTAGGED = -1.0
"""Added where jieba's dictionary holds a name under another part of speech, as it does with 周恩来."""

CUT_WORD = -2.0
"""Added where a name ends inside a word that the HMM made up."""

SPEECH = frozenset(
    words(
        """
    说 表示 指出 强调 认为 介绍 告诉 透露 宣布 要求 称 坦言 回忆 解释 补充 主持 出席 率领 率 会见 参加 来到 前往
    考察 调研 视察 讲话 致辞 致词 发言 担任 当选 告诉记者 接受 带领 带队 听取 察看 走进 介绍说 谈到 深有感触 感慨 笑
    笑着 问 答 讲 说道 签署 抵达 访问 会谈 陪同 作 作了 发表 荣获 获得 夺得 战胜 击败 摄 撰写 逝世 去世 病逝 出生
    毕业 生于 任 兼任 一行 等 今天 日前 昨天 在 于 向 对 与 和 同 及 、 ， 。 （ ） ： ； ”
    """
    )
)
"""Verbs whose subject is a person."""


def find_people(field: FieldText) -> list[Candidate]:
    """The names in a field that stand on their own evidence, in order; an unknown word that speaks may hold another."""
    found: list[Candidate] = []
    dotted = deque(dotted_names(field))
    done = 0
    for index in field.indexes(MAY_BEGIN_NAME):
        start = field.starts[index]
        while dotted and start >= dotted[0].start:
            found.append(dotted.popleft())
            done = found[-1].end
        if start >= done:
            in_list = bool(found) and start - found[-1].end <= 1 and field.text[found[-1].end : start] in SEPARATORS
            best = _best(field, index, in_list)
            if best is not None:
                found.append(best)
                done = best.end
    found += dotted
    found = _without_shorter((*found, *titled_speakers(field, found)))
    return _without_shorter((*found, *unknown_speakers(field, found)))


def _without_shorter(found: Iterable[Candidate]) -> list[Candidate]:
    """Of names that overlap the longest, of equally long ones the likeliest; in order."""
    kept: list[Candidate] = []
    for person in sorted(found):
        if kept and kept[-1].end > person.start:
            kept[-1] = max(kept[-1], person, key=lambda one: (one.end - one.start, one.odds))
        else:
            kept.append(person)
    return kept


MAY_BEGIN_NAME = SURNAME | FOREIGN | HOLDS_NAME | JAPANESE_NAME


SEPARATORS = frozenset(("、", " ", "\u3000", "和", "与", "及", "，"))
"""What stands between the names of a list."""


def _best(field: FieldText, index: int, in_list: bool) -> Candidate | None:
    """The best hypothesis for a name that begins with a word, if it is good enough."""
    classes = field.classes[index]
    if classes & HOLDS_NAME:
        start = field.starts[index]
        return Candidate(start, start + 3, BASE)
    other = (_foreign(field, index) if classes & FOREIGN else None) or (
        _japanese(field, index) if classes & JAPANESE_NAME else None
    )
    if other is not None and not (classes & SURNAME and other.odds < STRONG_FOREIGN and other.end - other.start < 4):
        return other
    if not classes & SURNAME:
        return None
    before = _before(field, index) + (IN_LIST if in_list else 0.0)
    if before < IN_LIST and _is_before_word(field, index):
        return other
    best: Candidate | None = None
    for start, end, odds in _hypotheses(field, index):
        if odds + BASE + before + MOST_AFTER <= ACCEPT or _says(field, end - 1):
            continue
        total = odds + BASE + before + _after(field, end)
        if total > ACCEPT and (best is None or total > best.odds):
            best = Candidate(start, end, total)
    return best or other


def _is_before_word(field: FieldText, index: int) -> bool:
    """Whether a single character stands before an everyday word or a mark, so that it begins no name by itself."""
    if len(field.words[index]) > 1:
        return False
    following = field.words[index + 1] if index + 1 < len(field.words) else ""
    return not "\u3400" <= following[:1] <= "\u9fff" or (
        len(following) > 1 and (len(following) > 2 or dictionary().frequency.get(following, 0) >= EVERYDAY)
    )


STRONG_FOREIGN = 4.0
"""Log odds below which a short transcribed name gives way to a Chinese one."""


def _hypotheses(field: FieldText, index: int) -> list[tuple[int, int, float]]:
    """Names that may begin with a word: their span, and their log odds against the words that were cut."""
    found: list[tuple[int, int, float]] = []
    words, starts, last = field.words, field.starts, index
    start = starts[index]
    surname = surname_of(field.text[start : start + 4])
    for end in (start + len(surname) + 1, start + len(surname) + 2):
        if end > starts[-1]:
            break
        while starts[last + 1] < end:
            last += 1
        is_cut = starts[last + 1] != end
        if is_cut and field.tags[last] != UNKNOWN_TAG:
            continue
        name = field.text[start:end]
        taken = (*words[index:last], words[last][: end - starts[last]]) if is_cut else tuple(words[index : last + 1])
        odds = _odds(name, taken) + (CUT_WORD if is_cut else 0.0)
        if odds > -math.inf:
            found.append((start, end, odds))
    return found


@lru_cache(maxsize=200_000)
def _odds(name: str, words: tuple[str, ...]) -> float:
    """Log odds of a name against the words that it would otherwise be; a place's full name is none."""
    weight = name_weight(name)
    if weight == -math.inf or name in register().named:
        return -math.inf
    known = dictionary()
    if name in FAMOUS:
        return FAMOUS_NAME
    if name in NOT_PEOPLE:
        return -math.inf
    if len(words) == 1 and len(name) > 2 and known.tags.get(name, UNKNOWN_TAG) not in NAME_TAGS | {UNKNOWN_TAG}:
        if known.tags[name] == "n" or _holds_word(name) or name[-1] in PLACE_SUFFIXES:
            return -math.inf
        return weight - text_weight(tuple(name)) + MISTAGGED
    if len(name) == 2 and len(words) == 1 and name in known.frequency:
        against = math.log(known.frequency[name]) - math.log(known.total)
    else:
        against = text_weight(words)
    if len(words) == 1:
        against = max(against, *(text_weight((name[:n], name[n:])) for n in range(1, len(name))))
        if name[-1] not in PLACE_SUFFIXES and not _holds_word(name):
            weight += KNOWN_NAME.get((known.tags.get(name, UNKNOWN_TAG), len(name)), 0.0)
    return weight - against + (NOT_LAST if name[-1] in UNLIKELY_LAST else 0.0)


def _holds_word(name: str) -> bool:
    """Whether two characters of a name of three are an everyday word: 高水平."""
    frequency = dictionary().frequency
    return len(name) == 3 and max(frequency.get(name[1:], 0), frequency.get(name[:2], 0)) >= EVERYDAY


EVERYDAY = 150
"""Occurrences in jieba's dictionary from which a word is an everyday one."""


def _before(field: FieldText, index: int) -> float:
    """What stands before a word adds to the odds that it begins a name."""
    if field.field == "byline":
        return IN_CREDIT
    at = index - 1
    if at < 0:
        return AFTER_BREAK
    if field.words[at] in (" ", "\u3000") and at > 0:
        at -= 1
    if field.classes[at] & TITLE:
        return AFTER_TITLE
    return 0.0 if "\u3400" <= field.words[at][0] <= "\u9fff" else AFTER_BREAK


def _after(field: FieldText, end: int) -> float:
    """What stands after a name adds to its odds."""
    if end >= len(field.text):
        return AT_EDGE
    index = field.word_at(end)
    if field.starts[index] != end:
        return BEFORE_VERB if _says(field, end) else -1.0
    classes = field.classes[index]
    if classes & ADDRESS:
        return BEFORE_ADDRESS
    word = field.words[index]
    if field.tags[index] == "d" and index + 1 < len(field.words) and len(field.words[index + 1]) > 1:
        word = field.words[index + 1] if field.words[index + 1] in SPEECH else word
    if word in SPEECH:
        return BEFORE_VERB if ("\u3400" <= word[0] <= "\u9fff" and len(word) > 1) or word in "说称问讲任摄" else AT_EDGE
    if classes & TITLE or (word == "副" and field.classes[min(index + 1, len(field.words) - 1)] & TITLE):
        return BEFORE_TITLE
    return AT_EDGE if not "\u3400" <= word[0] <= "\u9fff" else 0.0


SAYING_CHARACTERS = frozenset("问答说称讲")
"""Verbs of saying of one character, which jieba's HMM glues to the unknown name before them."""

AFTER_SAYING = ("：", ":", "，", ",", "“")
"""Marks behind such a verb."""


def _says(field: FieldText, offset: int) -> bool:
    """Whether the character at an offset is a verb of saying before a mark: 周牧/问：“…”."""
    text = field.text
    if text[offset] not in SAYING_CHARACTERS or text[offset + 1 : offset + 2] not in AFTER_SAYING:
        return False
    return field.tags[field.word_at(offset)] == UNKNOWN_TAG


SHORTEST_FOREIGN, LONGEST_FOREIGN = 2, 12
"""Characters of a transcribed name without its middle dots."""

LONGEST_PART = 8
"""Characters of a part of a dotted name."""

FOREIGN_BY_LENGTH = {2: -2.0, 3: 0.6, 4: 1.2}
"""Log odds of an unknown run of transcribing characters by its length; longer ones as four."""

BEFORE_PLACE_WORD = frozenset("州省县市郡镇村河岛山湖港区队社")
"""Characters behind a transcribed name that make it a place's or a team's."""


def _foreign(field: FieldText, index: int) -> Candidate | None:
    """A transcribed name without dots that begins with a word."""
    start = field.starts[index]
    end = _foreign_end(field, index)
    name = field.text[start:end]
    if not SHORTEST_FOREIGN <= len(name) <= LONGEST_FOREIGN or name in NOT_PEOPLE or is_division(name):
        return None
    if field.text[end : end + 1] in BEFORE_PLACE_WORD:
        return None
    odds = _foreign_odds(name) + _before(field, index) + _after(field, end)
    return Candidate(start, end, odds) if odds > ACCEPT else None


_DOTTED_PART = f"[{''.join(sorted(IN_DOTTED_NAMES))}]{{1,{LONGEST_PART}}}"
_DOTTED = re.compile(f"(?:{_DOTTED_PART}[{MIDDLE_DOTS}]){{1,4}}{_DOTTED_PART}")


def dotted_names(field: FieldText) -> list[Candidate]:
    """Names with middle dots, in order: whole words of transcribing characters on both sides of each dot."""
    found = []
    if any(dot in field.text for dot in MIDDLE_DOTS):
        for match in _DOTTED.finditer(field.text):
            first = min(match.group().index(dot) for dot in MIDDLE_DOTS if dot in match.group()) + match.start()
            last = max(match.group().rfind(dot) for dot in MIDDLE_DOTS) + match.start()
            start = field.starts[field.word_at(match.start())]
            start = start if start == match.start() else field.starts[field.word_at(match.start()) + 1]
            end = field.starts[field.word_at(match.end())]
            if start < first and end > last + 1:
                found.append(Candidate(start, end, BASE + AFTER_TITLE))
    return found


@lru_cache(maxsize=50_000)
def _foreign_odds(name: str) -> float:
    """Log odds that a run of transcribing characters is a person's name, without its surroundings."""
    if name in FAMOUS:
        return FAMOUS_NAME
    tag = dictionary().tags.get(name, UNKNOWN_TAG)
    strong = sum(char in STRONGLY_TRANSCRIBING for char in name)
    if (tag == "nr" and len(name) == 2 and strong < 2) or not (strong or tag == "nrt"):
        return -math.inf
    if tag == "ns":
        return PLACE_NAME if len(name) > 2 and name not in gazetteer().names else -math.inf
    return FOREIGN_BY_LENGTH.get(len(name), FOREIGN_BY_LENGTH[4])


PLACE_NAME = -1.5
"""Log odds of a transcribed name that jieba's dictionary calls a place's and no gazetteer knows."""


def _foreign_end(field: FieldText, index: int) -> int:
    """Where a run of transcribing words ends."""
    start = field.starts[index]
    while index < len(field.words) and field.starts[index + 1] - start <= LONGEST_PART:
        if not field.classes[index] & FOREIGN:
            break
        index += 1
    return field.starts[index + 1 if _ends_foreign(field, index, field.starts[index] - start) else index]


def _ends_foreign(field: FieldText, index: int, length: int) -> bool:
    """Whether a single character behind a transcribed run is its last: it may be in a transcription, and a verb follows."""
    if length < SHORTEST_RUN or index + 1 >= len(field.words) or field.words[index] not in TRANSCRIBING:
        return False
    return bool(field.classes[index + 1] & TELLS) or field.tags[index + 1] in ("d", "t", "p")


SHORTEST_RUN = 2
"""Characters of a transcribed run that a single character may end."""


JAPANESE = 3.0
"""Log odds of a Japanese family name with a word of two or three characters behind it."""


def _japanese(field: FieldText, index: int) -> Candidate | None:
    """A Japanese name: a family name with a given name as the next word, or alone beside a title."""
    start, end = field.starts[index], field.starts[index + 1]
    word = field.words[index]
    if word not in JAPANESE_SURNAMES:
        return None
    context = _before(field, index)
    if index + 1 < len(field.words):
        following = field.words[index + 1]
        is_given = len(following) in (2, 3) and "\u3400" <= following[0] <= "\u9fff"
        if is_given and not field.classes[index + 1] & (TITLE | ADDRESS) and following not in SPEECH:
            whole = field.starts[index + 2]
            odds = JAPANESE - BASE - AFTER_BREAK + context + _after(field, whole)
            if odds > JAPANESE:
                return Candidate(start, whole, odds)
    odds = context + _after(field, end) - JAPANESE / 2
    return Candidate(start, end, odds) if odds > ACCEPT else None
