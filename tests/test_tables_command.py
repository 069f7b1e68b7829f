"""`jianbao tables`: everything that a snapshot shows, with an example that runs."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.commands.tables import entries
from warehouse.connect import connect, run_select
from warehouse.examples import EXAMPLES, example_of

ENTRIES = list(entries())


@pytest.mark.parametrize("name", [entry.name for entry in ENTRIES])
def test_the_example_asks_the_entry_and_runs(name, sample_warehouse):
    assert name in example_of(name)
    with connect(sample_warehouse) as connection:
        assert run_select(connection, example_of(name)).num_columns > 0


def test_no_example_is_left_of_what_is_gone():
    assert set(EXAMPLES) <= {entry.name for entry in ENTRIES}


def test_everything_that_is_published_is_listed(sample_warehouse):
    listed = CliRunner().invoke(app, ["tables"], env={"COLUMNS": "200"}).output
    with connect(sample_warehouse) as connection:
        published = run_select(connection, "SELECT table_name FROM information_schema.tables").to_pylist()
    names = {row["table_name"] for row in published} - {"published"}
    assert [name for name in names if f"{name} (" not in listed] == []


def test_one_table_is_shown_with_its_columns():
    shown = CliRunner().invoke(app, ["tables", "quantities"], env={"COLUMNS": "200"}).output
    assert "base_value" in shown
    assert "what is counted, as printed" in shown


def test_an_unknown_name_is_refused_with_those_there_are():
    refused = CliRunner().invoke(app, ["tables", "quantity"])
    assert "quantities" in str(refused.exception)
