-- grain: one row per school of the county's list and school year
select
    cast(county_id as string) as county_id,
    cast(school_year as integer) as school_year,
    cast(school_id as string) as school_id,
    cast(school_name as string) as school_name,
    cast(school_type as string) as school_type,
    cast(ownership as string) as ownership,
    cast(is_private as boolean) as is_private,
    cast(urban_rural_code as string) as urban_rural_code,
    cast(urban_rural as string) as urban_rural,
    cast(is_boarding as boolean) as is_boarding,
    cast(is_teaching_point as boolean) as is_teaching_point,
    cast(is_counted as boolean) as is_counted,
    cast(parent_school_id as string) as parent_school_id,
    cast(founded_year as integer) as founded_year,
    cast(
        case
            when has_profile
                then coalesce(primary_pupil_count, 0) + coalesce(junior_pupil_count, 0)
        end as integer
    ) as pupil_count,
    cast(has_profile as boolean) as has_profile
from {{ ref('int_school_profiled') }}
