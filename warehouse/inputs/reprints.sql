-- What do the wanted stories say, jumps joined? One row a story, in the order of months, then of articles.
SELECT
    coalesce(strftime(published_on, '%Y-%m'), '') AS part,
    story_id AS article_id,
    body
FROM (
    SELECT story_id, string_agg(joined_body, '' ORDER BY place) AS body
    FROM story_texts
    WHERE story_id IN (SELECT article_id FROM wanted)
    GROUP BY story_id
)
INNER JOIN (SELECT article_id, published_on FROM wanted_articles) ON story_id = article_id
ORDER BY part, article_id;
