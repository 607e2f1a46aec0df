-- grain: one row per assessment cycle, county and part of the declared index
-- the nearest region wins, then the newest
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

weights as (select * from {{ ref('school_index_weight') }}),

applicable as (
    select
        cycle.cycle_id,
        cycle.county_id,
        weight.part,
        weight.weight,
        row_number() over (
            partition by cycle.cycle_id, cycle.county_id, weight.part
            order by
                {{ region_depth('weight.region_code') }} desc,
                weight.valid_from desc
        ) as preference
    from county_cycles as cycle
    inner join weights as weight
        on
            {{ region_covers('weight.region_code', 'cycle.county_id') }}
            and {{ holds_on('weight', 'cycle.statistics_date') }}
)

select
    cycle_id,
    county_id,
    part,
    weight
from applicable
where preference = 1 and weight > 0
