"""The benchmark's stages and its tables, on a corpus of a few pages."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from benchmarks.__main__ import Measurement, best_of, table_of_costs
from benchmarks.corpus import CorpusSize, write_corpus
from benchmarks.processes import Cost
from benchmarks.stages import JIEBA, STAGES, StageCosts, measure


def _measurement(cpu_seconds: float) -> Measurement:
    stages = StageCosts({"clean": 1.0, JIEBA: 2.0}, 2_000_000, 0)
    return Measurement(2, CorpusSize(300, 2_000_000), Cost(cpu_seconds, 0), 4.0, stages, {"articles": 500_000})


def test_every_stage_and_jieba_are_measured(tmp_path: Path) -> None:
    size = write_corpus(tmp_path / "corpus", 5, megabytes=0.02)
    costs = measure(tmp_path / "corpus", tmp_path)
    assert costs.cpu_seconds.keys() == {*STAGES, JIEBA}
    assert costs.size_bytes == size.size_bytes


def test_start_up_is_taken_off_the_ingest() -> None:
    assert _measurement(10.0).per_megabyte == 3.0


def test_the_best_round_is_shown() -> None:
    assert best_of([_measurement(9.0), _measurement(8.0)]).ingest.cpu_seconds == 8.0


def test_costs_are_printed_with_their_ratio_to_jieba() -> None:
    console = Console(record=True, width=100)
    console.print(table_of_costs([_measurement(10.0)]))
    (ratio,) = (line for line in console.export_text().splitlines() if "ingest / jieba" in line)
    assert "3.000" in ratio
