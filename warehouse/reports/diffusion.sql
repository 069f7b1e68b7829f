-- How did a phrase spread from newspaper to newspaper, day by day?
-- One row a newspaper that has used it and a day of that newspaper which is loaded. Days that are not loaded have no row:
-- the first use is the first one that is loaded, and days_behind tells of loading as well as of printing where a
-- newspaper's first loaded day is late (report coverage).
-- Chart: line x=day y=share color=newspaper
-- Parameters:
-- phrase: the phrase, in simplified characters
WITH asked AS (SELECT '新质生产力' AS phrase)

SELECT
    newspaper,
    day,
    articles,
    articles_that_day,
    round(articles / articles_that_day, 4) AS share,
    first_on,
    days_behind
FROM diffusion((SELECT phrase FROM asked))
ORDER BY newspaper, day;
