"""Speakers without a personal name: bodies, countries, papers, people told by what they are."""

from __future__ import annotations

import re

from tasks.enrich.statements_reading import SEPARATORS, Reading, Subject
from tasks.enrich.statements_words import BEFORE_TELLING, DISTRUSTED_SUBJECTS, PREPOSITIONS, SPEAKER_ENDS, SPEAKERS
from tasks.enrich.text import FieldText, NameFound
from tasks.lang.geography import COUNTRIES
from tasks.lang.people import surname_of
from tasks.lang.words import UNKNOWN_TAG, is_glued


def unnamed(reading: Reading, begin: int, end: int) -> Subject | None:
    """A body, or people without a name, with whom a clause begins.

    The first word for such behind which the phrase ends, or the next one if only words that qualify stand between:
    甲国一位不愿透露姓名的官员.
    """
    field = reading.field
    index = field.word_at(begin)
    if field.starts[index] != begin or (field.words[index] in DISTRUSTED_SUBJECTS and field.words[index + 1] != "们"):
        return None
    is_led = is_glued(field.words[index], field.tags[index])
    if _is_company(field, index) or (is_led and field.text[begin] != SOURCE):
        return None
    begin += is_led
    bodies = _bodies_by_end(reading, begin, end)
    end = _without_manner(field, begin, end)
    first, broken = index, False
    found: int | None = None
    while index < len(field.words) and field.starts[index + 1] <= end and index - first < LONGEST_PHRASE:
        is_attribute = index == first and field.tags[index] == "v" and _speaks(field, index + 1)
        broken = (broken or (_breaks(field, index) and not is_attribute)) and field.words[index] != "的"
        if (
            not (found is None and broken)
            and (field.starts[index + 1] in bodies or _speaks(field, index))
            and _ends_phrase(field, index + 1, end)
        ):
            if found is not None and not _qualifies(field, found + 1, index):
                break
            found = index
        index += 1
    if found is None:
        return _by_characters(field.text, begin, end)
    stop = field.starts[found + 1]
    if stop - begin > LONGEST_SPEAKER:
        cut = field.text.rfind("《", begin, stop) if field.words[found] == "》" else -1
        begin = cut if cut > begin else max(begin, field.text.rfind("的", begin, stop - 1) + 1)
    whole = _bodies(reading, begin, stop)
    if field.text[begin] == "的":
        return None
    if len(whole) > 1:
        return Subject(begin, stop, whole)
    return Subject(begin, stop, (), field.text[begin:stop], whole[0] if whole else None)


SOURCE = "据"
"""The preposition whose object speaks: 据青禾中学介绍."""

COMPANY = frozenset(("和", "与", "跟", "同"))
"""Words behind which stands with whom somebody acts, where nobody is named before them: 一会儿和老乡握手."""


def _is_company(field: FieldText, index: int) -> bool:
    """Whether a phrase tells with whom the subject of an earlier clause acts."""
    if index and field.words[index - 1] in COMPANY:
        return True
    following = field.words[index + 1] if index + 1 < len(field.words) else ""
    return following in COMPANY and (field.tags[index] in ("d", "t") or field.words[index] == "一会儿")


def _bodies(reading: Reading, begin: int, end: int) -> tuple[NameFound, ...]:
    """The bodies of which a phrase is a list and nothing else: 甲市委、市政府."""
    names = [n for n in reading.names_in(begin, end) if n.end <= end and n.kind != "person"]
    at = begin
    for name in names:
        if name.start != at and reading.field.text[at : name.start] not in SEPARATORS:
            return ()
        at = name.end
    return tuple(names) if names and at == end and names[0].start == begin else ()


LONGEST_SPEAKER = 20
"""Characters of a phrase for a speaker, beyond which what stands before its last 的 is left out."""


def _by_characters(text: str, begin: int, end: int) -> Subject | None:
    """People without a name where jieba cuts across the words: 两/国外/长."""
    words = text[begin:end].rstrip(BEFORE_VERB)
    if (
        not 3 <= len(words) <= LONGEST_CUT_ACROSS
        or not OBJECT_MARKS.isdisjoint(words)
        or words[0] in "同在从由为以按据"
        or not words.endswith(SPEAKERS)
    ):
        return None
    return Subject(begin, begin + len(words), (), words) if _HAN_LIST.fullmatch(words) else None


OBJECT_MARKS = frozenset("对向把将被")
"""Characters of prepositions: who stands behind one does not speak, 连声向来客说."""

BEFORE_VERB = "也还均都又则曾一致首先分别"
"""Characters of adverbs that may stand between such words and their verb."""

LONGEST_CUT_ACROSS = 10
"""Characters of the longest such phrase."""

_HAN_LIST = re.compile(r"[\u4e00-\u9fff、]+")


def _bodies_by_end(reading: Reading, begin: int, end: int) -> frozenset[int]:
    """Where bodies and countries end that are named in a stretch of text."""
    names = (n for n in reading.names_in(begin, end) if n.end <= end)
    return frozenset(n.end for n in names if n.kind == "organization" or n.text in COUNTRIES)


def _without_manner(field: FieldText, begin: int, end: int) -> int:
    """The end of a clause without the word that says how, 风趣地, or a verb that goes with the one behind: 评论."""
    index = field.word_at(end - 1)
    if field.words[index] in BEFORE_TELLING and field.starts[index] > begin and field.words[index - 1] != "的":
        return field.starts[index]
    if field.text[end - 1] != "地":
        return end
    index = field.word_at(end - 1)
    at = field.starts[index] if field.starts[index] < end - 1 else field.starts[index - 1]
    return max(begin, at)


LONGEST_PHRASE = 24
"""Words of the longest phrase for somebody without a name."""


def _breaks(field: FieldText, index: int) -> bool:
    """Whether a word ends a phrase, unless a 的 behind it makes it part of what qualifies the next noun."""
    word, tag = field.words[index], field.tags[index]
    return word in PREPOSITIONS or word in ("了", "着", "过") or (tag == "v" and not word.endswith(SPEAKERS))


def _qualifies(field: FieldText, index: int, last: int) -> bool:
    """Whether the words up to the last one qualify it: nouns and 相关, or a clause that begins with 一位 and ends with 的."""
    between = field.words[index:last]
    if not between or _names_paper(field, index, last):
        return True
    if field.tags[index] in ("m", "q") or between[0] in ("不", "该", "某"):
        return "的" in between or len(between) == 1
    return all(word in GOES_ON or field.tags[index + n] in QUALIFYING_TAGS for n, word in enumerate(between))


def _names_paper(field: FieldText, index: int, last: int) -> bool:
    """Whether the words up to the last one tell which paper it is whose title that one closes: 会议通过的《…》."""
    between = field.words[index:last]
    return field.words[last] == "》" and "《" in between[1:] and between[between.index("《") - 1] == "的"


QUALIFYING_TAGS = frozenset(("n", "nt", "ns", "nz", "ng", "k", "j", "vn", "b", "nr", "nrt", "s", "f", "a", UNKNOWN_TAG))
"""Parts of speech that may stand between two nouns of one phrase."""


PHRASE_TAGS = frozenset(("n", "nt", "ns", "nz", "ng", "k", "j", "vn", "b"))
"""Parts of speech with which a noun phrase goes on."""


def _speaks(field: FieldText, index: int) -> bool:
    """Whether a word is one for people, a body or a paper that may speak."""
    if index >= len(field.words):
        return False
    word = field.words[index]
    if len(word) == 2 and word[0] in "老小" and surname_of(word[1]):
        return True
    if word.startswith("发表"):
        return False
    if word.endswith(SPEAKERS):
        return True
    return word[-1] in SPEAKER_ENDS and field.tags[index] in ("n", "nt", "nz", "ns", "k", "ng", "l", UNKNOWN_TAG)


GOES_ON = frozenset(
    (
        "的",
        "、",
        "和",
        "与",
        "及",
        "或",
        "之",
        "是",
        "》",
        "们",
        "相关",
        "有关",
        "主要",
        "方面",
        "内部",
        "驻",
        "（",
        "）",
    )
)
"""Words behind a noun with which its phrase goes on."""


def _ends_phrase(field: FieldText, index: int, end: int) -> bool:
    """Whether a noun phrase ends before a word."""
    if index >= len(field.words) or field.starts[index] >= end:
        return True
    word = field.words[index]
    if word.startswith("发表"):
        return True
    return word not in GOES_ON and field.tags[index] not in PHRASE_TAGS and word != "《"
