-- Which pages of which issue are there, which are missing, which are broken? One row a newspaper, date and page number, and
-- one without a page number for each issue that is missing as a whole. A page is missing if the issue says how many it has,
-- a later one is there, or an article goes on there or comes from there; pages above 400 are not believed, and an issue that
-- says nothing of its pages may have had more. A page that is there without its number has a row without one, and may be the
-- one that is missing. Unknown newspapers and dates are null and stay.
-- Columns:
-- newspaper: as in pages
-- published_on: as in pages
-- page_no: as in pages
-- status: present; broken (no article, or less than half of the text in articles and captions); jump unresolved; missing; issue missing
-- page_name: 版名, where printed
-- pages_in_issue: number of pages that the issue says it has; null if no page of it does
-- page_count: pages loaded under this number; more than 1 if it was dumped twice, or cut into parts, or stands in sections
-- article_count: articles on them
-- char_count: characters of their bodies
-- unresolved_jumps: jump marks on them (下转, 上接) whose other end has not been found in the warehouse
-- text_share: share of their text that stands in articles and captions; null for a page without text
WITH of_articles AS (
    SELECT
        page_id,
        count(*) AS article_count,
        sum(char_count) AS char_count,
        sum(char_count + length(concat(kicker, headline, deck, dateline, byline, column_name))) AS told_count,
        count(*) FILTER (jump_to_page IS NOT NULL AND goes_on IS NULL)
        + count(*) FILTER (jump_from_page IS NOT NULL AND comes_from IS NULL) AS unresolved_jumps,
        max(greatest(jump_to_page, jump_from_page)) AS last_page
    FROM articles
    LEFT JOIN (SELECT from_article_id AS article_id, true AS goes_on FROM jumps) USING (article_id)
    LEFT JOIN (SELECT to_article_id AS article_id, true AS comes_from FROM jumps) USING (article_id)
    GROUP BY page_id
),

of_captions AS (
    SELECT page_id, sum(length(text)) AS caption_count
    FROM captions
    GROUP BY page_id
),

there AS (
    SELECT
        newspaper,
        published_on,
        page_no,
        min(page_name) AS page_name,
        max(pages_in_issue) AS pages_in_issue,
        count(*) AS page_count,
        coalesce(sum(article_count), 0)::BIGINT AS article_count,
        coalesce(sum(char_count), 0)::BIGINT AS char_count,
        coalesce(sum(unresolved_jumps), 0)::BIGINT AS unresolved_jumps,
        (coalesce(sum(told_count), 0) + coalesce(sum(caption_count), 0))
        / nullif(sum(offset_map[-1].clean_end), 0) AS text_share,
        max(last_page) AS last_page
    FROM pages
    LEFT JOIN of_articles USING (page_id)
    LEFT JOIN of_captions USING (page_id)
    GROUP BY newspaper, published_on, page_no
),

of_issues AS (
    SELECT
        newspaper,
        published_on,
        max(pages_in_issue) AS pages_in_issue,
        unnest(range(1, least(coalesce(greatest(max(page_no), max(pages_in_issue), max(last_page)), 0), 400) + 1)) AS page_no
    FROM there
    WHERE newspaper IS NOT NULL AND published_on IS NOT NULL
    GROUP BY newspaper, published_on
),

expected AS (
    SELECT newspaper, published_on, page_no, pages_in_issue, 'missing' AS status
    FROM of_issues
    ANTI JOIN there USING (newspaper, published_on, page_no)
    UNION ALL
    SELECT newspaper, published_on, NULL AS page_no, NULL AS pages_in_issue, 'issue missing' AS status
    FROM issues
    WHERE status = 'missing'
)

SELECT
    newspaper,
    published_on,
    page_no,
    CASE
        WHEN article_count = 0 OR text_share < 0.5 THEN 'broken'
        WHEN unresolved_jumps > 0 THEN 'jump unresolved'
        ELSE 'present'
    END AS status,
    page_name,
    max(pages_in_issue) OVER (PARTITION BY newspaper, published_on) AS pages_in_issue,
    page_count,
    article_count,
    char_count,
    unresolved_jumps,
    round(least(text_share, 1), 4) AS text_share
FROM there
UNION ALL
SELECT
    newspaper,
    published_on,
    page_no,
    status,
    NULL AS page_name,
    pages_in_issue,
    0 AS page_count,
    0 AS article_count,
    0 AS char_count,
    0 AS unresolved_jumps,
    NULL AS text_share
FROM expected;
