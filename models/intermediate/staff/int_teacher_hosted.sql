-- grain: one row per person and school year whom a counted exchange has at another
-- school on 1 September
-- as the newest ledger tells it; of several moves the earliest, as for who is away
with measured_moves as (select * from {{ ref('int_move_measured') }}),

last_told as (
    select
        *,
        row_number() over (
            partition by county_id, teacher_token, start_month, to_school_id
            order by school_year desc
        ) as preference
    from measured_moves
),

county_years as (
    -- distinct: the list has a row per school
    select distinct
        county_id,
        cast(school_year as integer) as school_year
    from {{ ref('stg_school_list') }}
),

in_force as (
    select
        county_years.county_id,
        county_years.school_year,
        told.teacher_token,
        told.from_school_id,
        told.to_school_id,
        told.is_relation_moved,
        row_number() over (
            partition by told.teacher_token, county_years.school_year
            order by told.start_month, told.to_school_id, told.county_id
        ) as preference
    from last_told as told
    inner join county_years
        on told.county_id = county_years.county_id
    where
        told.preference = 1
        and told.own_reason = 'counted'
        and {{ month_number('told.start_month') }}
        <= {{ september_of('county_years.school_year') }}
        and {{ month_number('told.end_month') }}
        >= {{ september_of('county_years.school_year') }}
)

select
    county_id,
    school_year,
    teacher_token,
    from_school_id,
    to_school_id,
    is_relation_moved
from in_force
where preference = 1
