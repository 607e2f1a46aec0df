-- grain: one row per move in the ledger of a school year
-- who stands on no roster of the year or of the one before has no title that is known
with moves as (select * from {{ ref('int_move_directed') }}),

known_teachers as (select * from {{ ref('int_teacher_known') }}),

eligibilities as (select * from {{ ref('fct_teacher_eligibility') }}),

exchange_years as (select * from {{ ref('int_exchange_year') }})

select
    cast(
        move.county_id || '|' || cast(move.school_year as string) || '|'
        || move.teacher_token || '|' || cast(move.start_month as string) || '|'
        || move.to_school_id as string
    ) as move_id,
    cast(move.teacher_token as string) as teacher_token,
    cast(move.school_year as integer) as school_year,
    cast(move.county_id as string) as county_id,
    cast(move.from_school_id as string) as from_school_id,
    cast(move.to_school_id as string) as to_school_id,
    cast(move.origin_school_id as string) as origin_school_id,
    cast(move.target_school_id as string) as target_school_id,
    cast(move.exchange_form as string) as exchange_form,
    cast(move.start_month as date) as start_month,
    cast(move.end_month as date) as end_month,
    cast(move.month_count as integer) as month_count,
    cast(move.count_reason as string) as count_reason,
    cast(move.is_counted_new as boolean) as is_counted_new,
    cast(move.is_counted_in_force as boolean) as is_counted_in_force,
    cast(move.is_undecided_new as boolean) as is_undecided_new,
    cast(move.is_undecided_in_force as boolean) as is_undecided_in_force,
    cast(move.direction as string) as direction,
    cast(move.flow as string) as flow,
    cast(move.designation_flow as string) as designation_flow,
    cast(move.role_flow as string) as role_flow,
    cast(known.is_backbone as boolean) as is_backbone,
    cast(known.is_leader as boolean) as is_leader,
    cast(
        case
            when exchange_years.has_roster
                then coalesce(
                    eligibility.is_eligible,
                    -- a stranger may stand on a roster that did not come
                    case when exchange_years.missing_roster_count = 0 then false end
                )
        end as boolean
    ) as is_eligible,
    cast(known.stage as string) as stage,
    cast(known.subject as string) as subject
from moves as move
left join known_teachers as known
    on
        move.teacher_token = known.teacher_token
        and move.school_year = known.school_year
left join eligibilities as eligibility
    on
        move.teacher_token = eligibility.teacher_token
        and move.school_year = eligibility.school_year
left join exchange_years
    on
        move.county_id = exchange_years.county_id
        and move.school_year = exchange_years.school_year
