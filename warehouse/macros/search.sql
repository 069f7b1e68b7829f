-- Which articles have all of these words, the best first? FROM search('新质生产力 白城') LIMIT 20, or of one paper and time:
-- search('新质生产力', paper := '沧澜日报', since := DATE '2024-03-01', until := DATE '2024-03-31'). With most := 20 the answer
-- is that of LIMIT 20, but no more texts are read than it takes. Words are parted by blanks;
-- each has to stand in kicker, headline, deck or body, in simplified characters or as asked, Latin letters as
-- asked or in one case. The score is BM25 over the parts of the words that are in `terms`. Where all words are terms themselves that is
-- all; otherwise the texts of the 20000 best are looked through. A word that crosses from one word of jieba's into the next
-- and shares no part with either is missed: to list every use, ask kwic.
-- Columns:
-- score: BM25, higher is better; 0 where no part of the words is in `terms`
-- newspaper: as in articles
-- published_on: as in articles
-- page_no: as in articles
-- headline: as in articles
-- article_id: the article
CREATE MACRO search(asked, paper := NULL, since := NULL, until := NULL, most := NULL) AS TABLE
WITH sought AS (
    SELECT simplified(lower(word)) AS folded, list_distinct([word, simplified(word), lower(word), upper(word)]) AS spellings
    FROM (SELECT DISTINCT unnest(regexp_split_to_array(asked, '\s+')) AS word)
    WHERE word <> ''
),

parts AS (
    SELECT DISTINCT folded, substring(spelling, first_char, size) AS term, size = length(spelling) AS is_whole
    FROM (SELECT folded, unnest([folded, lower(spellings[1])]) AS spelling FROM sought)
    CROSS JOIN (SELECT unnest(range(1, 201)) AS first_char)
    CROSS JOIN (SELECT unnest(range(2, 9)) AS size)
    WHERE first_char + size - 1 <= length(spelling)
),

-- The window makes DuckDB work this out once, where it is used four times; so do those of `ranked` and `high`.
found AS (
    SELECT article_id, tf, folded, is_whole, count(*) OVER (PARTITION BY folded, term) AS df
    FROM terms
    INNER JOIN parts USING (term)
),

chosen AS (
    SELECT article_id, char_count
    FROM articles
    WHERE
        (paper IS NULL OR newspaper = paper)
        AND (since IS NULL OR published_on >= since)
        AND (until IS NULL OR published_on <= until)
),

of_words AS (
    SELECT
        article_id,
        sum(
            ln(1 + (all_articles - df + 0.5) / (df + 0.5)) * tf * 2.2
            / (tf + 1.2 * (0.25 + 0.75 * char_count / mean_length))
        ) AS score,
        bool_or(is_whole) AS is_whole
    FROM found
    INNER JOIN chosen USING (article_id)
    CROSS JOIN (SELECT count(*) AS all_articles, avg(char_count) AS mean_length FROM articles)
    GROUP BY article_id, folded
),

scored AS (
    SELECT article_id, sum(score) AS score, count(*) AS words_met, count(*) FILTER (is_whole) AS whole_words
    FROM of_words
    GROUP BY article_id
),

ranked AS (
    SELECT *, row_number() OVER (ORDER BY score DESC, article_id) AS place
    FROM (
        SELECT article_id, score, whole_words = (SELECT count(DISTINCT folded) FROM sought) AS is_sure
        FROM (
            SELECT article_id, score, whole_words
            FROM scored
            WHERE words_met = (SELECT count(DISTINCT folded) FROM found)
            UNION ALL
            SELECT article_id, 0 AS score, 0 AS whole_words
            FROM chosen
            WHERE (SELECT count(*) FROM found) = 0 AND (SELECT count(*) FROM sought) > 0
        )
        ORDER BY score DESC, article_id
        LIMIT 20000
    )
),

candidates AS (
    SELECT
        article_id,
        round(score, 3) AS score,
        is_sure,
        round(score, 3) >= coalesce((SELECT max(round(score, 3)) FROM ranked WHERE place = 2 * most), 0) AS is_high
    FROM ranked
),

high AS (
    SELECT *, count(*) OVER () AS met
    FROM (
        SELECT score, newspaper, published_on, page_no, headline, article_id
        FROM articles
        INNER JOIN (FROM candidates WHERE is_high AND is_sure) USING (article_id)
        UNION ALL
        SELECT score, newspaper, published_on, page_no, headline, article_id
        FROM articles
        INNER JOIN (FROM candidates WHERE is_high AND NOT is_sure) USING (article_id)
        WHERE has_words(concat_ws(chr(10), kicker, headline, deck, body), (SELECT list(spellings) FROM sought))
    )
),

low AS (
    SELECT article_id, score, is_sure
    FROM candidates
    WHERE NOT is_high AND coalesce((SELECT max(met) FROM high), 0) < most
)

SELECT score, newspaper, published_on, page_no, headline, article_id
FROM (
    SELECT score, newspaper, published_on, page_no, headline, article_id
    FROM high
    UNION ALL
    SELECT score, newspaper, published_on, page_no, headline, article_id
    FROM articles
    INNER JOIN low USING (article_id)
    WHERE is_sure OR has_words(concat_ws(chr(10), kicker, headline, deck, body), (SELECT list(spellings) FROM sought))
)
ORDER BY score DESC, published_on DESC NULLS LAST, article_id
LIMIT (SELECT most);
