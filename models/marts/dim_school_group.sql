-- grain: one row per school group and school year
select
    cast(county_id as string) as county_id,
    cast(group_id as string) as group_id,
    cast(school_year as integer) as school_year,
    cast(min(group_name) as string) as group_name,
    cast(min(group_type) as string) as group_type,
    cast(min(tightness) as string) as tightness,
    cast(min(case when role = 'lead' then school_id end) as string) as lead_school_id,
    cast(count(
        case
            when
                valid_from <= {{ first_day_of('school_year') }}
                and (valid_to is null or valid_to > {{ first_day_of('school_year') }})
                then 1
        end
    ) as integer) as member_count
from {{ ref('stg_school_group') }}
group by county_id, group_id, school_year
