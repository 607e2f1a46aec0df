{{ config(materialized='ephemeral') }}
-- grain: one row per assessment cycle, school stage or county and stage, school year
-- (the cycle's and those ahead) and scenario ('now')
-- a county by its worst verdict: schools that pass, and coefficients
with ahead as (select * from {{ ref('fct_verdict_forecast') }}),

now as (select * from {{ ref('fct_indicator_verdict') }}),

verdicts as (
    select
        cycle_id,
        entity_type,
        entity_id,
        stage,
        school_year,
        scenario,
        verdict
    from ahead
    union all
    select
        cycle_id,
        entity_type,
        entity_id,
        stage,
        cast(null as integer) as school_year,
        'now' as scenario,
        verdict
    from now
    where
        stage <> ''
        and (indicator_id in ('R', 'R-school') or indicator_id like 'CV-%')
)

select
    cycle_id,
    entity_type,
    entity_id,
    stage,
    school_year,
    scenario,
    case
        when count(case when verdict = 'not_met' then 1 end) > 0 then 'not_met'
        when count(case when verdict = 'incomplete' then 1 end) > 0 then 'incomplete'
        when count(case when verdict = 'met' then 1 end) > 0 then 'met'
        else 'not_applicable'
    end as verdict
from verdicts
group by cycle_id, entity_type, entity_id, stage, school_year, scenario
