-- fail: Is every article there that other rows speak of?
-- A hit is a row with an article_id that `articles` does not have.
-- Load the source again: its rows are replaced in all tables at once.
-- Tables: article_id, source_id
SELECT
    article_id,
    source_id
FROM {table}
WHERE article_id IS NOT NULL AND article_id NOT IN (SELECT article_id FROM articles);
