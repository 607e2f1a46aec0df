{{ config(materialized='ephemeral') }}
-- grain: one row per assessment cycle, school stage or county and stage, school year
-- ahead and scenario with something that fails: what, in words
-- of a school with the units that its campus would need
with resources as (
    select * from {{ ref('fct_resource_forecast') }}
    where is_in_scope and not is_pass
),

verdicts as (
    select * from {{ ref('fct_verdict_forecast') }}
    where entity_type = 'county' and verdict = 'not_met'
),

indicators as (select * from {{ ref('indicator') }}),

failing as (
    select
        resource.cycle_id,
        resource.school_id as entity_id,
        resource.stage,
        resource.school_year,
        resource.scenario,
        indicator.position,
        indicator.short_name_zh || coalesce(
            '（'
            || cast(resource.stage_need_to_standard as string)
            || resource.amount_unit
            || '）',
            ''
        ) as told
    from resources as resource
    inner join indicators as indicator
        on resource.indicator_id = indicator.indicator_id
    union all
    select
        verdict.cycle_id,
        verdict.entity_id,
        verdict.stage,
        verdict.school_year,
        verdict.scenario,
        indicator.position,
        indicator.short_name_zh as told
    from verdicts as verdict
    inner join indicators as indicator
        on verdict.indicator_id = indicator.indicator_id
)

select
    cycle_id,
    entity_id,
    stage,
    school_year,
    scenario,
    {{ joined_text('told', '、', 'position') }} as failing
from failing
group by cycle_id, entity_id, stage, school_year, scenario
