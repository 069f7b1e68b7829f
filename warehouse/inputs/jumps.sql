-- Which parts may a jump join? One row an article that has a jump mark, or stands on a page that a mark
-- of its issue names: the other end may have lost its own mark. In the order of issues, then of articles.
-- An issue is a newspaper's day. A page that lacks one of the two, or both, is taken for a part of the only
-- issue that fits it in its source, else in its folder (or archive). Where none fits or several do, pages of the
-- same day in a folder that all don't say whose they are stay together, and others within their source.
WITH places AS (
    SELECT
        source_id,
        regexp_replace(coalesce(uri || '!/' || member, uri), '[^/]*$', '') AS folder
    FROM sources
    WHERE status IN ('loaded', 'empty')
),

pages_seen AS (
    SELECT DISTINCT
        page_id,
        source_id,
        coalesce(folder, source_id) AS folder,
        newspaper,
        published_on
    FROM articles
    LEFT JOIN places USING (source_id)
),

only_issues AS (
    SELECT
        scope,
        newspaper,
        published_on,
        min(whose || ' ' || of_day::VARCHAR) AS issue
    FROM (
        SELECT
            unnest([source_id, folder]) AS scope,
            newspaper,
            published_on,
            newspaper AS whose,
            published_on AS of_day
        FROM pages_seen
        WHERE newspaper IS NOT NULL AND published_on IS NOT NULL
    )
    GROUP BY GROUPING SETS ((scope, published_on), (scope, newspaper), (scope))
    HAVING count(DISTINCT whose) = 1 AND count(DISTINCT of_day) = 1
),

issues AS (
    SELECT
        page_id,
        coalesce(
            pages_seen.newspaper || ' ' || pages_seen.published_on::VARCHAR,
            in_source.issue,
            in_folder.issue,
            CASE WHEN pages_seen.newspaper IS NULL THEN folder || ' ' || pages_seen.published_on::VARCHAR END,
            source_id
        ) AS issue
    FROM pages_seen
    LEFT JOIN only_issues AS in_source
        ON
            source_id = in_source.scope
            AND pages_seen.newspaper IS NOT DISTINCT FROM in_source.newspaper
            AND pages_seen.published_on IS NOT DISTINCT FROM in_source.published_on
    LEFT JOIN only_issues AS in_folder
        ON
            folder = in_folder.scope
            AND pages_seen.newspaper IS NOT DISTINCT FROM in_folder.newspaper
            AND pages_seen.published_on IS NOT DISTINCT FROM in_folder.published_on
),

parts AS (
    SELECT
        issue,
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
    INNER JOIN issues USING (page_id)
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
