"""The gate under the quality figures: floors rise freely and fall only with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.eval.gate import (
    Floors,
    LoweredError,
    Lowering,
    Status,
    compare,
    load_floors,
    raised,
    rounded_down,
    save_floors,
)

FLOORS = Floors({"names.people": 0.9})


@pytest.mark.parametrize(
    ("figures", "ran", "status"),
    [
        pytest.param({"names.people": 0.9004}, ["names"], Status.OK, id="at the floor"),
        pytest.param({"names.people": 0.95}, ["names"], Status.RISEN, id="above it"),
        pytest.param({"names.people": 0.899}, ["names"], Status.BELOW, id="below it"),
        pytest.param({}, ["names"], Status.VANISHED, id="figure gone"),
        pytest.param({}, [], Status.SKIPPED, id="scorer did not run"),
    ],
)
def test_status_of_a_figure(figures: dict[str, float], ran: list[str], status: Status) -> None:
    assert [line.status for line in compare(figures, FLOORS, ran)] == [status]


def test_a_figure_without_floor_does_not_fail() -> None:
    (line,) = compare({"names.places": 0.1}, Floors({}), ["names"])
    assert (line.status, line.fails) == (Status.NEW, False)


def test_raising_takes_new_and_risen_figures() -> None:
    lines = compare({"names.people": 0.9519, "names.places": 0.5}, FLOORS, ["names"])
    assert raised(FLOORS, lines, None).floors == {"names.people": 0.951, "names.places": 0.5}


def test_raising_keeps_floors_of_scorers_that_did_not_run() -> None:
    assert raised(FLOORS, compare({}, FLOORS, []), None) == FLOORS


def test_lowering_without_a_reason_is_refused() -> None:
    with pytest.raises(LoweredError, match=r"names\.people fell from 0\.9 to 0\.5"):
        raised(FLOORS, compare({"names.people": 0.5}, FLOORS, ["names"]), None)


def test_lowering_with_a_reason_stays_on_record() -> None:
    moved = raised(FLOORS, compare({"names.people": 0.5}, FLOORS, ["names"]), "the reference was wrong")
    assert moved.lowered == (Lowering("names.people", 0.9, 0.5, "the reference was wrong"),)


def test_floors_survive_the_file(tmp_path: Path) -> None:
    floors = Floors({"a.b": 0.5}, (Lowering("c.d", 1.0, None, "figure dropped"),))
    save_floors(floors, tmp_path / "floors.json")
    assert load_floors(tmp_path / "floors.json") == floors


@given(st.floats(0, 1))
def test_a_floor_never_asks_for_more_than_was_reached(figure: float) -> None:
    floors = raised(Floors({}), compare({"a.b": figure}, Floors({}), ["a"]), None)
    assert not any(line.fails for line in compare({"a.b": figure}, floors, ["a"]))


def test_rounding_is_down_by_less_than_a_thousandth() -> None:
    assert rounded_down(0.97449) == 0.974


def test_committed_floors_are_shares() -> None:
    assert all(0 <= floor <= 1 for floor in load_floors().floors.values())
