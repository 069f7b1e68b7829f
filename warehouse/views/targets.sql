-- Which targets were set, and what was reported of them later? One row a target and a day with a later result; a target
-- without one has a row of its own with a null result.
-- Target and result share the subject (folded), the unit, whether they tell of change, and the place; where one of them
-- has no place, the newspaper. Of several results on a day in one newspaper the first is taken, results up to 3 years
-- after the target count. Forecasts are targets too. Whether a result speaks of the same period as the target is for a
-- reader to see from the two sentences; with the modifier at_most, reaching more than 1 is failing.
-- Columns:
-- subject: what was to be reached, as printed with the target
-- place: full name of the place
-- place_code: its GB/T 2260 code
-- target_on: the day on which the target was printed
-- target_newspaper: where
-- target: the amount as printed
-- target_amount: in `unit`
-- unit: base unit of both amounts
-- is_change: whether both say by how much (增长5%)
-- modifier: about, at_least, over, nearly or at_most, of the target
-- horizon: by when, as printed
-- due_on: last day of the horizon, where its date is resolved
-- result_on: the day on which the result was printed
-- result_newspaper: where
-- result: the amount as printed
-- result_amount: in `unit`
-- days_later: days between the two
-- share_reached: result_amount as a share of target_amount
-- target_sentence: the sentence in which the target stands
-- result_sentence: the sentence in which the result stands
-- target_article_id: article of the target
-- target_field: field of the target
-- target_char_start: start in the field
-- target_char_end: end in the field, half-open
-- result_article_id: article of the result
-- result_field: field of the result
-- result_char_start: start in the field
-- result_char_end: end in the field, half-open
WITH asked AS (
    SELECT
        placed.*,
        (
            SELECT max(dates.end_on)
            FROM dates
            WHERE
                dates.article_id = placed.article_id
                AND dates.field = placed.field
                AND dates.char_end <= placed.char_start
                AND ends_with(placed.horizon, dates.text)
        ) AS due_on
    FROM placed_quantities AS placed
    WHERE placed.kind = 'target'
),

reached AS (
    SELECT
        subject_key,
        amount_unit,
        dimension,
        is_change,
        place,
        place_code,
        newspaper,
        published_on,
        first(
            struct_pack(
                amount := amount,
                text := text,
                article_id := article_id,
                field := field,
                char_start := char_start,
                char_end := char_end
            )
            ORDER BY article_id, field, char_start
        ) AS result
    FROM placed_quantities
    WHERE kind IN ('result', 'change') AND published_on IS NOT NULL
    GROUP BY ALL
)

SELECT
    asked.subject,
    asked.place,
    asked.place_code,
    asked.published_on AS target_on,
    asked.newspaper AS target_newspaper,
    asked.text AS target,
    asked.amount AS target_amount,
    asked.amount_unit AS unit,
    asked.is_change,
    asked.modifier,
    asked.horizon,
    asked.due_on,
    reached.published_on AS result_on,
    reached.newspaper AS result_newspaper,
    reached.result.text AS result,
    reached.result.amount AS result_amount,
    date_diff('day', asked.published_on, reached.published_on) AS days_later,
    round(reached.result.amount / nullif(asked.amount, 0), 4) AS share_reached,
    sentence_at(
        field_text(asked.field, told.kicker, told.headline, told.deck, told.dateline, told.byline, told.body),
        asked.char_start,
        asked.char_end
    ) AS target_sentence,
    sentence_at(
        field_text(
            reached.result.field, later.kicker, later.headline, later.deck, later.dateline, later.byline, later.body
        ),
        reached.result.char_start,
        reached.result.char_end
    ) AS result_sentence,
    asked.article_id AS target_article_id,
    asked.field AS target_field,
    asked.char_start AS target_char_start,
    asked.char_end AS target_char_end,
    reached.result.article_id AS result_article_id,
    reached.result.field AS result_field,
    reached.result.char_start AS result_char_start,
    reached.result.char_end AS result_char_end
FROM asked
JOIN articles AS told ON asked.article_id = told.article_id
LEFT JOIN reached
    ON asked.subject_key = reached.subject_key
    AND asked.amount_unit = reached.amount_unit
    AND asked.is_change = reached.is_change
    AND reached.published_on > asked.published_on
    AND date_diff('day', asked.published_on, reached.published_on) <= 1096
    AND (
        coalesce(asked.place_code, asked.place) = coalesce(reached.place_code, reached.place)
        OR ((asked.place IS NULL OR reached.place IS NULL) AND asked.newspaper = reached.newspaper)
    )
LEFT JOIN articles AS later ON reached.result.article_id = later.article_id;
