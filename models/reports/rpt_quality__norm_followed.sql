-- grain: one row per school, exam and subject whose last year's exam it sat too
-- a place among the county's pupils of each year, and no progress
with norms as (select * from {{ ref('fct_norm_followed') }}),

papers as (select * from {{ ref('int_paper_named') }}),

names as (select * from {{ ref('int_entity_named') }})

select
    cast(norm.county_id as string) as county_id,
    paper.county_name,
    cast(norm.school_id as string) as school_id,
    cast(norm.exam_id as string) as exam_id,
    cast(norm.subject as string) as subject,
    paper.school_year,
    paper.school_year_name,
    paper.exam_name,
    before.exam_name as previous_exam_name,
    paper.grade,
    paper.subject_name,
    cast(entity.entity_name as string) as school_name,
    norm.pupil_count,
    norm.previous_pupil_count,
    norm.t_score,
    norm.previous_t_score,
    norm.t_score_difference,
    norm.is_suppressed
from norms as norm
inner join papers as paper
    on {{ same_paper('norm', 'paper') }}
inner join papers as before
    on
        norm.county_id = before.county_id
        and norm.previous_exam_id = before.exam_id
        and norm.subject = before.subject
left join names as entity
    on
        norm.county_id = entity.county_id
        and entity.entity_type = 'school'
        and norm.school_id = entity.entity_id
where norm.is_releasable
