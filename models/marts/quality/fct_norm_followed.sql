-- grain: one row per school, exam and subject whose last year's exam it sat too
-- 50 is the county's mean of every year: this is a place among others, and no progress
with scores as (
    select * from {{ ref('int_school_score_followed') }}
    where denominator = 'takers' and previous_t_score is not null
),

exams as (select * from {{ ref('dim_exam') }}),

norms as (
    select * from {{ ref('int_norm_based') }}
    where entity_type = 'county'
)

select
    cast(score.county_id as string) as county_id,
    cast(score.school_id as string) as school_id,
    cast(score.exam_id as string) as exam_id,
    cast(score.subject as string) as subject,
    cast(score.school_year as integer) as school_year,
    cast(exam.grade as integer) as grade,
    cast(score.previous_exam_id as string) as previous_exam_id,
    cast(score.previous_school_id as string) as previous_school_id,
    score.pupil_count,
    score.previous_pupil_count,
    score.t_score,
    score.previous_t_score,
    cast(score.t_score - score.previous_t_score as double) as t_score_difference,
    score.is_releasable,
    score.is_suppressed
    or score.is_previous_suppressed
    or not coalesce(norm.is_norm, false)
    or not coalesce(before.is_norm, false) as is_suppressed
from scores as score
inner join exams as exam
    on score.county_id = exam.county_id and score.exam_id = exam.exam_id
left join norms as norm
    on {{ same_paper('score', 'norm') }}
left join norms as before
    on
        score.county_id = before.county_id
        and score.previous_exam_id = before.exam_id
        and score.subject = before.subject
