-- Whether a text has each of these words, in one of its spellings: has_words(body, [['農業', '农业'], ['gdp', 'GDP']]).
CREATE MACRO has_words(whole, words) AS
    len([spellings FOR spellings IN words IF len([s FOR s IN spellings IF contains(whole, s)]) = 0]) = 0;
