"""Writers, a maintainer and readers at once: every reader sees one state, and keeps it as long as it reads."""

from __future__ import annotations

import crowd


def test_forty_reads_beside_two_writers_and_a_maintainer(tmp_path, monkeypatch):
    monkeypatch.setattr(crowd, "KEPT_SECONDS", 0.5)
    tally = crowd.run(40, tmp_path)
    assert tally.wrong == ()
    assert tally.reads >= 40
    assert tally.turns > 1
