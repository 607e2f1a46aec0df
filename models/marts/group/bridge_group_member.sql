-- grain: one row per group, school and month of joining; the newest register speaks
-- a later register that no longer lists a membership ends it on its first day
with registers as (select * from {{ ref('int_group_registered') }}),

ordered as (
    select
        *,
        row_number() over (
            partition by county_id, group_id, school_id, valid_from
            order by school_year desc
        ) as preference
    from registers
),

newest as (
    select * from ordered
    where preference = 1
),

register_years as (
    -- distinct: a register has a row per membership
    select distinct
        county_id,
        school_year
    from registers
),

absences as (
    select
        newest.county_id,
        newest.group_id,
        newest.school_id,
        newest.valid_from,
        {{ first_day_of('min(later.school_year)') }} as absent_from
    from newest
    inner join register_years as later
        on
            newest.county_id = later.county_id
            and newest.school_year < later.school_year
    group by newest.county_id, newest.group_id, newest.school_id, newest.valid_from
)

select
    cast(newest.county_id as string) as county_id,
    cast(newest.group_id as string) as group_id,
    cast(newest.school_id as string) as school_id,
    cast(newest.role as string) as role,
    cast(newest.valid_from as date) as valid_from,
    cast(
        case
            when newest.valid_to < absences.absent_from then newest.valid_to
            else coalesce(absences.absent_from, newest.valid_to)
        end as date
    ) as valid_to,
    cast(newest.is_accountable as boolean) as is_accountable
from newest
left join absences
    on
        newest.county_id = absences.county_id
        and newest.group_id = absences.group_id
        and newest.school_id = absences.school_id
        and newest.valid_from = absences.valid_from
