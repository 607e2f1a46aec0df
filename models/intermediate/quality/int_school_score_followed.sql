-- grain: one row per school, exam, subject and denominator with a score, and what the
-- school had a year before
with scores as (
    select * from {{ ref('fct_quality_score') }}
    where entity_type = 'school'
),

exams as (select * from {{ ref('int_exam_followed') }}),

composed as (select * from {{ ref('int_school_composed') }}),

placed as (
    select
        score.county_id,
        score.entity_id as school_id,
        score.exam_id,
        score.subject,
        score.denominator,
        score.pupil_count,
        score.t_score,
        score.is_suppressed,
        exam.school_year,
        exam.is_school_level_releasable,
        exam.previous_exam_id,
        coalesce(composed.composition_id, score.entity_id) as composition_id
    from scores as score
    inner join exams as exam
        on
            score.county_id = exam.county_id
            and score.exam_id = exam.exam_id
    left join composed
        on
            score.county_id = composed.county_id
            and score.entity_id = composed.school_id
            and {{ holds_on('composed', first_day_of('exam.school_year')) }}
)

select
    now.county_id,
    now.school_id,
    now.school_year,
    now.exam_id,
    now.subject,
    now.denominator,
    now.pupil_count,
    now.t_score,
    now.is_school_level_releasable as is_releasable,
    now.is_suppressed,
    now.previous_exam_id,
    before.school_id as previous_school_id,
    before.school_year as previous_school_year,
    before.pupil_count as previous_pupil_count,
    before.t_score as previous_t_score,
    before.is_suppressed as is_previous_suppressed
from placed as now
left join placed as before
    on
        now.county_id = before.county_id
        and now.composition_id = before.composition_id
        and now.previous_exam_id = before.exam_id
        and now.subject = before.subject
        and now.denominator = before.denominator
where now.t_score is not null
