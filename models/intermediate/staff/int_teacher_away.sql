-- grain: one row per person and school year with a lasting move from a school that has
-- listed the person
with lasting as (select * from {{ ref('int_move_lasting') }}),

teacher_rosters as (select * from {{ ref('stg_teacher_roster') }}),

today as (
    select * from {{ ref('int_school_followed') }}
    where valid_to is null
),

-- move and roster name the school as it was called then; today it is the same
away as (
    select
        lasting.*,
        coalesce(today.standing_school_id, lasting.from_school_id) as school_today_id
    from lasting
    left join today
        on
            lasting.county_id = today.county_id
            and lasting.from_school_id = today.school_id
),

rostered as (
    select
        roster.*,
        coalesce(today.standing_school_id, roster.sender_id) as school_today_id
    from teacher_rosters as roster
    left join today
        on
            roster.county_id = today.county_id
            and roster.sender_id = today.school_id
),

listed as (
    select
        away.school_year as away_year,
        rostered.*,
        row_number() over (
            partition by away.teacher_token, away.school_year
            order by
                rostered.school_year desc,
                case when rostered.sender_id = away.from_school_id then 0 else 1 end,
                rostered.sender_id asc
        ) as preference
    from away
    inner join rostered
        on
            away.county_id = rostered.county_id
            and away.teacher_token = rostered.teacher_token
            and away.school_today_id = rostered.school_today_id
    where rostered.school_year <= away.school_year
)

select
    county_id,
    away_year as school_year,
    teacher_token,
    sender_id as school_id,
    cast(school_year as integer) as listed_school_year,
    stage,
    subject,
    post_category,
    staffing,
    arrival_month,
    deferral_reason,
    is_leader
from listed
where preference = 1
