"""A worker that dies once costs nothing but time; a source at which one dies twice is quarantined."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from schemas.settings import Settings
from tasks import stages
from tasks.batch import Batch
from tasks.pool import WorkerLost
from tests.fabricate import NOON


@dataclass
class DyingPool:
    """A pool whose calls end as given, then well."""

    losses: list[WorkerLost]
    lost: list[tuple[tuple[int, str], ...]] = field(default_factory=list)

    def call(self, _function: Any, batch: Any, *_: Any, **__: Any) -> Any:
        self.lost.append(batch.lost)
        if self.losses:
            raise self.losses.pop(0)
        return "done"


def load(monkeypatch, *losses: tuple[int, str]) -> list[tuple[tuple[int, str], ...]]:
    """What was given up before each call for a batch of three sources."""
    monkeypatch.setattr(stages, "get_run_logger", lambda: logging.getLogger("test"))
    items: Any = tuple(SimpleNamespace(source=SimpleNamespace(name=str(n))) for n in range(3))
    pool = DyingPool([WorkerLost(*loss) for loss in losses])
    stages.load_batch.fn(Batch("b-00001", "r", Path("/w"), NOON, items), Settings(), pool)
    return pool.lost


@pytest.mark.parametrize(
    ("losses", "given_up"),
    [
        pytest.param([(1, "worker_died")], (), id="died once"),
        pytest.param([(-1, "worker_died")], (), id="died before the first source"),
        pytest.param([(1, "worker_died"), (2, "worker_died")], (), id="died at two"),
        pytest.param([(1, "worker_died")] * 2, ((1, "worker_died"),), id="died twice at one"),
        pytest.param([(1, "timeout")], ((1, "timeout"),), id="hung"),
        pytest.param([(1, "out_of_memory")], ((1, "out_of_memory"),), id="needs too much memory"),
    ],
)
def test_what_is_given_up_after_losses(monkeypatch, losses, given_up):
    assert load(monkeypatch, *losses)[-1] == given_up


def test_workers_that_die_before_their_first_source_fail_the_batch(monkeypatch):
    with pytest.raises(WorkerLost):
        load(monkeypatch, (-1, "worker_died"), (-1, "worker_died"))
