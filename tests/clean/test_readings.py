"""Readings are removed where they are readings, and nowhere else."""

import pytest

from tasks.clean.readings import remove_readings
from tasks.rule import apply_edits


def cleaned(text: str) -> str:
    return apply_edits(text, remove_readings(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("縣(xiàn)長(zhǎng)到會(huì)", "縣長到會", id="after-each-character"),
        pytest.param("这条畲（shē）族古道", "这条畲族古道", id="full-width-brackets"),
        pytest.param("饕餮（tāo tiè）纹陶罐", "饕餮纹陶罐", id="a-word-in-syllables"),
        pytest.param("饕餮(tāotiè)纹陶罐", "饕餮纹陶罐", id="a-word-unbroken"),
        pytest.param("到西安（Xī'ān）去", "到西安去", id="capital-and-apostrophe"),
        pytest.param("同學們(men)", "同學們", id="neutral-tone"),
        pytest.param("率(lü4)先", "率先", id="tone-digit"),
        pytest.param("率(lu\u0308\u0300)先", "率先", id="combining-marks"),
        pytest.param("國(ㄍㄨㄛˊ)家", "國家", id="zhuyin-in-brackets"),
        pytest.param("國ㄍㄨㄛˊ家ㄐㄧㄚ", "國家", id="zhuyin-inline"),
        pytest.param("字 (zì)帖", "字帖", id="a-blank-before"),
    ],
)
def test_a_reading_is_removed(text, expected):
    assert cleaned(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("全县生产总值(GDP)增长", id="abbreviation"),
        pytest.param("跑了三公里(km)", id="unit"),
        pytest.param("他读（shì）而不读别的", id="reading-of-another-character"),
        pytest.param("注音符号ㄅㄆㄇㄈ", id="zhuyin-as-text"),
        pytest.param("卡拉(ok)", id="lower-case-latin"),
        pytest.param("海拔(a)图", id="letter"),
        pytest.param("（huì）会", id="before-the-character"),
    ],
)
def test_other_brackets_stay(text):
    assert cleaned(text) == text


def test_an_unlisted_reading_goes_only_from_an_annotated_text():
    lone = "乙(jià)"
    annotated = "長(zhǎng)" * 10 + lone
    assert cleaned(lone) == lone
    assert cleaned(annotated) == "長" * 10 + "乙"
    assert remove_readings(annotated)[-1].confidence < 1


def test_a_reading_put_astride_a_character_and_a_letter_goes():
    shown = "醫院命令I(lǐng)CU加床，會(huì)議討論。"
    assert apply_edits(shown, remove_readings(shown)) == "醫院命令ICU加床，會議討論。"
    assert remove_readings("他唱K(kèi)歌") == []
