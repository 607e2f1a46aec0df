-- grain: one row per county, assessment cycle and indicator with a unit cost
-- the nearest region wins, then the newest row that holds on the statistics date
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

unit_costs as (select * from {{ ref('unit_cost') }})

{{ nearest_rule(
    'county_cycles', 'unit_costs', 'county_cycles.statistics_date',
    key=['county_id', 'cycle_id'],
    part=['indicator_id'],
    values=['yuan_per_unit', 'is_uncertain']
) }}
