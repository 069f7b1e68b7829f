-- Which targets were set, and what had come of them when they were due? One row a target; without a later result, the
-- columns of the result are null.
-- The result is the last one printed after the target and up to 92 days after due_on; where no day is known by which the
-- target is due, up to 366 days after the target. Target and result share the subject (folded), the unit, the place, and
-- whether they tell of change; without a place, the newspaper. Forecasts are targets too. Whether both speak of the same
-- period is for a reader to see: sentence_of(target_article_id, target_field, target_char_start, target_char_end) gives the
-- sentence. With the modifier at_most, a share above 1 is failing. All that was told of a subject: quantity_series.
-- Columns:
-- subject: what was to be reached, as printed with the target
-- subject_key: the subject folded by fold_subject, by which target and result are compared
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
-- target_article_id: article of the target
-- target_field: field of the target
-- target_char_start: start in the field
-- target_char_end: end in the field, half-open
-- result_article_id: article of the result
-- result_field: field of the result
-- result_char_start: start in the field
-- result_char_end: end in the field, half-open
WITH told AS MATERIALIZED (
    SELECT
        *,
        coalesce(place_code, place, 'in ' || newspaper) AS place_key,
        strftime(published_on, '%Y-%m-%d') || article_id || field || lpad(char_start::VARCHAR, 8, '0') AS told_key
    FROM placed_quantities
    WHERE kind IN ('target', 'result', 'change')
),

due AS (
    SELECT told.article_id, told.field, told.char_start, max(dates.end_on) AS due_on
    FROM told
    JOIN dates
        ON told.article_id = dates.article_id
        AND told.field = dates.field
        AND told.char_start >= dates.char_end
        AND ends_with(told.horizon, dates.text)
    WHERE told.kind = 'target'
    GROUP BY ALL
),

asked AS (
    SELECT
        told.*,
        due.due_on,
        strftime(coalesce(due.due_on + 92, told.published_on + 366), '%Y-%m-%d') || '~' AS last_key
    FROM told
    LEFT JOIN due
        ON told.article_id = due.article_id AND told.field = due.field AND told.char_start = due.char_start
    WHERE told.kind = 'target'
),

paired AS (
    SELECT
        asked.*,
        CASE
            WHEN reached.published_on > asked.published_on
                THEN struct_pack(
                    published_on := reached.published_on,
                    newspaper := reached.newspaper,
                    text := reached.text,
                    amount := reached.amount,
                    article_id := reached.article_id,
                    field := reached.field,
                    char_start := reached.char_start,
                    char_end := reached.char_end
                )
        END AS result
    FROM asked
    ASOF LEFT JOIN (FROM told WHERE kind <> 'target') AS reached
        ON asked.subject_key = reached.subject_key
        AND asked.amount_unit = reached.amount_unit
        AND asked.is_change = reached.is_change
        AND asked.place_key = reached.place_key
        AND asked.last_key >= reached.told_key
)

SELECT
    subject,
    subject_key,
    place,
    place_code,
    published_on AS target_on,
    newspaper AS target_newspaper,
    text AS target,
    amount AS target_amount,
    amount_unit AS unit,
    is_change,
    modifier,
    horizon,
    due_on,
    result.published_on AS result_on,
    result.newspaper AS result_newspaper,
    result.text AS result,
    result.amount AS result_amount,
    date_diff('day', published_on, result.published_on) AS days_later,
    round(result.amount / nullif(amount, 0), 4) AS share_reached,
    article_id AS target_article_id,
    field AS target_field,
    char_start AS target_char_start,
    char_end AS target_char_end,
    result.article_id AS result_article_id,
    result.field AS result_field,
    result.char_start AS result_char_start,
    result.char_end AS result_char_end
FROM paired;
