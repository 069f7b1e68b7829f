-- What are the whole stories, jumps over pages joined? One row a story; the columns of articles in their order.
-- The ids, newspaper, page and place on it are the first part's, and so is the headline stack; a headline,
-- dateline or byline that the first part lacks is the first one that a later part has. A sentence that the
-- jump cuts is joined, otherwise the parts are joined by a newline. To get facts with offsets into a
-- story's body: story_facts('mentions').
-- Columns:
-- article_id: the first part's, and so the story's
-- page_id: the first part's page
-- source_id: the first part's source
-- newspaper: as in articles
-- published_on: as in articles
-- page_no: the page on which it begins
-- seq: position on that page, from 1
-- kind: as in articles
-- kicker: as in articles
-- headline: as in articles; the first part's that has one
-- deck: as in articles
-- column_name: as in articles
-- highlights: of all parts, each once
-- dateline: as in articles; the first part's that has one
-- dateline_place: as in articles, of that dateline
-- dateline_date: as in articles, of that dateline
-- byline: as in articles; the first part's that has one
-- authors: of all parts in order, each once
-- credits: of all parts in order, each once
-- agency: as in articles; the first part's that has one
-- body: the bodies of all parts, joined
-- char_count: characters of the body, white space not counted
-- jump_to_page: the page on which the last part goes on, if that is not there; null if nothing is missing
-- jump_from_page: the page from which the first part comes, if that is not there; null if nothing is missing
-- spans: as in articles, each with the page in whose clean_text it stands; body in all parts, counted in the whole
-- confidence: the least of the parts' and of the links between them
-- article_ids: the parts in order
-- part_offsets: where each part's body starts in the whole body
WITH parts AS (
    SELECT
        story_parts.story_id,
        story_parts.part,
        story_parts.part_offset,
        story_parts.is_cut,
        least(articles.confidence, story_parts.confidence) AS part_confidence,
        min(CASE WHEN headline IS NOT NULL THEN part END) OVER story AS headline_part,
        min(CASE WHEN dateline IS NOT NULL THEN part END) OVER story AS dateline_part,
        min(CASE WHEN byline IS NOT NULL THEN part END) OVER story AS byline_part,
        articles.*
    FROM story_parts
    INNER JOIN articles USING (article_id)
    WINDOW story AS (PARTITION BY story_parts.story_id)
),

joined AS (
    SELECT
        story_id,
        max(page_id) FILTER (WHERE part = 1) AS page_id,
        max(source_id) FILTER (WHERE part = 1) AS source_id,
        max(newspaper) FILTER (WHERE part = 1) AS newspaper,
        max(published_on) FILTER (WHERE part = 1) AS published_on,
        max(page_no) FILTER (WHERE part = 1) AS page_no,
        max(seq) FILTER (WHERE part = 1) AS seq,
        max(kind) FILTER (WHERE part = 1) AS kind,
        max(kicker) FILTER (WHERE part = 1) AS kicker,
        max(headline) FILTER (WHERE part = headline_part) AS headline,
        max(deck) FILTER (WHERE part = 1) AS deck,
        max(column_name) FILTER (WHERE part = 1) AS column_name,
        flatten(list(highlights ORDER BY part)) AS highlights,
        max(dateline) FILTER (WHERE part = dateline_part) AS dateline,
        max(dateline_place) FILTER (WHERE part = dateline_part) AS dateline_place,
        max(dateline_date) FILTER (WHERE part = dateline_part) AS dateline_date,
        max(byline) FILTER (WHERE part = byline_part) AS byline,
        flatten(list(authors ORDER BY part)) AS authors,
        flatten(list(credits ORDER BY part)) AS credits,
        arg_min(agency, part) AS agency,
        string_agg(CASE WHEN part = 1 OR is_cut THEN body ELSE chr(10) || body END, '' ORDER BY part) AS body,
        sum(char_count)::BIGINT AS char_count,
        max_by(coalesce(jump_to_page, -1), part) AS jump_to_page,
        max(jump_from_page) FILTER (WHERE part = 1) AS jump_from_page,
        flatten(list([
            {
                'page_id': page_id,
                'field': s.field,
                'field_start': s.field_start + CASE WHEN s.field = 'body' THEN part_offset ELSE 0 END,
                'clean_start': s.clean_start,
                'clean_end': s.clean_end
            }
            FOR s IN spans
            IF CASE s.field
                WHEN 'body' THEN true
                WHEN 'headline' THEN part = headline_part
                WHEN 'dateline' THEN part = dateline_part
                WHEN 'byline' THEN part = byline_part
                ELSE part = 1
            END
        ] ORDER BY part)) AS spans,
        min(part_confidence) AS confidence,
        list(article_id ORDER BY part) AS article_ids,
        list(part_offset ORDER BY part) AS part_offsets
    FROM parts
    GROUP BY story_id
)

SELECT
    article_id,
    page_id,
    source_id,
    newspaper,
    published_on,
    page_no,
    seq,
    kind,
    kicker,
    headline,
    deck,
    column_name,
    highlights,
    dateline,
    dateline_place,
    dateline_date,
    byline,
    authors,
    credits,
    agency,
    body,
    char_count,
    jump_to_page,
    jump_from_page,
    [
        {
            'page_id': page_id,
            'field': s.field,
            'field_start': s.field_start,
            'clean_start': s.clean_start,
            'clean_end': s.clean_end
        }
        FOR s IN spans
    ] AS spans,
    confidence,
    [article_id] AS article_ids,
    [0::BIGINT] AS part_offsets
FROM articles
WHERE article_id NOT IN (SELECT article_id FROM story_parts)
UNION ALL
SELECT
    story_id,
    page_id,
    source_id,
    newspaper,
    published_on,
    page_no,
    seq,
    kind,
    kicker,
    headline,
    deck,
    column_name,
    [x FOR x, i IN highlights IF list_position(highlights, x) = i],
    dateline,
    dateline_place,
    dateline_date,
    byline,
    [x FOR x, i IN authors IF list_position(authors, x) = i],
    [x FOR x, i IN credits IF list_position(credits, x) = i],
    agency,
    body,
    char_count,
    nullif(jump_to_page, -1),
    jump_from_page,
    spans,
    confidence,
    article_ids,
    part_offsets
FROM joined;
