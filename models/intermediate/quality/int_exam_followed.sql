-- grain: one row per county and exam, with the one of the year before that it goes on
-- the same grade, term and kind of source; of several the last of that year
with exams as (select * from {{ ref('dim_exam') }}),

paired as (
    select
        exam.county_id,
        exam.exam_id,
        exam.school_year,
        exam.is_school_level_releasable,
        before.exam_id as previous_exam_id,
        row_number() over (
            partition by exam.county_id, exam.exam_id
            order by before.exam_date desc, before.exam_id desc
        ) as preference
    from exams as exam
    left join exams as before
        on
            exam.county_id = before.county_id
            and exam.school_year - 1 = before.school_year
            and exam.grade = before.grade
            and exam.source_type = before.source_type
            -- a term is named by its school year and its season
            and substr(exam.term_id, 6) = substr(before.term_id, 6)
)

select
    county_id,
    exam_id,
    school_year,
    is_school_level_releasable,
    previous_exam_id
from paired
where preference = 1
