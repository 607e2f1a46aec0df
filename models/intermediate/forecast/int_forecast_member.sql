-- grain: one row per assessment cycle, school year looked back on and school of the
-- list: which school it is today, and whether its classes of the year are known
-- what was merged or renamed since is its successor's (standard.md 12.10)
with bases as (select * from {{ ref('int_forecast_base') }}),

known_stages as (select * from {{ ref('int_class_roster_known') }}),

followed as (select * from {{ ref('int_school_followed') }})

select
    bases.cycle_id,
    bases.county_id,
    bases.base_school_year,
    listed.school_year,
    listed.school_id as member_school_id,
    coalesce(followed.standing_school_id, listed.school_id) as school_id,
    min(case when listed.is_known then 1 else 0 end) as is_known,
    max(case when listed.stage = 'primary' then 1 else 0 end) as has_primary,
    max(case when listed.stage = 'junior' then 1 else 0 end) as has_junior
from bases
inner join known_stages as listed
    on
        bases.county_id = listed.county_id
        and bases.base_school_year >= listed.school_year
        and bases.base_school_year - bases.past_year_count < listed.school_year
left join followed
    on
        listed.county_id = followed.county_id
        and listed.school_id = followed.school_id
        and {{ holds_on('followed', first_day_of('bases.base_school_year')) }}
group by
    bases.cycle_id,
    bases.county_id,
    bases.base_school_year,
    listed.school_year,
    listed.school_id,
    coalesce(followed.standing_school_id, listed.school_id)
