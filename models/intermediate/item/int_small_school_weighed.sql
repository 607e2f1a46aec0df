-- grain: one row per assessment cycle and school: what G6 is judged by
-- what as many pupils as the rule says are worth is kept as yuan times pupils; a pupil
-- is worth the county's own quota, and at least the benchmark
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

scoped as (
    select * from {{ ref('int_school_scoped') }}
    where scope_id = 'G6'
),

pupils as (select * from {{ ref('int_pupil_last_year') }}),

funding as (
    select * from {{ ref('stg_school_funding') }}
    where funding_item = 'public_funds'
),

received as (
    select * from {{ ref('stg_submission') }}
    where is_effective and form = 'school_funding'
),

listed_years as (
    -- distinct: the list has a row per school
    select distinct
        county_id,
        cast(school_year as integer) as school_year
    from {{ ref('stg_school_list') }}
),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

stated as (select * from {{ ref('int_county_total_stated') }}),

-- what its own pupils are worth, in yuan
weighed as (
    select
        cycle.cycle_id,
        pupils.county_id,
        pupils.school_id,
        sum(pupils.pupil_count) as known_count,
        count(*) - count(pupils.pupil_count) as unknown_count,
        sum(
            pupils.pupil_count
            * greatest(
                quota.limit_value,
                cast(coalesce(stated.value, 0) as decimal(18, 6))
            )
        ) as worth_yuan
    from county_cycles as cycle
    inner join pupils
        on
            cycle.county_id = pupils.county_id
            and cycle.finance_year = pupils.finance_year
    left join thresholds as quota
        on
            cycle.county_id = quota.county_id
            and cycle.statistics_school_year = quota.school_year
            and quota.indicator_id = 'G2'
            and pupils.stage = quota.stage
    left join stated
        on
            cycle.county_id = stated.county_id
            and cycle.cycle_id = stated.cycle_id
            and stated.fact = 'G2|' || pupils.stage
    group by cycle.cycle_id, pupils.county_id, pupils.school_id
)

select
    cycle.county_id,
    cycle.cycle_id,
    scoped.school_id,
    scoped.is_in_scope,
    scoped.scope_reason,
    rule.threshold_id,
    rule.limit_value as least_pupil_count,
    weighed.known_count,
    weighed.unknown_count,
    funding.budget_yuan,
    listed_years.school_year is not null as is_last_year_listed,
    weighed.school_id is not null as is_listed_last_year,
    received.rows_rejected,
    -- exact: yuan a pupil times pupils, divided by pupils once, below
    rule.limit_value * weighed.worth_yuan as wanted_worth
from county_cycles as cycle
inner join scoped
    on
        cycle.county_id = scoped.county_id
        and cycle.statistics_school_year = scoped.school_year
inner join thresholds as rule
    on
        cycle.county_id = rule.county_id
        and cycle.statistics_school_year = rule.school_year
        and rule.indicator_id = 'G6'
left join weighed
    on cycle.cycle_id = weighed.cycle_id and scoped.school_id = weighed.school_id
left join listed_years
    on
        cycle.county_id = listed_years.county_id
        and cycle.finance_year - 1 = listed_years.school_year
left join funding
    on
        cycle.county_id = funding.county_id
        and cycle.finance_year = funding.finance_year
        and scoped.school_id = funding.school_id
left join received
    on
        cycle.county_id = received.county_id
        and cast(cycle.finance_year as string) = received.period
