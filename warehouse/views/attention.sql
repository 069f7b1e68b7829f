-- Which places get attention, and from whom? One row a newspaper, place and level. An article counts once for each place that
-- it names in kicker, headline, deck or body, and once for each division above it; datelines don't count, as they tell where
-- the news was written. Only places with a code of GB/T 2260 are here: villages, rivers and countries are not. A place that
-- no loaded article names has no row in any newspaper: hold it against `divisions`.
-- Columns:
-- newspaper: as in articles
-- level: province, prefecture or county
-- place_code: GB/T 2260 code
-- place: its name; null if only places in it are named and the register does not have it
-- article_count: articles of dated issues that name it, or a place in it
-- front_count: those on page 1
-- headline_count: those that name it in kicker, headline or deck
-- article_share: article_count as a share of the newspaper's articles
-- day_count: covered days that name it
-- covered_count: the newspaper's covered days
-- first_on: first issue that names it
-- last_on: last issue that names it
-- silent_days: covered days since then
WITH named AS (
    SELECT DISTINCT article_id, code, field <> 'body' AS is_headline
    FROM mentions
    WHERE kind = 'place' AND code IS NOT NULL AND field NOT IN ('dateline', 'byline')
),

names AS (
    SELECT code, mode(canonical) AS place
    FROM mentions
    WHERE kind = 'place' AND code IS NOT NULL AND canonical IS NOT NULL
    GROUP BY code
),

levelled AS (
    SELECT article_id, 'province' AS level, code[1:2] || '0000' AS place_code, bool_or(is_headline) AS is_headline
    FROM named
    GROUP BY ALL
    UNION ALL
    SELECT article_id, 'prefecture' AS level, code[1:4] || '00' AS place_code, bool_or(is_headline) AS is_headline
    FROM named
    WHERE code[3:4] <> '00'
    GROUP BY ALL
    UNION ALL
    SELECT article_id, 'county' AS level, code AS place_code, bool_or(is_headline) AS is_headline
    FROM named
    WHERE code[5:6] <> '00'
    GROUP BY ALL
),

counted AS (
    SELECT
        articles.newspaper,
        levelled.level,
        levelled.place_code,
        count(*) AS article_count,
        count(*) FILTER (articles.page_no = 1) AS front_count,
        count(*) FILTER (levelled.is_headline) AS headline_count,
        count(DISTINCT articles.published_on) AS day_count,
        min(articles.published_on) AS first_on,
        max(articles.published_on) AS last_on
    FROM levelled
    INNER JOIN articles USING (article_id)
    WHERE articles.newspaper IS NOT NULL AND articles.published_on IS NOT NULL
    GROUP BY ALL
),

numbered AS (
    SELECT
        newspaper,
        day AS last_on,
        row_number() OVER (PARTITION BY newspaper ORDER BY day) AS number,
        count(*) OVER (PARTITION BY newspaper) AS covered_count,
        sum(article_count) OVER (PARTITION BY newspaper) AS all_articles
    FROM covered_days
)

SELECT
    newspaper,
    counted.level,
    counted.place_code,
    coalesce(names.place, divisions.place) AS place,
    article_count,
    front_count,
    headline_count,
    round(article_count / all_articles, 4) AS article_share,
    day_count,
    covered_count,
    first_on,
    last_on,
    covered_count - number AS silent_days
FROM counted
INNER JOIN numbered USING (newspaper, last_on)
LEFT JOIN names ON counted.place_code = names.code
LEFT JOIN divisions ON counted.place_code = divisions.place_code;
