-- When did a phrase reach each newspaper, and how many days behind the first?
-- One row a newspaper that has used it in a headline or body. An article without a date is not counted, and a newspaper
-- may have used the phrase in pages that are not loaded: see the report coverage.
-- Chart: point x=first_on y=newspaper size=articles
-- Parameters:
-- phrase: the phrase, in simplified characters
WITH asked AS (SELECT '新质生产力' AS phrase),

uses AS (
    SELECT newspaper, published_on, page_no, headline, seq
    FROM articles, asked
    WHERE
        published_on IS NOT NULL
        AND (contains(body, phrase) OR contains(concat_ws(chr(10), kicker, headline, deck), phrase))
)

SELECT
    newspaper,
    min(published_on) AS first_on,
    min(published_on) - min(min(published_on)) OVER () AS days_behind,
    first(page_no ORDER BY published_on, page_no, seq) AS first_page,
    first(headline ORDER BY published_on, page_no, seq) AS first_headline,
    count(*) AS articles
FROM uses
GROUP BY newspaper
ORDER BY first_on, newspaper;
