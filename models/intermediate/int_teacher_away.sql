-- grain: one row per person and school year with a lasting move from a school that has
-- listed the person
-- whoever is back by 31 August counts too: the autumn's roster, taken while the person
-- was away, may show the host; a transfer for good has no end and is pending
with measured_moves as (select * from {{ ref('int_move_measured') }}),

teacher_rosters as (select * from {{ ref('stg_teacher_roster') }}),

ended_schools as (select * from {{ ref('int_school_ended') }}),

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

away as (
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
),

-- a ledger may name the school that has since taken over the one of the roster
rosters_with_successor as (
    select
        roster.*,
        ended.successor_school_id
    from teacher_rosters as roster
    left join ended_schools as ended
        on
            roster.county_id = ended.county_id
            and roster.sender_id = ended.school_id
),

listed as (
    select
        away.school_year as away_year,
        roster.*,
        row_number() over (
            partition by away.teacher_token, away.school_year
            order by roster.school_year desc
        ) as preference
    from away
    inner join rosters_with_successor as roster
        on
            away.county_id = roster.county_id
            and away.teacher_token = roster.teacher_token
            and (
                away.from_school_id = roster.sender_id
                or away.from_school_id = roster.successor_school_id
            )
    where away.preference = 1 and roster.school_year <= away.school_year
)

select
    county_id,
    cast(away_year as integer) as school_year,
    teacher_token,
    sender_id as school_id,
    cast(school_year as integer) as listed_school_year,
    stage,
    subject,
    post_category,
    staffing,
    arrival_month,
    deferral_reason
from listed
where preference = 1
