"""A writer killed at any moment loses nothing, doubles nothing, and shows nobody half a commit."""

from __future__ import annotations

from kill_store import run


def test_ten_kills(tmp_path):
    tally = run(10, tmp_path)
    assert tally.wrong == ()
    assert tally.kills == 10
    assert tally.commits > 10
