-- How did a quantity develop? One row each time that the subject is told, in the order of days; asked is the subject as
-- printed (高标准农田), printings are compared by fold_subject. Compare rows of one unit and place only.
CREATE MACRO quantity_series(asked) AS TABLE
    SELECT
        published_on,
        newspaper,
        place,
        kind,
        is_change,
        text,
        amount,
        amount_unit AS unit,
        modifier,
        horizon,
        subject,
        article_id,
        field,
        char_start,
        char_end
    FROM placed_quantities
    WHERE subject_key = fold_subject(asked, '')
    ORDER BY published_on, newspaper, article_id, field, char_start;
