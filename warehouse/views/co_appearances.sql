-- Who appears with whom, and how often? One row a pair of people, the first in code point order.
-- Both did something in public in the same article (`activities`), or one is named in the object of the other's act
-- (甲会见乙). together_count counts only those articles in which they share one act or meet; the rest is the same
-- occasion, or merely the same article: a round-up of news joins people who never met. Namesakes are one person here.
-- Columns:
-- person_a: full name
-- person_b: full name
-- first_on: first issue
-- last_on: last issue
-- day_count: issue days
-- article_count: articles
-- together_count: those in which they share one act, or meet
-- front_count: those on page 1
WITH acts AS (
    SELECT DISTINCT article_id, field, char_start, char_end, person
    FROM activities
),

pairs AS (
    SELECT
        a.article_id,
        a.person AS person_a,
        b.person AS person_b,
        a.field = b.field AND a.char_start = b.char_start AS is_together
    FROM acts AS a
    JOIN acts AS b ON a.article_id = b.article_id AND a.person < b.person
    UNION ALL
    SELECT
        acts.article_id,
        least(acts.person, mentions.canonical) AS person_a,
        greatest(acts.person, mentions.canonical) AS person_b,
        true AS is_together
    FROM acts
    JOIN mentions
        ON acts.article_id = mentions.article_id
        AND acts.field = mentions.field
        AND mentions.char_start >= acts.char_start
        AND mentions.char_end <= acts.char_end
        AND mentions.kind = 'person'
        AND mentions.canonical != acts.person
)

SELECT
    person_a,
    person_b,
    min(published_on) AS first_on,
    max(published_on) AS last_on,
    count(DISTINCT published_on) AS day_count,
    count(*) AS article_count,
    count(*) FILTER (WHERE is_together) AS together_count,
    count(*) FILTER (WHERE page_no = 1) AS front_count
FROM (
    SELECT article_id, person_a, person_b, bool_or(is_together) AS is_together
    FROM pairs
    GROUP BY article_id, person_a, person_b
)
JOIN articles USING (article_id)
GROUP BY person_a, person_b;
