-- In how many articles of a month does each slogan stand? One row a month and slogan, in order.
SELECT coalesce(strftime(published_on, '%Y-%m'), '') AS part, canonical, count(DISTINCT article_id) AS articles
FROM slogans
INNER JOIN (SELECT article_id, published_on FROM articles) USING (article_id)
GROUP BY part, canonical
ORDER BY part, canonical;
