-- grain: one row per assessment cycle and school that Q4 asks about: public funds and
-- the part of them for the training of teachers, in the last finance year
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

scopes as (select * from {{ ref('int_stage_scoped') }}),

stages as (select * from {{ ref('int_school_stage_scoped') }}),

lists as (select * from {{ ref('stg_school_list') }}),

paid as (select * from {{ ref('int_training_budget_followed') }}),

followed as (select * from {{ ref('int_school_followed') }}),

registers as (
    select * from {{ ref('stg_submission') }}
    where form = 'school_funding' and is_effective
),

asked as (
    -- distinct: a nine-year school has two stages
    select distinct
        cycle.county_id,
        cycle.cycle_id,
        cycle.statistics_school_year,
        cycle.finance_year,
        scopes.school_id
    from county_cycles as cycle
    inner join scopes
        on
            cycle.county_id = scopes.county_id
            and cycle.statistics_school_year = scopes.school_year
            and scopes.scope_id = 'Q4'
            and scopes.is_in_scope
),

own_rows as (
    select
        county_id,
        school_year,
        school_id,
        max(case when scope_reason <> 'merged_into_parent' then 1 else 0 end) = 0
            as is_merged
    from stages
    where is_judged
    group by county_id, school_year, school_id
),

listed_before as (
    -- distinct: two schools may have become one
    select distinct
        cycle.county_id,
        cycle.cycle_id,
        coalesce(followed.standing_school_id, lists.school_id) as school_id
    from county_cycles as cycle
    inner join lists
        on
            cycle.county_id = lists.county_id
            and cycle.statistics_school_year = lists.school_year + 1
    left join followed
        on
            lists.county_id = followed.county_id
            and lists.school_id = followed.school_id
            and {{ holds_on('followed', first_day_of('cycle.statistics_school_year')) }}
),

years_before as (
    -- distinct: the list has a row per school
    select distinct
        county_id,
        cycle_id
    from listed_before
)

select
    asked.county_id,
    asked.cycle_id,
    asked.statistics_school_year,
    asked.school_id,
    own_rows.is_merged,
    -- a list of the year before that does not have it
    years_before.cycle_id is not null and listed_before.school_id is null as is_new,
    coalesce(registers.rows_rejected, 0) > 0 as is_register_open,
    paid.public_budget_yuan,
    paid.training_budget_yuan,
    paid.public_account_yuan,
    paid.training_account_yuan
from asked
inner join own_rows
    on
        asked.county_id = own_rows.county_id
        and asked.statistics_school_year = own_rows.school_year
        and asked.school_id = own_rows.school_id
left join years_before
    on
        asked.county_id = years_before.county_id
        and asked.cycle_id = years_before.cycle_id
left join listed_before
    on
        asked.county_id = listed_before.county_id
        and asked.cycle_id = listed_before.cycle_id
        and asked.school_id = listed_before.school_id
left join registers
    on
        asked.county_id = registers.county_id
        and cast(asked.finance_year as string) = registers.period
left join paid
    on
        asked.county_id = paid.county_id
        and asked.cycle_id = paid.cycle_id
        and asked.school_id = paid.school_id
