-- grain: one row per group, member school, exam, subject and denominator, with what the
-- school had a year before
-- constant is who was a member in the same role when that exam was sat
with scores as (select * from {{ ref('int_school_score_followed') }}),

members as (select * from {{ ref('int_group_member_placed') }})

select
    member.county_id,
    member.group_id,
    member.school_id,
    member.school_year,
    member.is_leading,
    member.is_accountable,
    score.exam_id,
    score.subject,
    score.denominator,
    score.previous_exam_id,
    score.pupil_count,
    score.t_score,
    score.previous_pupil_count,
    score.previous_t_score,
    score.is_releasable,
    score.is_suppressed or coalesce(score.is_previous_suppressed, false)
        as is_suppressed,
    earlier.school_id is not null and score.previous_t_score is not null as is_constant
from members as member
inner join scores as score
    on
        member.county_id = score.county_id
        and member.school_id = score.school_id
        and member.school_year = score.school_year
left join members as earlier
    on
        score.county_id = earlier.county_id
        and score.previous_school_id = earlier.school_id
        and score.previous_school_year = earlier.school_year
        and member.group_id = earlier.group_id
        and member.is_leading = earlier.is_leading
