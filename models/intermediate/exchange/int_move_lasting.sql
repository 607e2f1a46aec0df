-- grain: one row per person and school year with rosters in which a lasting move is in
-- force
-- whoever is back by 31 August counts too: the autumn's roster, taken while the person
-- was away, may show the host; a transfer for good has no end and is pending
with measured_moves as (select * from {{ ref('int_move_measured') }}),

teacher_rosters as (select * from {{ ref('stg_teacher_roster') }}),

roster_years as (
    -- distinct: the roster has a row per person
    select distinct
        county_id,
        school_year
    from teacher_rosters
),

last_told as (
    select
        *,
        row_number() over (
            partition by county_id, teacher_token, start_month, to_school_id
            order by school_year desc
        ) as preference
    from measured_moves
),

in_force as (
    select
        move.county_id,
        move.teacher_token,
        move.from_school_id,
        roster_years.school_year,
        row_number() over (
            partition by move.teacher_token, roster_years.school_year
            order by move.start_month, move.to_school_id, move.county_id
        ) as preference
    from last_told as move
    inner join roster_years
        on move.county_id = roster_years.county_id
    where
        move.preference = 1
        and move.own_reason = 'counted'
        and {{ month_number('move.start_month') }}
        <= {{ september_of('roster_years.school_year') }} + 11
        and {{ month_number('move.end_month') }}
        >= {{ september_of('roster_years.school_year') }}
)

select
    county_id,
    cast(school_year as integer) as school_year,
    teacher_token,
    from_school_id
from in_force
where preference = 1
