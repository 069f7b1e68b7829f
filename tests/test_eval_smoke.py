"""The evaluation runs on what ships with the repository, end to end."""

from __future__ import annotations

import pytest

from tests.eval import __main__ as evaluation
from tests.eval.samples_errors import article_errors, page_errors
from tests.eval.samples_scores import likeness, matches, sample_pages, scores


def test_every_sample_figure_is_a_share() -> None:
    assert all(0 <= figure <= 1 for figure in scores().values())


def test_every_readable_sample_gives_its_pages() -> None:
    assert len(sample_pages()) == 13


def test_figures_are_printed_beside_their_floors(capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluation.main(["samples_scores"]) == 0
    assert "samples_scores.page.script" in capsys.readouterr().out


def test_an_unknown_scorer_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        evaluation.main(["sample"])
    assert "no scorer named sample" in capsys.readouterr().err


def test_differences_are_listed_when_a_figure_is_not_full() -> None:
    listed = [*page_errors(), *(error for pair in matches() for error in article_errors(pair))]
    assert bool(listed) == any(figure < 1 for figure in scores().values())


def test_likeness_of_different_bodies_is_low() -> None:
    assert likeness("渔船回港避风", "茶农开园采茶") < 0.1
