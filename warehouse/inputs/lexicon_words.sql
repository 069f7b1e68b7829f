-- How often does each word stand in a body? One row a word.
SELECT word, count(*) AS occurrences
FROM (SELECT unnest(words) AS word FROM words)
GROUP BY word;
