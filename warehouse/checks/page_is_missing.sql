-- fail: Is every page there that other rows speak of?
-- A hit is a row with a page_id that `pages` does not have. Rejections are left out: a page that failed stands there whole.
-- Load the source again: its rows are replaced in all tables at once.
-- Tables: page_id, source_id
-- Except: rejections
SELECT
    page_id,
    source_id
FROM {table}
WHERE page_id NOT IN (SELECT page_id FROM pages);
