"""The language model tells what print would say from what it would not."""

import pytest

from tasks.lang.language_model import START, language_model


@pytest.mark.parametrize(
    ("likely", "unlikely"),
    [
        pytest.param("粮食产量增加", "粮食广量增加", id="a-wrong-character"),
        pytest.param("糧食產量增加", "糧食廣量增加", id="traditional"),
        pytest.param("会议今天开幕。", "会议今天开幕鏄", id="a-rare-character"),
    ],
)
def test_words_score_higher_than_accidents(likely, unlikely):
    model = language_model()
    assert model.score(likely) > model.score(unlikely) + 3


def test_both_scripts_score_the_same():
    model = language_model()
    assert model.score("糧食產量增加") == pytest.approx(model.score("粮食产量增加"))


def test_reading_on_gives_the_score_of_the_whole():
    model = language_model()
    reading = START
    for char in "水库开闸放水":
        reading = model.read(reading, char)
    assert reading.score == model.score("水库开闸放水")
