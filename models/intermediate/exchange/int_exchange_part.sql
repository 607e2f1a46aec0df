-- grain: one row per county year, person on the list of a year, and person and mode
-- with a counted or an undecided move
-- part is year, listed, moved or undecided; the school is the one that the school of
-- origin is on 1 September
with exchange_years as (select * from {{ ref('int_exchange_year') }}),

eligibilities as (select * from {{ ref('fct_teacher_eligibility') }}),

moves as (select * from {{ ref('int_exchange_moved') }}),

followed as (select * from {{ ref('int_school_followed') }})

select
    county_id,
    school_year,
    'year' as part,
    cast(null as string) as count_mode,
    cast(null as string) as teacher_token,
    cast(null as string) as school_id,
    cast(null as string) as stage,
    cast(null as string) as subject,
    false as is_eligible,
    false as is_eligible_leader,
    false as is_backbone,
    false as is_leader,
    cast(null as string) as flow
from exchange_years
union all
select
    listed.county_id,
    listed.school_year,
    'listed' as part,
    cast(null as string) as count_mode,
    listed.teacher_token,
    coalesce(followed.standing_school_id, listed.school_id) as school_id,
    listed.stage,
    listed.subject,
    listed.is_eligible,
    listed.is_eligible_leader,
    false as is_backbone,
    false as is_leader,
    cast(null as string) as flow
from eligibilities as listed
left join followed
    on
        listed.county_id = followed.county_id
        and listed.school_id = followed.school_id
        and {{ holds_on('followed', first_day_of('listed.school_year')) }}
union all
select
    county_id,
    school_year,
    part,
    count_mode,
    teacher_token,
    school_id,
    stage,
    subject,
    is_eligible,
    false as is_eligible_leader,
    is_backbone,
    is_leader,
    flow
from moves
