-- grain: one row per move in the ledger of a school year
-- an open move runs to its planned end; without one it is pending
-- what cannot count whatever is still filled in comes before what is still open
with ledger_rows as (select * from {{ ref('stg_teacher_exchange') }}),

form_rules as (select * from {{ ref('exchange_form_rule') }}),

exchange_rules as (select * from {{ ref('int_exchange_rule_resolved') }}),

ledger as (
    select
        *,
        coalesce(end_month, planned_end_month) as last_month
    from ledger_rows
),

measured as (
    select
        ledger.*,
        form.needs_lesson_share,
        rule.min_move_month_count,
        rule.min_lesson_share_percent,
        {{ month_number('ledger.last_month') }}
        - {{ month_number('ledger.start_month') }} + 1 as month_count
    from ledger
    left join form_rules as form
        on ledger.exchange_form = form.exchange_form
    left join exchange_rules as rule
        on
            ledger.county_id = rule.county_id
            and ledger.school_year = rule.school_year
)

select
    county_id,
    cast(school_year as integer) as school_year,
    teacher_token,
    from_school_id,
    to_school_id,
    exchange_form,
    start_month,
    last_month as end_month,
    cast(month_count as integer) as month_count,
    is_relation_moved,
    case
        when needs_lesson_share and lesson_share_percent < min_lesson_share_percent
            then 'lesson_share_low'
        when month_count < min_move_month_count then 'too_short'
        when month_count is null then 'pending'
        when needs_lesson_share and lesson_share_percent is null
            then 'lesson_share_missing'
        else 'counted'
    end as own_reason
from measured
