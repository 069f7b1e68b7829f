-- Which places get attention, and which none?
-- One row a newspaper and place, the most named first, then those that the newspaper never names though another loaded
-- newspaper does, with zeros. Articles count once a place, datelines don't count, and shares and silences are counted over
-- loaded days. A place that no loaded newspaper names is not known here, so it is missing from the list.
-- Chart: bar x=article_share y=place color=newspaper
-- Parameters:
-- level: province, prefecture or county
-- within: the first digits of a GB/T 2260 code (22 for Jilin); empty for all
-- paper: the newspaper; empty for all
-- most: how many rows from each end
WITH asked AS (SELECT 'county' AS level, '' AS within, '' AS paper, 40 AS most),

places AS (
    SELECT place_code, any_value(attention.level) AS level, any_value(place) AS place
    FROM attention
    INNER JOIN asked ON attention.level = asked.level AND starts_with(place_code, within)
    GROUP BY place_code
),

papers AS (
    SELECT newspaper, count(*) AS covered_count
    FROM covered_days
    INNER JOIN asked ON paper = '' OR newspaper = paper
    GROUP BY newspaper
),

ranked AS (
    SELECT
        papers.newspaper,
        coalesce(places.place, places.place_code) AS place,
        places.place_code,
        coalesce(attention.article_count, 0) AS article_count,
        coalesce(attention.article_share, 0) AS article_share,
        coalesce(attention.front_count, 0) AS front_count,
        coalesce(attention.headline_count, 0) AS headline_count,
        attention.last_on,
        coalesce(attention.silent_days, papers.covered_count) AS silent_days,
        papers.covered_count
    FROM places
    CROSS JOIN papers
    LEFT JOIN attention
        ON papers.newspaper = attention.newspaper
        AND places.place_code = attention.place_code
        AND places.level = attention.level
)

SELECT *
FROM ranked
QUALIFY
    row_number() OVER (ORDER BY article_count DESC, newspaper, place_code) <= (SELECT most FROM asked)
    OR row_number() OVER (ORDER BY article_count, newspaper, place_code) <= (SELECT most FROM asked)
ORDER BY article_count DESC, newspaper, place_code;
