-- What did each paper cut from or add to a shared text?
-- One row a passage of 8 letters or more that a copy lacks or has of its own, the longest first. Copies are held against the
-- earliest one in the warehouse, which need not be the original: what it cut itself looks like added by all others. Words
-- changed within a sentence are left out.
-- Chart: point x=published_on y=newspaper size=char_count color=kind
-- Parameters:
-- about: characters that the passage or a headline holds; empty for any
-- most: how many rows
WITH asked AS (SELECT '' AS about, 100 AS most)

SELECT
    published_on,
    newspaper,
    page_no,
    headline,
    kind,
    text,
    char_count,
    earliest_newspaper,
    earliest_on,
    earliest_headline,
    copy_id,
    article_id,
    char_start,
    char_end
FROM adaptations
CROSS JOIN asked
WHERE asked.about = '' OR contains(concat_ws(chr(10), text, headline, earliest_headline), asked.about)
ORDER BY char_count DESC, copy_id, kind, article_id, char_start
LIMIT (SELECT most FROM asked);
