-- The sentence of an article in which a row about text stands: sentence_of(article_id, field, char_start, char_end).
-- Ask it of few rows: it reads the article's text.
CREATE MACRO sentence_of(of_article, of_field, first_char, last_char) AS (
    SELECT
        first(
            sentence_at(
                field_text(of_field, kicker, headline, deck, dateline, byline, body), first_char, last_char
            )
        )
    FROM articles
    WHERE article_id = of_article
);
