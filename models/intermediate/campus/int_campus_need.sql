-- grain: one row per assessment cycle, school in scope, indicator R1 to R7 and what it
-- is bought for (a campus, or the stage of a teacher)
-- the most that a stage asks for serves the others too (standard.md 12.11)
with shortages as (select * from {{ ref('int_resource_shortage') }}),

compared as (
    select
        *,
        case when stage = 'primary' then 1 else 2 end as stage_position,
        max(purchase_to_standard) over (
            partition by cycle_id, county_id, school_id, indicator_id, bought_for
        ) as most_to_standard
    from shortages
)

select
    cycle_id,
    county_id,
    school_id,
    indicator_id,
    bought_for,
    -- told of in the row of the stage that asks for most, so that costs may be added up
    min(
        case
            when purchase_to_standard < most_to_standard then null
            else stage_position
        end
    ) as told_stage_position,
    case
        when count(*) = count(purchase_to_standard)
            then {{ whole_units('max(purchase_to_standard)') }}
    end as need_to_standard,
    case
        when count(*) = count(purchase_to_floor)
            then {{ whole_units('max(purchase_to_floor)') }}
    end as need_to_floor
from compared
group by cycle_id, county_id, school_id, indicator_id, bought_for
