-- Which days of which newspaper are loaded? One row a newspaper and day of which at least one article is there. What is
-- counted over time is counted over these days: a day without a row tells nothing. A day may be covered in part, see
-- coverage. Articles without newspaper or date are not counted.
-- Columns:
-- newspaper: as in articles
-- day: published_on of its articles
-- article_count: articles of that day
-- page_count: pages that they stand on
SELECT
    newspaper,
    published_on AS day,
    count(*) AS article_count,
    count(DISTINCT page_id) AS page_count
FROM articles
WHERE newspaper IS NOT NULL AND published_on IS NOT NULL
GROUP BY newspaper, published_on;
