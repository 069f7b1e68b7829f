-- The text of an article's field by its name, to be cut with offsets that count in it.
CREATE MACRO field_text(field, kicker, headline, deck, dateline, byline, body) AS
    CASE field
        WHEN 'body' THEN body
        WHEN 'headline' THEN headline
        WHEN 'kicker' THEN kicker
        WHEN 'deck' THEN deck
        WHEN 'dateline' THEN dateline
        WHEN 'byline' THEN byline
    END;
