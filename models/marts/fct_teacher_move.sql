-- grain: one row per move in the ledger of a school year
-- of a person's lasting moves in a year only the earliest counts
with measured_moves as (select * from {{ ref('int_move_measured') }}),

known_teachers as (select * from {{ ref('int_teacher_known') }}),

eligibilities as (select * from {{ ref('fct_teacher_eligibility') }}),

exchange_years as (select * from {{ ref('int_exchange_year') }}),

ordered as (
    select
        *,
        row_number() over (
            partition by county_id, school_year, teacher_token, own_reason
            order by start_month, to_school_id
        ) as turn
    from measured_moves
),

reasoned as (
    select
        *,
        case
            when own_reason = 'counted' and turn > 1 then 'second_in_year'
            else own_reason
        end as count_reason,
        {{ month_number('start_month') }} between {{ september_of('school_year') }}
        and {{ september_of('school_year') }} + 11 as is_new
    from ordered
),

schools as (select * from {{ ref('dim_school') }})

select
    cast(
        reasoned.county_id || '|' || cast(reasoned.school_year as string) || '|'
        || reasoned.teacher_token || '|' || cast(reasoned.start_month as string) || '|'
        || reasoned.to_school_id as string
    ) as move_id,
    cast(reasoned.teacher_token as string) as teacher_token,
    cast(reasoned.school_year as integer) as school_year,
    cast(reasoned.county_id as string) as county_id,
    cast(reasoned.from_school_id as string) as from_school_id,
    cast(reasoned.to_school_id as string) as to_school_id,
    cast(reasoned.exchange_form as string) as exchange_form,
    cast(reasoned.start_month as date) as start_month,
    cast(reasoned.end_month as date) as end_month,
    cast(reasoned.month_count as integer) as month_count,
    cast(reasoned.count_reason as string) as count_reason,
    cast(reasoned.count_reason = 'counted' and reasoned.is_new as boolean)
        as is_counted_new,
    cast(reasoned.count_reason = 'counted' as boolean) as is_counted_in_force,
    cast(origin.urban_rural || '_to_' || target.urban_rural as string) as direction,
    cast(
        case
            when origin.urban_rural <> 'village' and target.urban_rural = 'village'
                then 'town_to_village'
            when origin.urban_rural = 'village' and target.urban_rural <> 'village'
                then 'village_to_town'
            when origin.urban_rural is not null and target.urban_rural is not null
                then 'level'
        end as string
    ) as flow,
    cast(coalesce(known.is_backbone, false) as boolean) as is_backbone,
    cast(coalesce(known.is_leader, false) as boolean) as is_leader,
    cast(
        case
            when exchange_years.has_roster then coalesce(eligibility.is_eligible, false)
        end as boolean
    ) as is_eligible,
    cast(known.stage as string) as stage,
    cast(known.subject as string) as subject
from reasoned
left join schools as origin
    on
        reasoned.county_id = origin.county_id
        and reasoned.from_school_id = origin.school_id
        and reasoned.school_year = origin.school_year
left join schools as target
    on
        reasoned.county_id = target.county_id
        and reasoned.to_school_id = target.school_id
        and reasoned.school_year = target.school_year
left join known_teachers as known
    on
        reasoned.teacher_token = known.teacher_token
        and reasoned.school_year = known.school_year
left join eligibilities as eligibility
    on
        reasoned.teacher_token = eligibility.teacher_token
        and reasoned.school_year = eligibility.school_year
left join exchange_years
    on
        reasoned.county_id = exchange_years.county_id
        and reasoned.school_year = exchange_years.school_year
