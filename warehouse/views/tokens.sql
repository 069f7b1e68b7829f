-- Which words stand where? One row a word of an article's body.
-- Columns:
-- article_id: the article
-- source_id: its source
-- position: ordinal of the word in the body, from 1
-- word: the word
-- tag: part of speech, as in words
-- char_start: start in the body, code points, 0-based
-- char_end: end in the body, half-open
SELECT
    article_id,
    source_id,
    position,
    word,
    tag,
    char_end - length(word) AS char_start,
    char_end
FROM (
    SELECT
        article_id,
        source_id,
        position,
        word,
        tag,
        sum(length(word)) OVER (PARTITION BY article_id ORDER BY position)::BIGINT AS char_end
    FROM (
        SELECT
            article_id,
            source_id,
            unnest(range(1, len(words) + 1)) AS position,
            unnest(words) AS word,
            unnest(tags) AS tag
        FROM words
    )
);
