-- Which articles are there, and read from what by which code and settings? One row an article, in the order of months,
-- then of articles. Nothing that was worked out of an article alone changes while its key is the same.
SELECT
    coalesce(strftime(published_on, '%Y-%m'), '') AS part,
    article_id,
    source_id,
    coalesce(fingerprint, '') AS key
FROM articles
LEFT JOIN fingerprints USING (source_id)
ORDER BY part, article_id;
