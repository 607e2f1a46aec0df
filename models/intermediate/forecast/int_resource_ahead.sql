-- grain: one row per assessment cycle, school stage, indicator R1 to R7, school year
-- ahead and scenario
-- what the school has now, for the pupils it will have: those of its form, more or
-- fewer by as much as its classes; nothing is divided yet
with resources as (select * from {{ ref('fct_school_resource') }}),

county_cycles as (select * from {{ ref('int_county_cycle') }}),

measured as (select * from {{ ref('int_resource_measured') }}),

forecasts as (
    select * from {{ ref('fct_pupil_forecast') }}
    where entity_type = 'school_stage'
)

select
    resource.cycle_id,
    resource.county_id,
    resource.school_id,
    resource.school_name,
    resource.stage,
    resource.school_type,
    resource.ownership,
    resource.urban_rural,
    resource.indicator_id,
    forecast.base_school_year,
    forecast.school_year,
    forecast.scenario,
    resource.numerator,
    resource.denominator * forecast.growth_ratio as denominator,
    resource.standard,
    resource.floor,
    resource.is_estimated,
    resource.school_flag,
    resource.threshold_id,
    resource.floor_threshold_id,
    resource.is_threshold_uncertain,
    measured.per_pupil_count,
    measured.least_amount,
    measured.most_amount,
    -- a stage that nobody will attend will not be judged
    resource.is_in_scope and coalesce(forecast.growth_ratio > 0, true) as is_in_scope,
    case
        when resource.is_in_scope and forecast.growth_ratio = 0 then 'no_pupil_ahead'
        else resource.scope_reason
    end as scope_reason,
    case
        when forecast.missing_reason is not null then forecast.missing_reason
        -- by the figures shown, whatever other sources say
        when resource.missing_reason <> 'sources_disagree' then resource.missing_reason
        when coalesce(forecast.growth_ratio, 0) = 0 then 'no_pupil'
    end as missing_reason
from resources as resource
inner join county_cycles as cycle
    on
        resource.county_id = cycle.county_id
        and resource.cycle_id = cycle.cycle_id
inner join measured
    on
        resource.county_id = measured.county_id
        and cycle.statistics_school_year = measured.school_year
        and resource.school_id = measured.school_id
        and resource.stage = measured.stage
        and resource.indicator_id = measured.indicator_id
inner join forecasts as forecast
    on
        resource.cycle_id = forecast.cycle_id
        and resource.county_id = forecast.county_id
        and resource.school_id = forecast.entity_id
        and resource.stage = forecast.stage
