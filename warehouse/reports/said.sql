-- What did a person say about a subject?
-- One row a statement, the oldest first. who is the full name or the speaker as printed; about is looked for in what was
-- said. Only what the text attributes is there: 他 whose name is in doubt has no full name, and paraphrase without a verb
-- of saying is not a statement. Statements of an article without a date stand last.
-- Chart: point x=published_on y=newspaper
-- Parameters:
-- who: the speaker; empty for anybody
-- about: characters that the statement holds; empty for any
-- most: how many rows
WITH asked AS (SELECT '' AS who, '' AS about, 100 AS most)

SELECT
    articles.published_on,
    articles.newspaper,
    articles.page_no,
    coalesce(statements.speaker, statements.speaker_text) AS speaker,
    statements.speaker_title AS title,
    statements.verb,
    statements.content,
    statements.is_direct,
    statements.article_id
FROM statements
JOIN articles ON statements.article_id = articles.article_id
CROSS JOIN asked
WHERE
    (asked.who = '' OR asked.who IN (statements.speaker, statements.speaker_text))
    AND (asked.about = '' OR contains(statements.content, asked.about))
ORDER BY articles.published_on, articles.newspaper, statements.article_id, statements.field, statements.char_start
LIMIT (SELECT most FROM asked);
