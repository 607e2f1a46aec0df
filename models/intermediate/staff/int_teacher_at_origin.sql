-- grain: one row per person and school year: who belongs where at its end, on 31 August
-- who is away on exchange, or just back, stands at the school of origin, and in post
-- there, whether the year's rosters show the origin, the host, or nobody
with rostered as (select * from {{ ref('int_teacher_rostered') }}),

away as (select * from {{ ref('int_teacher_away') }}),

schools as (select * from {{ ref('dim_school') }})

select
    rostered.county_id,
    rostered.school_year,
    rostered.teacher_token,
    rostered.school_id,
    rostered.school_year as listed_school_year,
    rostered.is_private,
    rostered.stage,
    rostered.subject,
    rostered.post_category,
    rostered.staffing,
    rostered.post_status,
    rostered.arrival_month,
    rostered.deferral_reason,
    rostered.is_leader
from rostered
left join away
    on
        rostered.teacher_token = away.teacher_token
        and rostered.school_year = away.school_year
where away.teacher_token is null
union all
select
    away.county_id,
    away.school_year,
    away.teacher_token,
    away.school_id,
    away.listed_school_year,
    school.is_private,
    away.stage,
    away.subject,
    away.post_category,
    away.staffing,
    'in_post' as post_status,
    away.arrival_month,
    -- the one thing that is the person's, not the post's: this year's host knows better
    -- than an older roster
    case
        when away.listed_school_year < away.school_year
            then coalesce(rostered.deferral_reason, away.deferral_reason)
        else away.deferral_reason
    end as deferral_reason,
    away.is_leader
from away
left join rostered
    on
        away.teacher_token = rostered.teacher_token
        and away.school_year = rostered.school_year
left join schools as school
    on
        away.county_id = school.county_id
        and away.school_id = school.school_id
        and away.listed_school_year = school.school_year
