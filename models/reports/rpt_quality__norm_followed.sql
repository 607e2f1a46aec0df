-- grain: one row per school, exam and subject whose last year's exam it sat too
-- a place among the county's pupils of each year, and no progress
with norms as (select * from {{ ref('fct_norm_followed') }}),

exams as (select * from {{ ref('dim_exam') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

names as (select * from {{ ref('int_entity_named') }}),

codes as (select * from {{ ref('code_list') }})

select
    cast(norm.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(norm.school_id as string) as school_id,
    cast(norm.exam_id as string) as exam_id,
    cast(norm.subject as string) as subject,
    cast(exam.school_year as integer) as school_year,
    cast({{ school_year_text('exam.school_year') }} as string) as school_year_name,
    cast(exam.exam_name as string) as exam_name,
    cast(before.exam_name as string) as previous_exam_name,
    cast(exam.grade as integer) as grade,
    cast(subject.name_zh as string) as subject_name,
    cast(entity.entity_name as string) as school_name,
    norm.pupil_count,
    norm.previous_pupil_count,
    norm.t_score,
    norm.previous_t_score,
    norm.t_score_difference,
    norm.is_suppressed
from norms as norm
inner join exams as exam
    on norm.county_id = exam.county_id and norm.exam_id = exam.exam_id
inner join exams as before
    on norm.county_id = before.county_id and norm.previous_exam_id = before.exam_id
left join newest_cycles as newest
    on norm.county_id = newest.county_id
left join codes as subject
    on subject.list_id = 'subject' and norm.subject = subject.code
left join names as entity
    on
        norm.county_id = entity.county_id
        and entity.entity_type = 'school'
        and norm.school_id = entity.entity_id
where norm.is_releasable
