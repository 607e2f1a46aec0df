-- grain: one row per school of the county's list and school year
-- what the school itself says about its kind and place wins over the list
with listed as (select * from {{ ref('stg_school_list') }}),

profiled as (select * from {{ ref('stg_school_profile') }}),

described as (
    select
        listed.county_id,
        cast(listed.school_year as integer) as school_year,
        listed.school_id,
        listed.school_name,
        case
            -- the national form has no word for a teaching point and calls it 小学
            when profiled.school_type = '211' and listed.school_type = '218'
                then listed.school_type
            else coalesce(profiled.school_type, listed.school_type)
        end as school_type,
        coalesce(profiled.ownership, listed.ownership) as ownership,
        coalesce(profiled.urban_rural_code, listed.urban_rural_code)
            as urban_rural_code,
        profiled.is_boarding,
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
)

select
    *,
    ownership = '10' as is_private,
    case substr(urban_rural_code, 1, 2)
        when '11' then 'city'
        when '12' then 'town'
        when '21' then 'village'
        when '22' then 'village'
    end as urban_rural,
    school_type = '218' as is_teaching_point
from described
