-- grain: one row per assessment cycle, school in scope, indicator R1 to R7 and what it
-- is bought for (a campus, or the stage of a teacher)
-- the most that a stage asks for serves the others too (standard.md 12.11)
with shortages as (select * from {{ ref('int_resource_shortage') }})

select
    cycle_id,
    county_id,
    school_id,
    indicator_id,
    bought_for,
    -- a campus is told of in the row of one stage only, so that costs may be added up
    min(case when stage = 'primary' then 1 else 2 end) as first_stage_position,
    case
        when count(*) = count(purchase_to_standard)
            then {{ whole_units('max(purchase_to_standard)') }}
    end as need_to_standard,
    case
        when count(*) = count(purchase_to_floor)
            then {{ whole_units('max(purchase_to_floor)') }}
    end as need_to_floor
from shortages
group by cycle_id, county_id, school_id, indicator_id, bought_for
