-- fail: Is every text field of an article made of its spans of clean_text?
-- A hit is a piece that differs from its place in the field, a gap that is more than a newline or a blank, a
-- field that goes on behind its last span, or a body without spans. Other fields without spans were stated
-- by the source, not printed on the page.
-- Load the source again; if the hit comes back, the splitter has a bug: please report it.
WITH fields AS (
    SELECT
        article_id,
        page_id,
        field,
        CASE field
            WHEN 'column_name' THEN column_name
            WHEN 'highlights' THEN array_to_string(highlights, chr(10))
            ELSE field_text(field, kicker, headline, deck, dateline, byline, body)
        END AS whole
    FROM articles
    CROSS JOIN (
        SELECT unnest(
            ['body', 'headline', 'kicker', 'deck', 'dateline', 'byline', 'column_name', 'highlights']
        ) AS field
    )
),

spans AS (
    SELECT
        article_id,
        span.field AS field,
        span.field_start AS field_start,
        span.clean_start AS clean_start,
        span.clean_end AS clean_end
    FROM (SELECT article_id, unnest(spans) AS span FROM articles)
),

pieces AS (
    SELECT
        fields.article_id,
        fields.field,
        whole,
        field_start,
        cut(clean_text, clean_start, clean_end) AS piece,
        coalesce(lag(field_start + clean_end - clean_start) OVER placed, 0) AS piece_before_end,
        lead(field_start) OVER placed IS NULL AS is_last
    FROM fields
    INNER JOIN spans USING (article_id, field)
    INNER JOIN pages USING (page_id)
    WINDOW placed AS (PARTITION BY fields.article_id, fields.field ORDER BY field_start)
)

SELECT
    article_id,
    field,
    field_start,
    piece,
    substring(whole, field_start + 1, length(piece)) AS found
FROM pieces
WHERE
    whole IS NULL
    OR piece <> substring(whole, field_start + 1, length(piece))
    OR field_start < piece_before_end
    OR trim(substring(whole, piece_before_end + 1, field_start - piece_before_end), chr(10) || ' ') <> ''
    OR field_start - piece_before_end > 1
    OR (is_last AND field_start + length(piece) <> length(whole))
UNION ALL
SELECT
    article_id,
    'body',
    NULL,
    NULL,
    body
FROM articles
WHERE body <> '' AND article_id NOT IN (SELECT article_id FROM spans WHERE field = 'body');
