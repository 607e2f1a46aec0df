-- grain: one row per county, assessment cycle and item of the standard: its halves and
-- stages together (standard.md 12.2)
-- an item that nothing judges is open: a county is never ready by an oversight
with measured as (select * from {{ ref('int_readiness_measured') }}),

county_cycles as (select * from {{ ref('int_county_cycle') }}),

indicators as (select * from {{ ref('indicator') }}),

named as (
    select
        indicator_group,
        {{ item_of('indicator_id') }} as item_id,
        position
    from indicators
    where indicator_group in ('G', 'Q', 'S', 'V')
),

asked as (
    select
        cycle.county_id,
        cycle.cycle_id,
        named.indicator_group,
        named.item_id,
        min(named.position) as position
    from county_cycles as cycle
    cross join named
    group by cycle.county_id, cycle.cycle_id, named.indicator_group, named.item_id
    union distinct
    select
        county_id,
        cycle_id,
        indicator_group,
        item_id,
        min(position) as position
    from measured
    where indicator_group in ('R', 'CV')
    group by county_id, cycle_id, indicator_group, item_id
),

counted as (
    select
        county_id,
        cycle_id,
        item_id,
        count(case when verdict = 'met' then 1 end) as met_count,
        count(case when verdict = 'not_met' then 1 end) as not_met_count,
        count(case when verdict = 'incomplete' then 1 end) as incomplete_count,
        count(case when verdict = 'not_met' and not is_borderline then 1 end)
            as plain_failure_count
    from measured
    group by county_id, cycle_id, item_id
)

select
    asked.county_id,
    asked.cycle_id,
    asked.item_id,
    asked.indicator_group,
    asked.position,
    case
        when counted.not_met_count > 0 then 'not_met'
        when counted.item_id is null or counted.incomplete_count > 0 then 'incomplete'
        when counted.met_count > 0 then 'met'
        else 'not_applicable'
    end as verdict,
    coalesce(counted.not_met_count > 0 and counted.plain_failure_count = 0, false)
        as is_borderline
from asked
left join counted
    on
        asked.county_id = counted.county_id
        and asked.cycle_id = counted.cycle_id
        and asked.item_id = counted.item_id
