-- Which places get attention, and which none?
-- One row a newspaper and place, the most named first, then those that the newspaper never names, with zeros: whatever
-- another loaded newspaper names, and whatever no newspaper names but lies in a division that one does; with within, all that
-- lies in it. Of these come first those whose division above is named most (around_count). Articles count once a place,
-- datelines don't count, and shares and silences are counted over loaded days.
-- Chart: bar x=article_share y=place color=newspaper
-- Parameters:
-- level: province, prefecture or county
-- within: the first digits of a GB/T 2260 code (22 for Jilin); empty for all
-- paper: the newspaper; empty for all
-- most: how many rows from each end
WITH asked AS (SELECT 'county' AS level, '' AS within, '' AS paper, 40 AS most),

named AS (
    FROM attention
),

places AS (
    SELECT
        place_code,
        coalesce(any_value(place) FILTER (is_registered), any_value(place)) AS place,
        any_value(above_code) AS above_code
    FROM (
        SELECT level, place_code, place, NULL AS above_code, false AS is_registered
        FROM named
        UNION ALL
        SELECT level, place_code, place, above_code, true AS is_registered
        FROM divisions
        WHERE
            above_code IS NULL
            OR above_code IN (SELECT place_code FROM named)
            OR (SELECT within <> '' FROM asked)
    ) AS known
    INNER JOIN asked ON known.level = asked.level AND starts_with(place_code, within)
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
        papers.covered_count,
        coalesce(around.article_count, 0) AS around_count
    FROM places
    CROSS JOIN papers
    LEFT JOIN (FROM named SEMI JOIN asked USING (level)) AS attention
        ON papers.newspaper = attention.newspaper AND places.place_code = attention.place_code
    LEFT JOIN named AS around
        ON papers.newspaper = around.newspaper
        AND places.above_code = around.place_code
)

SELECT *
FROM ranked
QUALIFY
    row_number() OVER (ORDER BY article_count DESC, newspaper, place_code) <= (SELECT most FROM asked)
    OR row_number() OVER (ORDER BY article_count, around_count DESC, newspaper, place_code) <= (SELECT most FROM asked)
ORDER BY article_count DESC, around_count DESC, newspaper, place_code;
