-- How often does each word stand in the bodies of the wanted articles, and in how many? One row a month and word, in order.
SELECT
    part,
    word,
    count(*) AS occurrences,
    count(DISTINCT article_id) AS articles
FROM (
    SELECT coalesce(strftime(published_on, '%Y-%m'), '') AS part, article_id, unnest(words) AS word
    FROM wanted_words
    INNER JOIN (SELECT article_id, published_on FROM wanted_articles) USING (article_id)
)
GROUP BY part, word
ORDER BY part, word;
