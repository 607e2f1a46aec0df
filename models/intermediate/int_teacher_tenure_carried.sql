-- grain: one row per person, school and school year whose tenure began in a school that
-- this one has taken over
-- who was in it on its last roster and is here on the next came along, and has stayed
-- as long as no roster lacks the name
with rostered as (select * from {{ ref('int_teacher_rostered') }}),

ended_schools as (select * from {{ ref('int_school_ended') }}),

came_along as (
    select
        here.teacher_token,
        here.school_id,
        here.school_year as first_year,
        min(there.arrival_month) as tenure_from
    from rostered as here
    inner join rostered as there
        on
            here.teacher_token = there.teacher_token
            and here.school_year = there.school_year + 1
    inner join ended_schools as ended
        on
            there.county_id = ended.county_id
            and there.school_id = ended.school_id
            and here.school_id = ended.successor_school_id
            and ended.ended_month > {{ first_day_of('there.school_year') }}
            and ended.ended_month <= {{ first_day_of('here.school_year') }}
    group by here.teacher_token, here.school_id, here.school_year
),

stayed as (
    select
        came_along.teacher_token,
        came_along.school_id,
        came_along.first_year,
        came_along.tenure_from,
        now.school_year
    from came_along
    inner join rostered as now
        on
            came_along.teacher_token = now.teacher_token
            and came_along.school_id = now.school_id
            and came_along.first_year <= now.school_year
    inner join rostered as meanwhile
        on
            came_along.teacher_token = meanwhile.teacher_token
            and came_along.school_id = meanwhile.school_id
            and came_along.first_year <= meanwhile.school_year
            and now.school_year >= meanwhile.school_year
    group by
        came_along.teacher_token,
        came_along.school_id,
        came_along.first_year,
        came_along.tenure_from,
        now.school_year
    having count(*) = now.school_year - came_along.first_year + 1
)

select
    teacher_token,
    school_id,
    school_year,
    min(tenure_from) as tenure_from
from stayed
group by teacher_token, school_id, school_year
