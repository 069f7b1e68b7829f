-- fail: Does every row about a piece of text stand where it says?
-- A hit is a row whose text is not what stands between char_start and char_end of its field.
-- Load the source again; if the hit comes back, the stage that makes the table has a bug: please report it.
-- Tables: article_id, source_id, field, text, char_start, char_end
SELECT
    article_id,
    field,
    char_start,
    char_end,
    text,
    cut(field_text(field, kicker, headline, deck, dateline, byline, body), char_start, char_end) AS found
FROM {table}
INNER JOIN articles USING (article_id)
WHERE text IS DISTINCT FROM cut(field_text(field, kicker, headline, deck, dateline, byline, body), char_start, char_end);
