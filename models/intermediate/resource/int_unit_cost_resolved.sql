-- grain: one row per county, assessment cycle and indicator with a unit cost
-- the nearest region wins, then the newest row that holds on the statistics date
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

unit_costs as (select * from {{ ref('unit_cost') }}),

applicable as (
    select
        cycle.county_id,
        cycle.cycle_id,
        unit_cost.indicator_id,
        unit_cost.yuan_per_unit,
        unit_cost.is_uncertain,
        row_number() over (
            partition by cycle.county_id, cycle.cycle_id, unit_cost.indicator_id
            order by
                {{ region_depth('unit_cost.region_code') }} desc,
                unit_cost.valid_from desc
        ) as preference
    from county_cycles as cycle
    inner join unit_costs as unit_cost
        on
            {{ region_covers('unit_cost.region_code', 'cycle.county_id') }}
            and {{ holds_on('unit_cost', 'cycle.statistics_date') }}
)

select
    county_id,
    cycle_id,
    indicator_id,
    yuan_per_unit,
    is_uncertain
from applicable
where preference = 1
