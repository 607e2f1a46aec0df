-- grain: one row per school of the county's list and school year
with schools as (select * from {{ ref('int_school_profiled') }}),

stages as (select * from {{ ref('int_school_stage_listed') }}),

half_known as (
    -- distinct: both stages may be blank
    select distinct
        county_id,
        school_year,
        school_id
    from stages
    where is_judged and pupil_count is null
),

ended_schools as (select * from {{ ref('int_school_ended') }}),

composed as (select * from {{ ref('int_school_composed') }})

select
    cast(schools.county_id as string) as county_id,
    cast(schools.school_year as integer) as school_year,
    cast(schools.school_id as string) as school_id,
    cast(schools.school_name as string) as school_name,
    cast(schools.school_type as string) as school_type,
    cast(schools.ownership as string) as ownership,
    cast(schools.is_private as boolean) as is_private,
    cast(schools.urban_rural_code as string) as urban_rural_code,
    cast(schools.urban_rural as string) as urban_rural,
    cast(schools.is_boarding as boolean) as is_boarding,
    cast(schools.is_teaching_point as boolean) as is_teaching_point,
    cast(schools.is_counted as boolean) as is_counted,
    cast(schools.parent_school_id as string) as parent_school_id,
    cast(schools.founded_year as integer) as founded_year,
    cast(
        case
            when
                half_known.school_id is null
                and coalesce(schools.primary_pupil_count, schools.junior_pupil_count)
                is not null
                then
                    coalesce(schools.primary_pupil_count, 0)
                    + coalesce(schools.junior_pupil_count, 0)
        end as integer
    ) as pupil_count,
    cast(schools.has_profile as boolean) as has_profile,
    cast(ended.ended_month as date) as ended_month,
    cast(ended.change_kind as string) as ended_by,
    cast(ended.successor_school_id as string) as successor_school_id,
    cast(coalesce(composed.composition_id, schools.school_id) as string)
        as composition_id
from schools
left join half_known
    on
        schools.county_id = half_known.county_id
        and schools.school_year = half_known.school_year
        and schools.school_id = half_known.school_id
left join ended_schools as ended
    on
        schools.county_id = ended.county_id
        and schools.school_id = ended.school_id
left join composed
    on
        schools.county_id = composed.county_id
        and schools.school_id = composed.school_id
        and {{ holds_on('composed', first_day_of('schools.school_year')) }}
