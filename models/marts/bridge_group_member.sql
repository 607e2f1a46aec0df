-- grain: one row per group, school and month of joining; the newest register speaks
with registers as (select * from {{ ref('stg_school_group') }}),

ordered as (
    select
        *,
        row_number() over (
            partition by county_id, group_id, school_id, valid_from
            order by school_year desc
        ) as preference
    from registers
)

select
    cast(county_id as string) as county_id,
    cast(group_id as string) as group_id,
    cast(school_id as string) as school_id,
    cast(role as string) as role,
    cast(valid_from as date) as valid_from,
    cast(valid_to as date) as valid_to,
    cast(coalesce(is_accountable, false) as boolean) as is_accountable
from ordered
where preference = 1
