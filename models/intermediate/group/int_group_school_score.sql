-- grain: one row per group, member school, exam, subject and denominator, with what the
-- school had a year before
-- constant is who was a member in the same role when that exam was sat
with scores as (
    select * from {{ ref('fct_quality_score') }}
    where entity_type = 'school'
),

exams as (select * from {{ ref('int_exam_followed') }}),

members as (select * from {{ ref('int_group_member_placed') }}),

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
    member.county_id,
    member.group_id,
    member.school_id,
    member.school_year,
    member.is_leading,
    member.is_accountable,
    now.exam_id,
    now.subject,
    now.denominator,
    now.previous_exam_id,
    now.pupil_count,
    now.t_score,
    before.pupil_count as previous_pupil_count,
    before.t_score as previous_t_score,
    now.is_school_level_releasable as is_releasable,
    now.is_suppressed or coalesce(before.is_suppressed, false) as is_suppressed,
    earlier.school_id is not null and before.t_score is not null as is_constant
from members as member
inner join placed as now
    on
        member.county_id = now.county_id
        and member.school_id = now.school_id
        and member.school_year = now.school_year
left join placed as before
    on
        now.county_id = before.county_id
        and now.composition_id = before.composition_id
        and now.previous_exam_id = before.exam_id
        and now.subject = before.subject
        and now.denominator = before.denominator
left join members as earlier
    on
        before.county_id = earlier.county_id
        and before.school_id = earlier.school_id
        and before.school_year = earlier.school_year
        and member.group_id = earlier.group_id
        and member.is_leading = earlier.is_leading
where now.t_score is not null
