-- grain: one row per threshold: indicator, stage, kind of school, region and first day
with thresholds as (select * from {{ ref('threshold') }}),

rule_sets as (select * from {{ ref('rule_set') }}),

indicators as (select * from {{ ref('indicator') }}),

flags as (select * from {{ ref('school_flag') }})

select
    cast(threshold.threshold_id as string) as threshold_id,
    cast(threshold.rule_set_id as string) as rule_set_id,
    cast(rule_set.rule_set_name as string) as rule_set_name,
    cast(threshold.indicator_id as string) as indicator_id,
    cast(indicator.name_zh as string) as indicator_name,
    cast(threshold.stage as string) as stage,
    cast(threshold.school_flag as string) as school_flag,
    cast(coalesce(flag.name_zh, '') as string) as school_flag_name,
    cast(threshold.operator as string) as operator,
    cast(threshold.value as decimal(18, 6)) as limit_value,
    cast(threshold.unit as string) as unit_name,
    cast(threshold.region_code as string) as region_code,
    cast(threshold.valid_from as date) as valid_from,
    cast(threshold.valid_to as date) as valid_to,
    cast(threshold.document as string) as document,
    cast(threshold.clause as string) as clause,
    cast(threshold.is_uncertain as boolean) as is_uncertain,
    cast(threshold.uncertainty as string) as uncertainty
from thresholds as threshold
inner join rule_sets as rule_set
    on threshold.rule_set_id = rule_set.rule_set_id
inner join indicators as indicator
    on threshold.indicator_id = indicator.indicator_id
left join flags as flag
    on threshold.school_flag = flag.school_flag
