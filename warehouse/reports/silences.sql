-- Which slogans went silent?
-- One row a newspaper and slogan (or new word) that it printed on three covered days or more and on none since, the least
-- likely silence first. Days that are not loaded count for nothing. A phrase of one campaign or season goes silent by
-- itself; a rewording that the lexicon does not know looks like a silence.
-- Chart: bar x=surprise y=canonical color=newspaper
-- Parameters:
-- paper: the newspaper; empty for all
-- most: how many rows
WITH asked AS (SELECT '' AS paper, 30 AS most)

SELECT
    canonical,
    newspaper,
    first_on,
    last_on,
    used_days,
    covered_count,
    silent_days,
    silent_until,
    surprise
FROM silences, asked
WHERE paper = '' OR newspaper = paper
ORDER BY surprise DESC, newspaper, canonical
LIMIT (SELECT most FROM asked);
