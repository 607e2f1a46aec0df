-- grain: one row per assessment cycle, county, stage and indicator R1 or R2
-- without a ledger of the year nobody knows who is away
with balances as (
    select * from {{ ref('fct_resource_balance') }}
    where indicator_id in ('R1', 'R2')
),

cycles as (select * from {{ ref('int_county_cycle') }}),

ledgers as (
    select * from {{ ref('int_exchange_year') }}
    where has_ledger
),

spreads as (select * from {{ ref('int_exchange_spread') }}),

moved as (
    select
        cycle_id,
        county_id,
        stage,
        indicator_id,
        count(*) as moved_count
    from {{ ref('int_exchange_shifted') }}
    group by cycle_id, county_id, stage, indicator_id
),

paired as (
    select
        balance.cycle_id,
        balance.county_id,
        cycle.statistics_school_year,
        balance.stage,
        balance.indicator_id,
        balance.school_count,
        balance.cv,
        balance.cv_limit,
        ledgers.county_id is not null as has_ledger,
        coalesce(moved.moved_count, 0) as moved_count,
        spread.cv as cv_with_exchange,
        bare.cv as cv_without_exchange,
        greatest(spread.incomplete_school_count, bare.incomplete_school_count)
            as incomplete_school_count
    from balances as balance
    inner join cycles as cycle
        on
            balance.county_id = cycle.county_id
            and balance.cycle_id = cycle.cycle_id
    left join ledgers
        on
            balance.county_id = ledgers.county_id
            and cycle.statistics_school_year = ledgers.school_year
    {% for relation, arrangement in [('spread', 'with'), ('bare', 'without')] -%}
        left join spreads as {{ relation }}
            on
                balance.cycle_id = {{ relation }}.cycle_id
                and balance.county_id = {{ relation }}.county_id
                and balance.stage = {{ relation }}.stage
                and balance.indicator_id = {{ relation }}.indicator_id
                and {{ relation }}.arrangement = '{{ arrangement }}'
    {% endfor -%}
    left join moved
        on
            balance.cycle_id = moved.cycle_id
            and balance.county_id = moved.county_id
            and balance.stage = moved.stage
            and balance.indicator_id = moved.indicator_id
)

select
    cast(cycle_id as string) as cycle_id,
    cast(county_id as string) as county_id,
    cast(statistics_school_year as integer) as school_year,
    cast(stage as string) as stage,
    cast(indicator_id as string) as indicator_id,
    cast(school_count as integer) as school_count,
    cast(coalesce(incomplete_school_count, 0) as integer) as incomplete_school_count,
    cast(case when has_ledger then moved_count end as integer) as moved_count,
    cast(cv as double) as cv,
    cast(cv_limit as double) as cv_limit,
    cast(case when has_ledger then cv_with_exchange end as double) as cv_with_exchange,
    cast(case when has_ledger then cv_without_exchange end as double)
        as cv_without_exchange,
    cast(
        case when has_ledger then cv_with_exchange - cv_without_exchange end as double
    ) as cv_change
from paired
