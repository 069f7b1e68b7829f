-- fail: Do an article's words make up its body?
-- A hit is an article whose words, joined, are another text than its body, or which has not one tag a word.
-- Load the source again; if the hit comes back, the cutting of words has a bug: please report it.
SELECT
    article_id,
    body,
    array_to_string(words, '') AS joined
FROM words
INNER JOIN articles USING (article_id)
WHERE array_to_string(words, '') <> body OR len(words) <> len(tags);
