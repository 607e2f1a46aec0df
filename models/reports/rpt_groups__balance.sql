-- grain: one row per county, group, assessment cycle, stage and indicator R1 to R7
with balances as (select * from {{ ref('fct_group_balance') }}),

county_cycles as (select * from {{ ref('int_county_cycle') }}),

counties as (select * from {{ ref('dim_county') }}),

cycles as (select * from {{ ref('dim_assessment_cycle') }}),

indicators as (select * from {{ ref('indicator') }}),

codes as (select * from {{ ref('code_list') }})

select
    cast(balance.county_id as string) as county_id,
    cast(county.county_name as string) as county_name,
    cast(balance.group_id as string) as group_id,
    cast(balance.group_name as string) as group_name,
    cast(kind.name_zh as string) as group_type_name,
    cast(balance.cycle_id as string) as cycle_id,
    cast(cycle.cycle_name as string) as cycle_name,
    cast(balance.stage as string) as stage,
    cast(stage.name_zh as string) as stage_name,
    cast(balance.indicator_id as string) as indicator_id,
    cast(indicator.position as integer) as position,
    cast(indicator.short_name_zh as string) as indicator_name,
    cast(indicator.unit_zh as string) as unit_name,
    balance.school_count,
    balance.mean,
    balance.cv,
    balance.leading_mean,
    balance.led_mean,
    balance.gap,
    balance.constant_school_count,
    balance.previous_gap,
    balance.constant_gap,
    balance.gap_change,
    cast(balance.incomplete_school_names as string) as note
from balances as balance
inner join county_cycles as placed
    on
        balance.county_id = placed.county_id
        and balance.cycle_id = placed.cycle_id
inner join counties as county
    on
        balance.county_id = county.county_id
        and placed.statistics_school_year = county.school_year
inner join cycles as cycle
    on balance.cycle_id = cycle.cycle_id
inner join indicators as indicator
    on balance.indicator_id = indicator.indicator_id
left join codes as kind
    on kind.list_id = 'group_type' and balance.group_type = kind.code
left join codes as stage
    on stage.list_id = 'stage' and balance.stage = stage.code
