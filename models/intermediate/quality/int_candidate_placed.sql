-- grain: one row per exam and candidate, with the school and class that answer for it
with candidates as (select * from {{ ref('stg_exam_candidate') }}),

school_rules as (select * from {{ ref('int_exam_school_rule') }})

select
    candidate.county_id,
    candidate.exam_id,
    candidate.exam_number_token,
    candidate.student_token,
    case
        when school_rule.value = 'registered'
            then coalesce(candidate.registered_school_id, candidate.school_id)
        else candidate.school_id
    end as school_id,
    -- a school where a pupil is only registered has no class of hers
    case
        when
            school_rule.value = 'registered'
            and candidate.registered_school_id <> candidate.school_id
            then null
        else candidate.class_name
    end as class_name
from candidates as candidate
left join school_rules as school_rule
    on
        candidate.county_id = school_rule.county_id
        and candidate.exam_id = school_rule.exam_id
