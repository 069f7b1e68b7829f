-- Which whole stories are there, jumps joined? One row a story, in the order of months, then of articles, with what the
-- order of time needs; the body is the same while its key is.
WITH of_source AS (
    SELECT source_id, min(fingerprint) AS fingerprint
    FROM sources
    WHERE status IN ('loaded', 'empty')
    GROUP BY source_id
),

parts AS (
    SELECT article_id, unnest(article_ids) AS part_id, unnest(part_offsets) AS part_offset
    FROM stories
),

keys AS (
    SELECT
        parts.article_id,
        md5(string_agg(concat_ws(' ', part_id, part_offset, fingerprint), chr(10) ORDER BY part_offset)) AS key
    FROM parts
    INNER JOIN articles ON articles.article_id = part_id
    LEFT JOIN of_source USING (source_id)
    GROUP BY parts.article_id
)

SELECT
    coalesce(strftime(published_on, '%Y-%m'), '') AS part,
    article_id,
    source_id,
    key,
    newspaper,
    published_on
FROM stories
INNER JOIN keys USING (article_id)
ORDER BY part, article_id;
