-- grain: one row per county, stage and indicator R1 to R7 in the newest assessment
-- cycle
with balances as (select * from {{ ref('fct_resource_balance') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

indicators as (select * from {{ ref('indicator') }}),

codes as (select * from {{ ref('code_list') }}),

words as (select * from {{ ref('display_word') }}),

rules as (select * from {{ ref('dim_threshold') }})

select
    cast(balance.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(balance.cycle_id as string) as cycle_id,
    cast(balance.stage as string) as stage,
    cast(balance.indicator_id as string) as indicator_id,
    cast(stage.name_zh as string) as stage_name,
    cast(indicator.position as integer) as position,
    cast(indicator.name_zh as string) as indicator_name,
    cast(indicator.unit_zh as string) as unit_name,
    cast(balance.school_count as integer) as school_count,
    cast(balance.pupil_count as bigint) as pupil_count,
    -- as the national form III prints them; the verdict was decided before
    cast(balance.mean as decimal(18, 2)) as mean,
    cast(balance.cv as decimal(12, 3)) as cv,
    cast(balance.cv_limit as decimal(12, 3)) as cv_limit,
    cast(balance.verdict as string) as verdict,
    cast(balance.is_borderline as boolean) as is_borderline,
    cast(
        rules.rule_set_name
        || case when balance.is_threshold_uncertain then mark.name_zh else '' end
        as string
    ) as rule_text,
    cast(
        coalesce(reason.name_zh, '')
        || coalesce('：' || balance.incomplete_school_names, '') as string
    ) as note
from balances as balance
inner join newest_cycles as newest
    on
        balance.county_id = newest.county_id
        and balance.cycle_id = newest.cycle_id
inner join indicators as indicator
    on balance.indicator_id = indicator.indicator_id
left join codes as stage
    on stage.list_id = 'stage' and balance.stage = stage.code
left join words as reason
    on {{ word_of('reason', 'reason', 'balance.reason') }}
left join rules
    on balance.threshold_id = rules.threshold_id
left join words as mark
    on mark.list_id = 'certainty' and mark.code = 'mark'
