-- grain: one row per assessment cycle, county and part of the declared index
-- the nearest region wins, then the newest
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

weights as (select * from {{ ref('school_index_weight') }}),

resolved as (
    {{ nearest_rule(
        'county_cycles', 'weights', 'county_cycles.statistics_date',
        key=['cycle_id', 'county_id'],
        part=['part'],
        values=['weight']
    ) }}
)

select
    cycle_id,
    county_id,
    part,
    weight
from resolved
-- a weight of nothing takes a part of a wider region out
where weight > 0
