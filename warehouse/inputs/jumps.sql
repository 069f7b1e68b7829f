-- Which parts may a jump join? One row an article that has a jump mark, or stands on a page that a mark
-- of its issue names: the other end may have lost its own mark. In the order of issues, then of articles.
-- An issue is a newspaper's day; where either is unknown, the pages of one source.
WITH parts AS (
    SELECT
        coalesce(newspaper || ' ' || published_on::VARCHAR, source_id) AS issue,
        article_id,
        page_id,
        newspaper,
        published_on,
        page_no,
        jump_to_page,
        jump_from_page,
        kind,
        concat_ws(' ', kicker, headline, deck) AS title,
        dateline IS NOT NULL OR column_name IS NOT NULL AS has_own_start,
        authors,
        left(body, 400) AS opening,
        right(body, 400) AS ending
    FROM articles
),

named AS (
    SELECT issue, jump_to_page AS page_no FROM parts WHERE jump_to_page IS NOT NULL
    UNION
    SELECT issue, jump_from_page FROM parts WHERE jump_from_page IS NOT NULL
)

SELECT *
FROM parts
WHERE
    jump_to_page IS NOT NULL
    OR jump_from_page IS NOT NULL
    OR (issue, page_no) IN (FROM named)
ORDER BY issue, article_id;
