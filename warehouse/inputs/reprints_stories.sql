-- Which whole stories are there, jumps joined? One row a story, in the order of months, then of articles, with what the
-- order of time needs; the body is the same while its key is.
SELECT
    coalesce(strftime(published_on, '%Y-%m'), '') AS part,
    article_id,
    source_id,
    key,
    newspaper,
    published_on
FROM articles
INNER JOIN story_keys ON story_id = article_id
ORDER BY part, article_id;
