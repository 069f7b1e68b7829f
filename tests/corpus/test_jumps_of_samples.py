"""The jumps of the sample pages, linked over files of one issue by the query and the code that a run uses."""

from __future__ import annotations

from warehouse.connect import connect, run_select


def test_the_sample_story_goes_on_in_another_file(sample_warehouse):
    sql = """SELECT one.headline, other.jump_from_page, one.source_id <> other.source_id AS is_elsewhere
        FROM jumps JOIN articles one ON one.article_id = from_article_id
        JOIN articles other ON other.article_id = to_article_id"""
    with connect(sample_warehouse) as connection:
        found = run_select(connection, sql).to_pylist()
    assert found == [
        {"headline": "抢抓“一湾三链”建设机遇 因地制宜发展新质生产力", "jump_from_page": 1, "is_elsewhere": True}
    ]
