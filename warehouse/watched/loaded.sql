-- What has a run loaded? One row a newspaper and day.
-- Parameters: the run's run_id
SELECT
    newspaper,
    published_on,
    count(DISTINCT page_id) AS pages,
    count(article_id) AS articles
FROM pages
LEFT JOIN (SELECT article_id, page_id FROM articles) USING (page_id)
WHERE source_id IN (SELECT source_id FROM sources WHERE run_id = ? AND status = 'loaded')
GROUP BY newspaper, published_on
ORDER BY newspaper NULLS LAST, published_on NULLS LAST;
