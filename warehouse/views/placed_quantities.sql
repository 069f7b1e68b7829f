-- Which quantities are told of what, where, and when? One row a quantity whose subject is known.
-- The place is the one named last, at most 60 characters before the number; without one, the place that the article
-- names most often; it is a guess from nearness, not read from the grammar of the sentence.
-- Columns:
-- article_id: the article
-- source_id: its source
-- newspaper: as in articles
-- published_on: as in articles
-- page_no: as in articles
-- subject: what is counted, as printed
-- subject_key: the subject folded by fold_subject, by which printings are compared
-- place: full name of the place, or as printed where it is unresolved; null if the article names none
-- place_code: its GB/T 2260 code
-- kind: target, result, change or other
-- is_change: as in quantities
-- amount: base_value, or value where the unit has no dimension
-- amount_unit: base_unit, or unit where it has no dimension
-- dimension: as in quantities
-- modifier: as in quantities
-- horizon: as in quantities
-- text: the quantity as printed
-- field: the field it stands in
-- char_start: start in the field
-- char_end: end in the field, half-open
WITH named AS (
    SELECT article_id, field, char_end, coalesce(canonical, text) AS place, code, text AS printed
    FROM mentions
    WHERE kind = 'place'
),

main_places AS (
    SELECT article_id, first(place ORDER BY times DESC, first_at) AS place, first(code ORDER BY times DESC, first_at) AS code
    FROM (
        SELECT article_id, place, code, count(*) AS times, min(char_end) AS first_at
        FROM named
        GROUP BY article_id, place, code
    )
    GROUP BY article_id
),

near AS (
    SELECT
        quantities.*,
        named.printed,
        CASE WHEN quantities.char_start - named.char_end <= 60 THEN named.place END AS near_place,
        CASE WHEN quantities.char_start - named.char_end <= 60 THEN named.code END AS near_code
    FROM quantities
    ASOF LEFT JOIN named
        ON quantities.article_id = named.article_id
        AND quantities.field = named.field
        AND quantities.char_start >= named.char_end
    WHERE quantities.subject IS NOT NULL
)

SELECT
    near.article_id,
    near.source_id,
    articles.newspaper,
    articles.published_on,
    articles.page_no,
    near.subject,
    fold_subject(near.subject, near.printed) AS subject_key,
    coalesce(near.near_place, main_places.place) AS place,
    CASE WHEN near.near_place IS NULL THEN main_places.code ELSE near.near_code END AS place_code,
    near.kind,
    near.is_change,
    coalesce(near.base_value, near.value) AS amount,
    coalesce(near.base_unit, near.unit) AS amount_unit,
    near.dimension,
    near.modifier,
    near.horizon,
    near.text,
    near.field,
    near.char_start,
    near.char_end
FROM near
JOIN articles ON near.article_id = articles.article_id
LEFT JOIN main_places ON near.article_id = main_places.article_id;
