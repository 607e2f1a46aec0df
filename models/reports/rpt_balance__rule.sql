-- grain: one row per county and threshold that decided in the newest assessment cycle
with used as (select * from {{ ref('int_threshold_used') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

rules as (select * from {{ ref('dim_threshold') }}),

indicators as (select * from {{ ref('indicator') }}),

codes as (select * from {{ ref('code_list') }}),

words as (select * from {{ ref('display_word') }}),

evidence_rules as (select * from {{ ref('evidence_rule') }}),

levelled as (
    select
        rules.*,
        used.county_id,
        used.verdict_count,
        cast({{ region_depth('rules.region_code') }} as string) as region_level,
        case when rules.is_uncertain then 'unchecked' else 'checked' end as certainty
    from used
    inner join rules
        on used.threshold_id = rules.threshold_id
)

select
    cast(rule.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(rule.threshold_id as string) as threshold_id,
    cast(indicator.position as integer) as position,
    cast(indicator.name_zh as string) as item,
    cast(rule.stage as string) as stage,
    cast(coalesce(stage.name_zh, size_stage.name_zh, '') as string) as stage_name,
    cast(rule.school_flag_name as string) as school_flag_name,
    cast(indicator.comparison as string) as comparison,
    cast(
        case
            -- what a document says is no number
            when evidence_rule.indicator_id is null
                then {{ printed('rule.limit_value', 'indicator.print_format') }}
            else ''
        end as string
    ) as limit_text,
    cast(coalesce(rule.unit_name, '') as string) as unit_name,
    cast(rule.rule_set_id as string) as rule_set_id,
    cast(rule.rule_set_name as string) as rule_set_name,
    cast(region.name_zh as string) as region_name,
    cast(rule.valid_from as date) as valid_from,
    cast(rule.valid_to as date) as valid_to,
    cast(rule.document as string) as document,
    cast(rule.clause as string) as clause,
    cast(rule.is_uncertain as boolean) as is_uncertain,
    cast(
        certainty.name_zh || coalesce('：' || rule.uncertainty, '') as string
    ) as certainty_text,
    cast(rule.verdict_count as integer) as verdict_count
from levelled as rule
inner join newest_cycles as newest
    on rule.county_id = newest.county_id
inner join indicators as indicator
    on rule.indicator_id = indicator.indicator_id
inner join words as region
    on {{ word_of('region', 'region_level', 'rule.region_level') }}
inner join words as certainty
    on {{ word_of('certainty', 'certainty', 'rule.certainty') }}
left join evidence_rules as evidence_rule
    on rule.indicator_id = evidence_rule.indicator_id and rule.stage = 'all'
left join words as size_stage
    on {{ word_of('size_stage', 'size_stage', 'rule.stage') }}
left join codes as stage
    on stage.list_id = 'stage' and rule.stage = stage.code
