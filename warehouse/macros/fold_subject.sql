-- What two printings of a subject share: without blanks and quotation marks, without the place that it begins with
-- (吉林省粮食产量 of 吉林省), and without 全省, 我市 and the like before it. place may be null.
CREATE MACRO fold_subject(subject, place) AS
    regexp_replace(
        CASE
            WHEN starts_with(subject, place) AND length(subject) > length(place) + 1
                THEN substring(regexp_replace(lower(subject), '[\s·“”‘’]', '', 'g'), length(place) + 1)
            ELSE regexp_replace(lower(subject), '[\s·“”‘’]', '', 'g')
        END,
        '^[全我本该](?:省|市|县|区|国|州|旗|镇|乡|村|年)(.)',
        '\1'
    );
