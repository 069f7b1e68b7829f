-- fail: Does the offset map lead every character of clean_text to raw_text?
-- A hit is a page whose map does not begin at 0, leaves characters out, counts some twice, goes backwards, or
-- leads beyond a text's end.
-- Load the source again; if the hit comes back, a cleaning rule has a bug: please report it.
WITH blocks AS (
    SELECT
        page_id,
        block,
        coalesce(lag(block.clean_end) OVER placed, 0) AS clean_before,
        coalesce(lag(block.raw_end) OVER placed, 0) AS raw_before,
        lead(block) OVER placed IS NULL AS is_last,
        clean_length,
        raw_length
    FROM (
        SELECT
            page_id,
            length(clean_text) AS clean_length,
            length(raw_text) AS raw_length,
            unnest(range(1, len(offset_map) + 1)) AS position,
            unnest(offset_map) AS block
        FROM pages
    )
    WINDOW placed AS (PARTITION BY page_id ORDER BY position)
)

SELECT
    page_id,
    block.clean_start AS clean_start,
    block.clean_end AS clean_end,
    block.raw_start AS raw_start,
    block.raw_end AS raw_end
FROM blocks
WHERE
    block.clean_start <> clean_before
    OR block.clean_end < block.clean_start
    OR block.raw_start < raw_before
    OR block.raw_end < block.raw_start
    OR block.raw_end > raw_length
    OR (is_last AND block.clean_end <> clean_length)
UNION ALL
SELECT
    page_id,
    NULL,
    NULL,
    NULL,
    NULL
FROM pages
WHERE clean_text <> '' AND len(offset_map) = 0;
