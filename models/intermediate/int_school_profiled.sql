-- grain: one row per school of the county's list and school year
-- what the school itself says about its kind and place wins over the list
with listed as (select * from {{ ref('stg_school_list') }}),

profiled as (select * from {{ ref('stg_school_profile') }})

select
    listed.county_id,
    cast(listed.school_year as integer) as school_year,
    listed.school_id,
    listed.school_name,
    coalesce(profiled.school_type, listed.school_type) as school_type,
    coalesce(profiled.ownership, listed.ownership) as ownership,
    coalesce(profiled.ownership, listed.ownership) = '10' as is_private,
    coalesce(profiled.urban_rural_code, listed.urban_rural_code) as urban_rural_code,
    case substr(coalesce(profiled.urban_rural_code, listed.urban_rural_code), 1, 2)
        when '11' then 'city'
        when '12' then 'town'
        when '21' then 'village'
        when '22' then 'village'
    end as urban_rural,
    profiled.is_boarding,
    coalesce(profiled.school_type, listed.school_type) = '218' as is_teaching_point,
    profiled.is_counted,
    profiled.parent_school_id,
    coalesce(profiled.is_included_in_parent, false) as is_included_in_parent,
    profiled.founded_year,
    profiled.primary_pupil_count,
    profiled.junior_pupil_count,
    profiled.senior_pupil_count,
    profiled.school_id is not null as has_profile
from listed
left join profiled
    on
        listed.county_id = profiled.county_id
        and listed.school_id = profiled.school_id
        and listed.school_year = profiled.school_year
