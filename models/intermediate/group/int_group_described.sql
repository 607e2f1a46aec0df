-- grain: one row per group, as the newest register that lists it calls it
with school_groups as (select * from {{ ref('dim_school_group') }}),

ordered as (
    select
        *,
        row_number() over (
            partition by county_id, group_id
            order by school_year desc
        ) as preference
    from school_groups
)

select
    county_id,
    group_id,
    group_name,
    group_type,
    tightness
from ordered
where preference = 1
