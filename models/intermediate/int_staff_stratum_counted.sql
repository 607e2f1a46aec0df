-- grain: one row per county, school year and stratum of staffed public teachers
with rostered as (select * from {{ ref('int_teacher_rostered') }}),

strata as (
    select
        staff.county_id,
        staff.school_year,
        kind.stratum_type,
        case kind.stratum_type
            when 'all' then 'all'
            when 'stage' then staff.stage
            when 'urban_rural' then staff.urban_rural
            else staff.title
        end as stratum
    from rostered as staff
    cross join (
        values ('all'), ('stage'), ('urban_rural'), ('title')
    ) as kind (stratum_type)
    where
        staff.post_category = 'teacher'
        and staff.staffing = 'staffed'
        and staff.stage in ('primary', 'junior')
        and not staff.is_private
)

select
    county_id,
    school_year,
    stratum_type,
    stratum,
    count(*) as head_count
from strata
where stratum is not null
group by county_id, school_year, stratum_type, stratum
