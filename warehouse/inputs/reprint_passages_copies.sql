-- Which copies are to be held against the earliest one? One row a copy, in the order of the years of the earliest copies,
-- then of articles; what it cut and added is the same while the key is. 9999 stands for an unknown year.
WITH of_source AS (
    SELECT source_id, min(fingerprint) AS fingerprint
    FROM sources
    WHERE status IN ('loaded', 'empty')
    GROUP BY source_id
),

parts AS (
    SELECT article_id, unnest(article_ids) AS part_id, unnest(part_offsets) AS part_offset
    FROM stories
    SEMI JOIN reprints USING (article_id)
),

keys AS (
    SELECT
        parts.article_id,
        string_agg(concat_ws(' ', part_id, part_offset, fingerprint), chr(10) ORDER BY part_offset) AS key
    FROM parts
    INNER JOIN articles ON articles.article_id = part_id
    LEFT JOIN of_source USING (source_id)
    GROUP BY parts.article_id
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
