-- Where does a phrase stand, with what before and behind it? One row a use in a kicker, headline, deck or body:
-- FROM kwic('新质生产力', 15) ORDER BY right_context. The phrase is found in simplified characters or as asked, Latin letters
-- as written; uses that overlap count once. width is the most characters of context on each side. Sort by
-- right_context, or by reverse(left_context) for what stands next on the left. A paragraph's end is a blank in the context.
-- Columns:
-- newspaper: as in articles
-- published_on: as in articles
-- page_no: as in articles
-- left_context: what stands before, at most `width` characters
-- keyword: the phrase as it stands there
-- right_context: what stands behind, at most `width` characters
-- headline: as in articles
-- article_id: the article
-- field: where it stands: kicker, headline, deck or body
-- char_start: start in the field
-- char_end: end in the field, half-open
CREATE MACRO kwic(phrase, width) AS TABLE
WITH spellings AS (
    SELECT DISTINCT spelling
    FROM (SELECT unnest([trim(phrase), simplified(trim(phrase))]) AS spelling)
    WHERE spelling <> ''
),

texts AS (
    SELECT article_id, newspaper, published_on, page_no, headline, spelling, 'body' AS field, body AS whole
    FROM articles
    CROSS JOIN spellings
    WHERE contains(body, spelling)
    UNION ALL
    SELECT article_id, newspaper, published_on, page_no, headline, spelling, title.field, title.whole
    FROM (
        SELECT
            article_id,
            newspaper,
            published_on,
            page_no,
            headline,
            unnest([
                {'field': 'kicker', 'whole': kicker},
                {'field': 'headline', 'whole': headline},
                {'field': 'deck', 'whole': deck}
            ]) AS title
        FROM articles
    )
    CROSS JOIN spellings
    WHERE contains(title.whole, spelling)
),

pieces AS (
    SELECT *, unnest(range(1, len(parts))) AS number
    FROM (SELECT *, string_split(whole, spelling) AS parts FROM texts)
),

placed AS (
    SELECT
        *,
        (length(array_to_string(parts[1:number], '')) + (number - 1) * length(spelling))::BIGINT AS char_start
    FROM pieces
)

SELECT
    newspaper,
    published_on,
    page_no,
    replace(cut(whole, greatest(char_start - width, 0), char_start), chr(10), ' ') AS left_context,
    spelling AS keyword,
    replace(
        cut(whole, char_start + length(spelling), char_start + length(spelling) + width), chr(10), ' '
    ) AS right_context,
    headline,
    article_id,
    field,
    char_start,
    char_start + length(spelling) AS char_end
FROM placed
ORDER BY published_on, newspaper, page_no, article_id, field, char_start;
