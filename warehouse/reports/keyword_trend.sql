-- How does a keyword rise and fall?
-- One row a newspaper and month of which articles are loaded: the share of them that have the term among their first 20
-- keywords. The term is a slogan's canonical form, a new word, or a word. A month that is loaded in part counts by what
-- is there; small months give rough shares.
-- Chart: line x=month y=share color=newspaper
-- Parameters:
-- keyword: a slogan's canonical form, a new word, or a word
WITH asked AS (SELECT '高质量发展' AS keyword)

FROM keyword_trend((SELECT keyword FROM asked))
ORDER BY newspaper, month;
