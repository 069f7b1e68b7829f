-- Which administrative divisions are there? One row a province, prefecture or county of the register that places are
-- resolved by, as in force at its last edition; divisions that were given up before are not here.
-- Columns:
-- place_code: GB/T 2260 code
-- place: full name
-- level: province, prefecture or county
-- above_code: code of the prefecture or province that it belongs to; null for a province
SELECT
    place_code,
    place,
    CASE
        WHEN place_code[3:6] = '0000' THEN 'province'
        WHEN place_code[5:6] = '00' THEN 'prefecture'
        ELSE 'county'
    END AS level,
    CASE
        WHEN place_code[3:6] = '0000' THEN NULL
        WHEN place_code[5:6] = '00' THEN place_code[1:2] || '0000'
        ELSE place_code[1:4] || '00'
    END AS above_code
FROM (SELECT unnest(string_split({codes}, ' ')) AS place_code, unnest(string_split({names}, ' ')) AS place);
