"""Text that is shown one byte off is put back, and text that is not stays."""

import random
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.clean.frame_shift import restore_shifted_bytes
from tasks.clean.frame_shift_search import Search
from tasks.clean.readings import remove_readings
from tasks.clean.suspicious import find_suspicious
from tasks.rule import apply_edits


def restored(text: str) -> str:
    """The text after restoring bytes, then removing readings."""
    text = apply_edits(text, restore_shifted_bytes(text))
    return apply_edits(text, remove_readings(text))


def with_ascii_marks(text: str, codec: str = "gbk", sign: str = "?") -> str:
    """What a site shows that makes full-width marks ASCII byte by byte."""
    data = text.encode("gbk")
    for mark in "，！？：；":
        data = data.replace(mark.encode("gbk"), bytes([ord(mark) - 0xFEE0]))
    return data.decode(codec, "replace").replace("\ufffd", sign)


def with_reading(text: str, char: str, reading: str) -> str:
    """What a site shows that puts a reading after each hit of a character's bytes; the bracket may be swallowed."""
    data = text.encode("gbk").replace(char.encode("gbk"), char.encode("gbk") + b"(" + reading.encode("gbk") + b")")
    shown = data.decode("gbk", "replace")
    return shown.replace("\ufffd(", "?").replace("\ufffd", "?")


@pytest.mark.parametrize("sign", ["?", "\ufffd"])
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("他说：“水位已经退了。”村里的农民放心了，又下田去劳动。", id="full-stop-and-quotation-mark"),
        pytest.param("“大坝修好了。”“公路也通车了。”老人高兴地告诉记者。", id="quotation-marks-in-a-row"),
        pytest.param("上海好几个工厂都采用了这项技术，规模空前。", id="inside-words"),
    ],
)
def test_marks_made_ascii(text, sign):
    shown = with_ascii_marks(text, sign=sign)
    assert shown.count(sign) >= 1
    assert restored(shown).replace(",", "，").replace(":", "：") == text


@pytest.mark.parametrize(
    ("text", "char", "reading"),
    [
        pytest.param("老魯的介紹讓大家高興", "數", "shù", id="between-two"),
        pytest.param("日報記者到縣城採訪", "請", "qǐng", id="a-newspaper"),
        pytest.param("我們在前幾次會上談過", "冊", "cè", id="long-shift"),
    ],
)
def test_readings_put_between_bytes(text, char, reading):
    shown = with_reading(text, char, reading)
    assert shown != text
    assert restored(shown) == text


@pytest.mark.parametrize("codec", ["gb18030", "gbk"])
@pytest.mark.parametrize("sign", [b"?", b""], ids=["shown", "nothing-shown"])
def test_one_lost_lead_byte(codec, sign):
    text = "全县今年的粮食产量比去年增加一成，农民收入也增加了。"
    at = text.index("粮")
    data = text[:at].encode("gbk") + sign + text[at:].encode("gbk")[1:]
    shown = data.decode(codec, "replace").replace("\ufffd", "?")
    assert restored(shown) == text


def test_what_the_document_says_elsewhere_decides():
    text = "沱坝村的水渠修通了。昨天，沱坝村开了庆祝会。"
    at = text.rindex("沱")
    shown = (text[:at].encode("gbk") + b"?" + text[at:].encode("gbk")[1:]).decode("gb18030", "replace")
    assert restored(shown).startswith(text[:-1])


def test_a_determined_repair_is_certain_and_a_guess_is_not():
    certain = restore_shifted_bytes("昨天，日報(bào)記者到縣城。日?qǐng)?bào)記者在縣城。")
    data = "他姓李，住在城里的时候".encode("gbk")
    guess = restore_shifted_bytes((data[:4] + b"?" + data[5:]).decode("gb18030", "replace"))
    assert certain[0].confidence > 0.9
    assert all(edit.confidence < certain[0].confidence for edit in guess)


CLEAN = [
    pytest.param("真的吗?我不信!你说呢?!他说:行,走(快)吧;", id="half-width-marks"),
    pytest.param("是吗?iPhone 15和T恤、A股、卡拉OK、B超、维生素C", id="latin-letters"),
    pytest.param("饕餮、佼佼者、熠熠生辉、乒乓球、徜徉、尴尬、蝙蝠、觊觎", id="rare-words"),
    pytest.param("壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分", id="formal-numerals"),
    pytest.param("if (a[i] != b) { return x|y; } // 比较两个数组 a[i]", id="code"),
    pytest.param("什么?!?不会吧??你再说一遍???", id="many-question-marks"),
    pytest.param("优の良品、ω-3脂肪酸、α波、Ⅲ期工程、①号楼", id="other-scripts"),
    pytest.param("http://example.com/?q=新闻&p=2 查看?id=3", id="addresses"),
    pytest.param("大連市長訪問了臺灣，談笑風生；他買了T恤和e化設備。", id="traditional"),
    pytest.param("関係者によると、新聞の記事は本日発行された。", id="japanese"),
    pytest.param("翾翀、赟喆、祎珺、垚淼、昶玥等同学获奖", id="rare-names"),
]


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_stays(text):
    assert restore_shifted_bytes(text) == []


def test_generated_text_stays():
    words = re.findall("..", "全县粮食产量增长农民收入记者获悉工厂技术改造完成水库学校医院建设市场供应稳定")
    choose = random.Random(3)
    for _ in range(100):
        line = "".join(choose.choice([*words, "，", "?", "!", "2024", "GDP", "、"]) for _ in range(30))
        assert restore_shifted_bytes(line) == []


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        pytest.param("产量\ufffd万吨", ["lost_bytes"], id="replacement-character"),
        pytest.param("产量锟斤拷锟斤拷万吨", ["lost_bytes"], id="replacement-character-read-as-gbk"),
        pytest.param("烫烫烫烫烫烫", ["unwritten_memory"], id="unwritten-memory"),
        pytest.param("他端着烫烫的茶，屯田去了", [], id="words"),
    ],
)
def test_places_that_stay_lost_are_reported(text, reasons):
    assert [place.reason for place in find_suspicious(text)] == reasons


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.sampled_from("县的?!,\ufffd\x00\n(shù)鏄涓aB|\ue000ぎ氨瑵'\U0001f600“”。數報"), max_size=40))
def test_any_text_is_survived(text):
    edits = restore_shifted_bytes(text)
    assert edits == sorted(edits)
    assert all(0 <= e.start <= e.end <= len(text) for e in edits)
    assert all(a.end <= b.start for a, b in pairwise(edits))


def test_a_shift_that_begins_long_before_the_first_odd_character():
    text = "修通之後村裏的乾部和農民都説路修得好，收糧也快了。"
    at = text.index("村")
    shown = (text[:at].encode("gbk") + text[at:].encode("gbk")[1:]).decode("gb18030", "replace")
    assert shown[: at + 3] != text[: at + 3]
    assert restored(shown) == text


def test_a_letter_that_is_half_a_character_is_one_again():
    text = "新的圖書館昨天舉行開館儀式，市民們很高興。"
    at = text.index("舉")
    shown = (text[:at].encode("gbk") + text[at:].encode("gbk")[1:]).decode("gb18030")
    assert shown[at].isascii()
    assert restored(shown) == text


@pytest.mark.parametrize("letter", ["r值", "x光", "e化", "Z世代", "A股", "v字", "n次", "T恤"])
def test_letters_that_words_are_made_with_stay(letter):
    text = f"專家們昨天談到{letter}的問題，大家都認爲這個話題很有意思。"
    assert restore_shifted_bytes(text) == []


def paths_continued(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """The work of the search: how many paths it asked for what follows."""
    count = 0
    followers = Search._followers

    def counted(*given):
        nonlocal count
        count += 1
        return followers(*given)

    with monkeypatch.context() as patched:
        patched.setattr(Search, "_followers", counted)
        assert restore_shifted_bytes(text) == []
    return count


def test_the_search_of_a_senseless_text_grows_with_it_and_no_faster(monkeypatch):
    once, twice, four_times = (paths_continued("△獺" + "芋" * length, monkeypatch) for length in (24, 48, 96))
    assert once
    assert twice < 3 * once
    assert four_times < 6 * once


def test_a_paragraph_that_is_all_in_one_shift():
    text = "修好水渠以后，村里的干部和农民都说路也该修了，收粮的时候车子走得快，老人和孩子出门也方便。" * 20
    shown = text.encode("gbk")[1:].decode("gb18030", "replace")
    assert restored(shown)[1:] == text[1:]
