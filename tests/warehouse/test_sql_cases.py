"""Views, macros and canned questions: rows in, rows out, one file a case.

`views/<view>/<case>.yaml` is asked `FROM <view> ORDER BY ALL`, `macros/<macro>/<case>.yaml` by its `select`,
`questions/<report>/<case>.yaml` with the report's own query. `given` names the columns that matter, the rest is made up; `expect` is the answer in order. A view of many
columns may be asked for some of them, or by another query: `select` stands for `FROM <view>`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import fabricate
import pytest
import yaml

from schemas import DERIVED_TABLES
from tasks.load import write_batch
from tasks.load.arrow import to_arrow
from warehouse.catalog import FOLDER, VIEWS
from warehouse.connect import connect, run_select
from warehouse.derived import write_derived
from warehouse.records import Commit, WrittenBatch
from warehouse.store import Store

HERE = Path(__file__).parent
KINDS = ("views", "macros", "questions")
CASES = [path for kind in KINDS for path in sorted((HERE / kind).glob("*/*.yaml"))]
REPORTS = sorted(path.stem for path in (FOLDER / "reports").glob("*.sql"))


def as_row(table: str, given: dict[str, Any]) -> Any:
    """A made-up row with the given values; lists of plain values become tuples."""
    return fabricate.row(table, **{name: tuple(v) if isinstance(v, list) else v for name, v in given.items()})


def load(root: Path, given: dict[str, list[dict[str, Any]]]) -> None:
    store = Store(root)
    rows = {table: [as_row(table, row) for row in listed] for table, listed in given.items()}
    sources = (fabricate.source("/made-up", "made-up"), *rows.get("sources", ()))
    derived = {table: rows.pop(table.name) for table in DERIVED_TABLES if table.name in rows}
    with store.writing("case"):
        files = write_batch(root, "case", rows)
        store.commit(Commit("case", "", (WrittenBatch("case", files, sources),)))
        for table, of_table in derived.items():
            store.replace_derived(write_derived(store, table, [to_arrow(table, of_table)], "made up"), "case")


@pytest.mark.parametrize("path", CASES, ids=[f"{path.parent.name}-{path.stem}" for path in CASES])
def test_case(path, tmp_path):
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    load(tmp_path, case["given"])
    name = path.parent.name
    asked = f"{case.get('select', f'FROM {name}')} ORDER BY ALL"
    is_question = path.parent.parent.name == "questions"
    sql = (FOLDER / "reports" / f"{name}.sql").read_text(encoding="utf-8") if is_question else asked
    with connect(tmp_path) as connection:
        assert run_select(connection, sql).to_pylist() == case["expect"]


@pytest.mark.parametrize(("kind", "names"), [("views", VIEWS), ("questions", REPORTS)], ids=["views", "questions"])
def test_every_view_and_question_has_a_case(kind, names):
    assert {path.parent.name for path in CASES if path.parent.parent.name == kind} == set(names)
