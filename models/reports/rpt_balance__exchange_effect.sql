-- grain: one row per county, stage and indicator R1 or R2 in the newest assessment
-- cycle
with effects as (select * from {{ ref('fct_exchange_effect') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

indicators as (select * from {{ ref('indicator') }}),

codes as (select * from {{ ref('code_list') }})

select
    cast(effect.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(newest.cycle_name as string) as cycle_name,
    cast(effect.stage as string) as stage,
    cast(effect.indicator_id as string) as indicator_id,
    cast(stage.name_zh as string) as stage_name,
    cast(indicator.name_zh as string) as indicator_name,
    effect.school_count,
    effect.incomplete_school_count,
    effect.moved_count,
    effect.cv_without_exchange,
    effect.cv_with_exchange,
    effect.cv_change,
    effect.cv,
    effect.cv_limit
from effects as effect
inner join newest_cycles as newest
    on
        effect.county_id = newest.county_id
        and effect.cycle_id = newest.cycle_id
inner join indicators as indicator
    on effect.indicator_id = indicator.indicator_id
inner join codes as stage
    on stage.list_id = 'stage' and effect.stage = stage.code
