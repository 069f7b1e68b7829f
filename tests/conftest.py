"""Fixtures that tests of several layers share."""

from __future__ import annotations

import datetime
from pathlib import Path

import hypothesis
import pytest

from schemas.settings import Settings
from tasks.batch import Batch, commit_of, process_batch
from tasks.derive import DERIVATIONS, derive
from tasks.discover import discover
from tasks.fingerprint import fingerprint
from tasks.plan import make_plan
from warehouse.connect import publish
from warehouse.store import Store

hypothesis.settings.register_profile("jianbao", deadline=None)
hypothesis.settings.load_profile("jianbao")

SAMPLES = Path(__file__).parents[1] / "samples" / "pages"


@pytest.fixture(scope="session")
def sample_warehouse(tmp_path_factory) -> Path:
    """The warehouse of samples/, loaded in this process without Prefect."""
    root = tmp_path_factory.mktemp("samples") / "warehouse"
    settings, store = Settings(), Store(root)
    plan = make_plan(list(discover([SAMPLES], settings.read)), {}, lambda source: fingerprint(source, settings))
    batch = Batch("run-00001", "run", root, datetime.datetime(2024, 4, 1), plan.items)
    with store.writing("run"):
        store.commit(commit_of(process_batch(batch, settings, lambda _: None), "run"))
        for derivation in DERIVATIONS:
            derive(store, derivation, "run")
    publish(store)
    return root
