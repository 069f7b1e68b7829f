-- Which words stand near a word? One row a use of the word and another word within 5 words of it, each word once a use, and
-- one row without a neighbour for the use itself: FROM near_words('发展'). It has to be one word of jieba's; neighbours are
-- nouns, verbs and adjectives of two or more characters. Articles without a date are left out.
-- Columns:
-- published_on: as in articles
-- neighbour: the other word; null in the row that stands for the use
CREATE MACRO near_words(asked) AS TABLE
WITH uses AS (
    SELECT published_on, words, tags, sought, unnest([place FOR word, place IN words IF word = sought]) AS place
    FROM words
    INNER JOIN (SELECT article_id, published_on FROM articles WHERE published_on IS NOT NULL) USING (article_id)
    CROSS JOIN (SELECT asked AS sought)
    WHERE list_contains(words, sought)
),

around AS (
    SELECT
        published_on,
        sought,
        words[greatest(place - 5, 1):place + 5] AS words,
        tags[greatest(place - 5, 1):place + 5] AS tags
    FROM uses
)

SELECT
    published_on,
    unnest(list_append(
        list_distinct([
            word FOR word, i IN words IF word <> sought AND length(word) > 1 AND tags[i][1] IN ('n', 'v', 'a')
        ]),
        NULL
    )) AS neighbour
FROM around;
