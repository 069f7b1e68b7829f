-- A text in simplified characters, as the tables have it: simplified('農業'). Character by character, from OpenCC's table; the
-- few words in which a traditional character stays are not looked for (乾坤 becomes 干坤).
CREATE MACRO simplified(asked) AS translate(asked, {traditional}, {simplified});
