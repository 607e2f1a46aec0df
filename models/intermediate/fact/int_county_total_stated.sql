-- grain: one row per assessment cycle, county and fact that 区县基本情况 states
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

stated as (select * from {{ ref('stg_county_facts') }}),

facts as (select * from {{ ref('county_total') }}),

valued as (
    select
        cycle.county_id,
        cycle.cycle_id,
        facts.fact,
        facts.absolute_tolerance,
        {{ value_of_field('facts.field', 'stated', county_totals(), 'decimal(18, 2)') }}
            as value
    from county_cycles as cycle
    inner join stated
        on
            cycle.county_id = stated.county_id
            and cycle.statistics_school_year = stated.school_year
    cross join facts
)

select * from valued
where value is not null
