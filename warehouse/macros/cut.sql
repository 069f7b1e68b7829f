-- The characters of a text from char_start up to, and without, char_end, as the tables count them (from 0).
CREATE MACRO cut(whole, char_start, char_end) AS substring(whole, char_start + 1, char_end - char_start);
