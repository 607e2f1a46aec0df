-- grain: one row per assessment cycle, school and stage that takes in pupils
-- its pupils and all schools' in the first grade of the stage, in the years in which
-- all are known and the schools were those of the cycle's year: none opened, closed or
-- split since (standard.md 12.10)
with rostered as (select * from {{ ref('int_forecast_rostered') }}),

splits as (
    select * from {{ ref('bridge_school_succession') }}
    where change_kind = 'split'
),

entrants as (
    select
        *,
        max(case when school_year = base_school_year then 1 else 0 end) over (
            partition by cycle_id, county_id, stage, school_id
        ) as is_standing
    from rostered
    where is_taught and grade = first_grade
),

school_years as (
    select
        cycle_id,
        county_id,
        base_school_year,
        stage,
        school_year,
        count(*) as school_count,
        count(pupil_count) as known_count,
        sum(is_standing) as standing_count,
        sum(pupil_count) as pupil_count
    from entrants
    group by cycle_id, county_id, base_school_year, stage, school_year
),

compared as (
    select
        *,
        max(case when school_year = base_school_year then school_count end) over (
            partition by cycle_id, county_id, stage
        ) as base_school_count
    from school_years
),

comparable as (
    select compared.*
    from compared
    left join splits
        on
            compared.county_id = splits.county_id
            and splits.change_month > {{ first_day_of('compared.school_year') }}
            and splits.change_month <= {{ first_day_of('compared.base_school_year') }}
    where
        splits.county_id is null
        and compared.known_count = compared.base_school_count
        and compared.standing_count = compared.base_school_count
        and compared.school_count = compared.base_school_count
)

select
    entrants.cycle_id,
    entrants.county_id,
    entrants.school_id,
    entrants.stage,
    cast(sum(entrants.pupil_count) as bigint) as entrant_count,
    cast(sum(comparable.pupil_count) as bigint) as county_entrant_count
from comparable
inner join entrants
    on
        comparable.cycle_id = entrants.cycle_id
        and comparable.county_id = entrants.county_id
        and comparable.stage = entrants.stage
        and comparable.school_year = entrants.school_year
group by
    entrants.cycle_id,
    entrants.county_id,
    entrants.school_id,
    entrants.stage
