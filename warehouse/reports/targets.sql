-- Which targets were set, and what had come of them when they were due?
-- One row a target, those with a result first; the result is the last one of the same subject, unit and place that was
-- printed after the target and up to 92 days after it was due (366 days after the target where no day is known).
-- share_reached is the result as a share of the target: with the modifier at_most, more than 1 is failing. Forecasts are
-- targets too, the place is guessed from nearness, and whether both numbers speak of the same period is for a reader to
-- see: the sentences stand beside them.
-- Chart: point x=share_reached y=subject
-- Parameters:
-- about: what was to be reached, as printed (高标准农田); empty for everything
-- most: how many rows
WITH asked AS (SELECT '' AS about, 50 AS most),

chosen AS (
    SELECT targets.*
    FROM targets, asked
    WHERE about = '' OR subject_key = fold_subject(about, '')
    ORDER BY share_reached IS NULL, target_on, target_article_id, target_field, target_char_start
    LIMIT (SELECT most FROM asked)
)

SELECT
    subject,
    place,
    target_on,
    target,
    modifier,
    horizon,
    due_on,
    result_on,
    result,
    share_reached,
    sentence_of(target_article_id, target_field, target_char_start, target_char_end) AS target_sentence,
    sentence_of(result_article_id, result_field, result_char_start, result_char_end) AS result_sentence,
    target_newspaper,
    result_newspaper,
    target_article_id,
    result_article_id
FROM chosen
ORDER BY share_reached IS NULL, target_on, target_article_id, target_field, target_char_start;
