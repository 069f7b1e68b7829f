-- fail: Do the segments lead every character of raw_text to bytes of the source?
-- A hit is a page whose segments do not begin at 0, go backwards, or lead beyond the end of the text or of the bytes.
-- Load the source again; if the hit comes back, the reader of its format has a bug: please report it.
WITH placed_segments AS (
    SELECT
        page_id,
        source_id,
        segment,
        lag(segment.raw_start) OVER placed AS raw_before,
        raw_length
    FROM (
        SELECT
            page_id,
            source_id,
            length(raw_text) AS raw_length,
            unnest(range(1, len(segments) + 1)) AS position,
            unnest(segments) AS segment
        FROM pages
    )
    WINDOW placed AS (PARTITION BY page_id ORDER BY position)
),

sizes AS (
    SELECT
        source_id,
        max(size_bytes) AS size_bytes
    FROM sources
    GROUP BY source_id
)

SELECT
    page_id,
    segment.raw_start AS raw_start,
    segment.byte_start AS byte_start,
    segment.byte_end AS byte_end,
    size_bytes
FROM placed_segments
LEFT JOIN sizes USING (source_id)
WHERE
    (raw_before IS NULL AND segment.raw_start <> 0)
    OR segment.raw_start < raw_before
    OR segment.raw_start > raw_length
    OR segment.byte_start < 0
    OR segment.byte_end < segment.byte_start
    OR segment.byte_end > coalesce(size_bytes, -1)
UNION ALL
SELECT
    page_id,
    NULL,
    NULL,
    NULL,
    NULL
FROM pages
WHERE raw_text <> '' AND len(segments) = 0;
