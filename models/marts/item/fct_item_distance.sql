-- grain: one row per county, assessment cycle, indicator that the county is judged by,
-- and stage ('' without a stage)
with measured as (select * from {{ ref('int_readiness_measured') }}),

cycles as (select * from {{ ref('int_cycle_followed') }})

select
    cast(now.county_id as string) as county_id,
    cast(now.cycle_id as string) as cycle_id,
    cast(now.indicator_id as string) as indicator_id,
    cast(now.stage as string) as stage,
    cast(now.item_id as string) as item_id,
    cast(now.indicator_group as string) as indicator_group,
    cast(now.verdict as string) as verdict,
    cast(now.value as double) as value,
    cast(now.limit_value as double) as limit_value,
    cast(now.distance as double) as distance,
    cast(now.distance_ratio as double) as distance_ratio,
    cast(cycles.previous_cycle_id as string) as previous_cycle_id,
    cast(last.verdict as string) as previous_verdict,
    cast(last.distance as double) as previous_distance,
    cast(now.distance - last.distance as double) as distance_change,
    cast(
        case
            when last.verdict is null then null
            when now.verdict = last.verdict then 'same'
            when now.verdict = 'met' then 'newly_met'
            when now.verdict = 'not_met' then 'newly_failed'
            else 'other'
        end as string
    ) as verdict_change
from measured as now
inner join cycles
    on
        now.county_id = cycles.county_id
        and now.cycle_id = cycles.cycle_id
left join measured as last
    on
        now.county_id = last.county_id
        and cycles.previous_cycle_id = last.cycle_id
        and now.indicator_id = last.indicator_id
        and now.stage = last.stage
