-- How did a quantity develop from report to report?
-- One row each time that the subject is told with a number, in the order of days; targets, results and changes are told
-- apart by kind. Printings of a subject are compared without blanks, quotation marks, and the place or scope before them.
-- Rows of different units or places do not belong to one line. An article without a date stands last.
-- Chart: point x=published_on y=amount color=kind
-- Parameters:
-- about: what is counted, as printed (粮食总产量)
WITH asked AS (SELECT '高标准农田' AS about)

SELECT
    published_on,
    newspaper,
    place,
    kind,
    is_change,
    text,
    amount,
    unit,
    modifier,
    horizon,
    sentence_of(article_id, field, char_start, char_end) AS sentence,
    article_id
FROM quantity_series((SELECT about FROM asked))
ORDER BY published_on, newspaper, article_id, field, char_start;
