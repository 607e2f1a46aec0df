-- grain: one row per school whose staff is counted and school year whose teachers can
-- be compared with those of last autumn
with schools as (select * from {{ ref('int_school_staffed') }}),

compared as (select * from {{ ref('int_teacher_compared') }}),

rosters as (select * from {{ ref('int_roster_compared') }}),

arrivals as (
    select
        county_id,
        school_year,
        school_id,
        count(*) as joined_count,
        count(previous_school_id) as joined_from_school_count
    from compared
    where is_teacher and coalesce(previous_school_id <> school_id, true)
    group by county_id, school_year, school_id
),

departures as (
    select
        county_id,
        school_year,
        previous_school_id as school_id,
        count(*) as previous_teacher_count,
        count(case when coalesce(school_id <> previous_school_id, true) then 1 end)
            as left_count,
        count(case when school_id <> previous_school_id then 1 end)
            as left_to_school_count,
        count(case when school_id is null and is_retired then 1 end)
            as left_retired_count
    from compared
    where was_teacher
    group by county_id, school_year, previous_school_id
)

select
    schools.county_id,
    schools.school_year,
    schools.school_id,
    coalesce(departures.previous_teacher_count, 0) as previous_teacher_count,
    coalesce(arrivals.joined_count, 0) as joined_count,
    coalesce(arrivals.joined_from_school_count, 0) as joined_from_school_count,
    coalesce(departures.left_count, 0) as left_count,
    coalesce(departures.left_to_school_count, 0) as left_to_school_count,
    coalesce(departures.left_retired_count, 0) as left_retired_count,
    rosters.is_composition_changed
from schools
inner join rosters
    on
        schools.county_id = rosters.county_id
        and schools.school_year = rosters.school_year
        and schools.school_id = rosters.school_id
left join arrivals
    on
        schools.county_id = arrivals.county_id
        and schools.school_year = arrivals.school_year
        and schools.school_id = arrivals.school_id
left join departures
    on
        schools.county_id = departures.county_id
        and schools.school_year = departures.school_year
        and schools.school_id = departures.school_id
where schools.has_teacher_roster and rosters.has_last_teacher_roster
