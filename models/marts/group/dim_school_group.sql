-- grain: one row per school group and school year of the county's register
with registers as (select * from {{ ref('int_group_registered') }}),

placed as (
    select
        *,
        valid_from <= {{ first_day_of('school_year') }}
        and (valid_to is null or valid_to > {{ first_day_of('school_year') }})
            as is_member
    from registers
)

select
    cast(county_id as string) as county_id,
    cast(group_id as string) as group_id,
    cast(school_year as integer) as school_year,
    cast(min(group_name) as string) as group_name,
    cast(min(group_type) as string) as group_type,
    cast(min(tightness) as string) as tightness,
    cast(min(case when is_member and role = 'lead' then school_id end) as string)
        as lead_school_id,
    -- distinct: two spans of one school may overlap
    cast(count(distinct case when is_member then school_id end) as integer)
        as member_count,
    cast(min(case when is_member then supervisor_role end) as string)
        as supervisor_role,
    cast(min(case when is_member then helper_role end) as string) as helper_role,
    -- a register that is silent about plates does not say that there are none
    cast(
        case
            when count(has_plate) > 0
                then count(
                    distinct case
                        when is_member and has_plate and role = 'lead' then school_id
                    end
                )
        end as integer
    ) as lead_plate_count,
    cast(
        case
            when count(has_plate) > 0
                then count(
                    distinct case
                        when is_member and has_plate and role = 'member' then school_id
                    end
                )
        end as integer
    ) as member_plate_count
from placed
group by county_id, group_id, school_year
