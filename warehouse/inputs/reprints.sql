-- What do the wanted stories say, jumps joined? One row a story, in the order of months, then of articles.
SELECT
    coalesce(strftime(published_on, '%Y-%m'), '') AS part,
    article_id,
    body
FROM stories
SEMI JOIN wanted USING (article_id)
ORDER BY part, article_id;
