-- Which issues and pages are there, and what is missing?
-- One row a newspaper and day of which a page is loaded, or on which an issue is missing. A page is missing if a later one is
-- there, an article goes on there, or the issue says how many it has; an issue is missing if issue numbers or the paper's
-- weekdays say that there was one. Broken pages have no article, or less than half of their text in articles. An issue is
-- complete if it says how many pages it has, and has them.
-- Chart: point x=published_on y=newspaper color=status
SELECT
    newspaper,
    published_on,
    CASE
        WHEN bool_or(status = 'issue missing') THEN 'issue missing'
        WHEN bool_or(status = 'missing') THEN 'pages missing'
        WHEN bool_or(status = 'broken') THEN 'broken'
        WHEN bool_or(status = 'jump unresolved') THEN 'jump unresolved'
        WHEN count(page_no) = 0 THEN 'page numbers unknown'
        WHEN max(pages_in_issue) IS NULL THEN 'no gap known'
        ELSE 'complete'
    END AS status,
    coalesce(list(DISTINCT page_no ORDER BY page_no) FILTER (page_count > 0 AND page_no IS NOT NULL), []) AS pages,
    coalesce(list(page_no ORDER BY page_no) FILTER (status = 'missing'), []) AS missing_pages,
    coalesce(list(page_no ORDER BY page_no) FILTER (status = 'broken' AND page_no IS NOT NULL), []) AS broken_pages,
    coalesce(sum(page_count) FILTER (page_no IS NULL), 0)::BIGINT AS unnumbered_pages,
    sum(unresolved_jumps)::BIGINT AS unresolved_jumps,
    sum(article_count)::BIGINT AS articles
FROM coverage
GROUP BY newspaper, published_on
ORDER BY newspaper, published_on;
