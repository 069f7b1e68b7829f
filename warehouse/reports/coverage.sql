-- Which issues and pages are there, and what is missing?
-- One row a newspaper and date. A page is missing if a later one is there or the issue says how many
-- it has; whether a day without any page had an issue is not known, so only the distance is given.
-- Chart: point x=published_on y=newspaper size=articles
WITH issues AS (
    SELECT
        newspaper,
        published_on,
        coalesce(list_sort(list(DISTINCT page_no) FILTER (page_no IS NOT NULL)), []) AS pages,
        greatest(coalesce(max(page_no), 0), coalesce(max(pages_in_issue), 0)) AS expected,
        coalesce(sum(page_count) FILTER (page_no IS NULL), 0)::BIGINT AS unnumbered_pages,
        sum(article_count)::BIGINT AS articles
    FROM coverage
    GROUP BY newspaper, published_on
)

SELECT
    newspaper,
    published_on,
    pages,
    list_filter(range(1, expected + 1), lambda page: NOT list_contains(pages, page)) AS missing_pages,
    unnumbered_pages,
    articles,
    published_on - lag(published_on) OVER (PARTITION BY newspaper ORDER BY published_on) AS days_since_last_issue
FROM issues
ORDER BY newspaper, published_on;
