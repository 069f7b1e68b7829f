-- Which copies are to be held against the earliest one? One row a copy, in the order of the years of the earliest copies,
-- then of articles; what it cut and added is the same while the key is. 9999 stands for an unknown year.
WITH keys AS (
    SELECT story_id AS article_id, key
    FROM story_keys
    WHERE story_id IN (SELECT article_id FROM reprints)
),

earliest AS (
    SELECT cluster_id, coalesce(strftime(published_on, '%Y'), '9999') AS part, key
    FROM reprints
    INNER JOIN articles USING (article_id)
    INNER JOIN keys USING (article_id)
    WHERE is_earliest
)

SELECT
    part,
    article_id,
    cluster_id AS source_id,
    md5(concat_ws(chr(10), earliest.key, keys.key)) AS key
FROM reprints
INNER JOIN earliest USING (cluster_id)
INNER JOIN keys USING (article_id)
WHERE NOT is_earliest
ORDER BY part, article_id;
