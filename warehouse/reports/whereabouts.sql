-- Where was an official, when, with whom, and doing what?
-- One row a person, day, newspaper and place, the latest first. Where the text tells no day, the day is the issue's and
-- is_dated says no. A day without a row is a day of which no loaded page tells, not a day without a public act.
-- Chart: point x=day y=person
-- Parameters:
-- who: the official's full name; empty for everybody
-- most: how many rows
WITH asked AS (SELECT '' AS who, 100 AS most)

SELECT
    appearances.day,
    appearances.is_dated,
    appearances.person,
    appearances.title,
    appearances.place,
    appearances.actions,
    appearances.companions,
    appearances.newspaper,
    appearances.page_no,
    appearances.article_ids
FROM appearances
CROSS JOIN asked
WHERE asked.who = '' OR appearances.person = asked.who
ORDER BY appearances.day DESC NULLS LAST, appearances.person, appearances.newspaper, appearances.page_no, appearances.place
LIMIT (SELECT most FROM asked);
