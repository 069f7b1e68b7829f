-- fail: Do all offsets lie within their field?
-- A hit is a row whose range is empty, turned round, or reaches beyond its field, or whose field has no text.
-- Load the source again; if the hit comes back, the stage that makes the table has a bug: please report it.
-- Tables: article_id, source_id, field, char_start, char_end
SELECT
    article_id,
    field,
    char_start,
    char_end,
    length(field_text(field, kicker, headline, deck, dateline, byline, body)) AS field_length
FROM {table}
INNER JOIN articles USING (article_id)
WHERE
    char_start < 0
    OR char_end <= char_start
    OR char_end > coalesce(length(field_text(field, kicker, headline, deck, dateline, byline, body)), -1);
