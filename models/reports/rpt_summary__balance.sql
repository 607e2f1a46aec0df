-- grain: one row per county, stage and indicator R1 to R7 in the newest assessment
-- cycle
with balances as (select * from {{ ref('rpt_balance__resource_balance') }}),

indicators as (select * from {{ ref('indicator') }})

select
    cast(balance.county_id as string) as county_id,
    cast(balance.stage as string) as stage,
    cast(balance.indicator_id as string) as indicator_id,
    cast(balance.position as integer) as position,
    cast(balance.stage_name as string) as stage_name,
    cast(indicator.short_name_zh as string) as indicator_name,
    cast(balance.cv as double) as cv,
    cast(balance.cv_limit as double) as cv_limit,
    cast(balance.verdict as string) as verdict
from balances as balance
inner join indicators as indicator
    on balance.indicator_id = indicator.indicator_id
