-- grain: one row per school whose staff is counted and school year with a school list
-- of the year before: whether last year's rosters of all that it is made of came
with campuses as (select * from {{ ref('int_campus_staffed') }}),

followed as (select * from {{ ref('int_school_followed') }}),

composed as (select * from {{ ref('int_school_composed') }}),

before as (
    select
        last.county_id,
        last.school_year + 1 as school_year,
        coalesce(followed.standing_school_id, last.school_id) as school_id,
        last.has_teacher_roster
    from campuses as last
    left join followed
        on
            last.county_id = followed.county_id
            and last.school_id = followed.school_id
            and {{ holds_on('followed', first_day_of('last.school_year + 1')) }}
),

rostered as (
    select
        now.county_id,
        now.school_year,
        now.whole_school_id as school_id,
        min(case when before.has_teacher_roster then 1 else 0 end) = 1
            as has_last_teacher_roster
    from before
    inner join campuses as now
        on
            before.county_id = now.county_id
            and before.school_year = now.school_year
            and before.school_id = now.school_id
    group by now.county_id, now.school_year, now.whole_school_id
)

select
    rostered.county_id,
    rostered.school_year,
    rostered.school_id,
    rostered.has_last_teacher_roster,
    coalesce(made_now.composition_id <> made_then.composition_id, false)
        as is_composition_changed
from rostered
left join composed as made_now
    on
        rostered.county_id = made_now.county_id
        and rostered.school_id = made_now.school_id
        and {{ holds_on('made_now', first_day_of('rostered.school_year')) }}
left join composed as made_then
    on
        rostered.county_id = made_then.county_id
        and rostered.school_id = made_then.school_id
        and {{ holds_on('made_then', first_day_of('rostered.school_year - 1')) }}
