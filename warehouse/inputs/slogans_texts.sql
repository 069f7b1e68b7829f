-- In which texts may a term stand? One row an article: all its texts, in any order.
SELECT article_id, concat_ws(chr(10), kicker, headline, deck, body) AS text
FROM articles;
