-- Which pages of which issue are there, and how much is on them? One row a newspaper, date and page number.
-- A page that is missing between others shows as a gap in page_no, or against pages_in_issue; what
-- the view can't know is whether a day without any page had an issue, and how many pages an issue
-- had that does not print it. Unknown newspapers, dates and page numbers are null and stay.
-- Columns:
-- newspaper: as in pages
-- published_on: as in pages
-- page_no: as in pages
-- page_name: 版名, where printed
-- pages_in_issue: number of pages that the issue says it has; null if no page of it does
-- page_count: pages loaded under this number; more than 1 if it was dumped twice, or cut into parts
-- article_count: articles on them
-- char_count: characters of their bodies
-- unresolved_jumps: jump marks on them (下转, 上接) whose other end has not been found in the warehouse
SELECT
    newspaper,
    published_on,
    page_no,
    min(page_name) AS page_name,
    max(max(pages_in_issue)) OVER (PARTITION BY newspaper, published_on) AS pages_in_issue,
    count(*) AS page_count,
    coalesce(sum(article_count), 0)::BIGINT AS article_count,
    coalesce(sum(char_count), 0)::BIGINT AS char_count,
    coalesce(sum(unresolved_jumps), 0)::BIGINT AS unresolved_jumps
FROM pages
LEFT JOIN (
    SELECT
        page_id,
        count(*) AS article_count,
        sum(char_count) AS char_count,
        count(*) FILTER (jump_to_page IS NOT NULL AND goes_on IS NULL)
        + count(*) FILTER (jump_from_page IS NOT NULL AND comes_from IS NULL) AS unresolved_jumps
    FROM articles
    LEFT JOIN (SELECT from_article_id AS article_id, true AS goes_on FROM jumps) USING (article_id)
    LEFT JOIN (SELECT to_article_id AS article_id, true AS comes_from FROM jumps) USING (article_id)
    GROUP BY page_id
) USING (page_id)
GROUP BY newspaper, published_on, page_no;
