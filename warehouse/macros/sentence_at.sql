-- The sentence of a text in which the characters from char_start up to, and without, char_end stand; a sentence ends
-- with 。 ！ ？ or a paragraph.
CREATE MACRO sentence_at(whole, char_start, char_end) AS
    regexp_extract(substring(whole, 1, char_start), '[^。！？\n]*$')
    || cut(whole, char_start, char_end)
    || regexp_extract(substring(whole, char_end + 1), '^[^。！？\n]*[。！？]?');
