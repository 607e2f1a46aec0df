-- grain: one row per move in the ledger of a school year
-- a person counts once a year in each mode, with the earliest move that the mode
-- counts: an older one that still runs does not take the place of this year's
with measured_moves as (select * from {{ ref('int_move_measured') }}),

placed as (
    select
        *,
        {{ month_number('start_month') }} - {{ september_of('school_year') }}
            as start_position,
        {{ month_number('end_month') }} - {{ september_of('school_year') }}
            as end_position
    from measured_moves
),

dated as (
    select
        *,
        start_position between 0 and 11 as is_new,
        start_position <= 11 and coalesce(end_position >= 0, true) as is_in_year
    from placed
),

turned as (
    select
        *,
        row_number() over (
            partition by county_id, school_year, teacher_token, own_reason, is_new
            order by start_month, to_school_id
        ) as new_turn,
        row_number() over (
            partition by county_id, school_year, teacher_token, own_reason, is_in_year
            order by start_month, to_school_id
        ) as in_force_turn
    from dated
),

counted as (
    select
        *,
        own_reason = 'counted' and is_new and new_turn = 1 as is_counted_new,
        own_reason = 'counted' and is_in_year and in_force_turn = 1
            as is_counted_in_force,
        own_reason in ('pending', 'lesson_share_missing') and is_in_year as is_undecided
    from turned
)

select
    county_id,
    school_year,
    teacher_token,
    from_school_id,
    to_school_id,
    exchange_form,
    start_month,
    end_month,
    month_count,
    case
        when not is_in_year then 'not_in_year'
        when own_reason = 'counted' and not (is_counted_new or is_counted_in_force)
            then 'second_in_year'
        else own_reason
    end as count_reason,
    is_counted_new,
    is_counted_in_force,
    is_undecided and is_new as is_undecided_new,
    is_undecided as is_undecided_in_force
from counted
