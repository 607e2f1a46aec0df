-- grain: one row per group, school and month of joining in a county's register
-- a group without a number is known by its name; who has no month of joining belongs
-- since the first register of the county that lists it so
with registers as (select * from {{ ref('stg_school_group') }}),

named as (
    select
        *,
        coalesce(group_id, group_name) as known_as
    from registers
),

dated as (
    select
        *,
        coalesce(
            valid_from,
            {{ first_day_of('min(school_year) over ('
                ~ 'partition by county_id, known_as, school_id, valid_from)') }}
        ) as joined_on
    from named
),

-- one number with two names, or a month beside none, may tell one membership twice
ordered as (
    select
        *,
        row_number() over (
            partition by county_id, school_year, known_as, school_id, joined_on
            order by
                case when valid_from is null then 1 else 0 end asc,
                case when valid_to is null then 0 else 1 end asc,
                valid_to desc,
                group_name asc
        ) as preference
    from dated
)

select
    county_id,
    school_year,
    known_as as group_id,
    group_name,
    group_type,
    tightness,
    school_id,
    role,
    joined_on as valid_from,
    valid_to,
    coalesce(is_accountable, false) as is_accountable,
    supervisor_role,
    helper_role,
    has_plate
from ordered
where preference = 1
