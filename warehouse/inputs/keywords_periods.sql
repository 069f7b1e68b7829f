-- Over which months are terms counted that may be keywords of a month's articles, and how many articles do these have? One
-- row a month and a month of its period, in order.
SELECT part, held_in, articles
FROM periods
ORDER BY part, held_in;
