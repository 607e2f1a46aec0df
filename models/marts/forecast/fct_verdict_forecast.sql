-- grain: one row per entity, assessment cycle, indicator, stage, school year ahead and
-- scenario
with schools as (select * from {{ ref('int_school_ahead') }}),

counties as (select * from {{ ref('int_county_ahead') }}),

verdicts as (
    select
        'school_stage' as entity_type,
        school_id as entity_id,
        cycle_id,
        county_id,
        'R' as indicator_id,
        stage,
        school_year,
        scenario,
        cast(pass_count as double) as value,
        cast(pass_count as double) as numerator,
        cast(indicator_count as double) as denominator,
        limit_value,
        verdict,
        reason,
        threshold_id,
        is_threshold_uncertain
    from schools
    union all
    select
        'county' as entity_type,
        county_id as entity_id,
        cycle_id,
        county_id,
        indicator_id,
        stage,
        school_year,
        scenario,
        value,
        numerator,
        denominator,
        limit_value,
        verdict,
        reason,
        threshold_id,
        is_threshold_uncertain
    from counties
)

select
    cast(cycle_id as string) as cycle_id,
    cast(county_id as string) as county_id,
    cast(entity_type as string) as entity_type,
    cast(entity_id as string) as entity_id,
    cast(indicator_id as string) as indicator_id,
    cast(stage as string) as stage,
    cast(school_year as integer) as school_year,
    cast(scenario as string) as scenario,
    cast(value as double) as value,
    cast(numerator as double) as numerator,
    cast(denominator as double) as denominator,
    cast(limit_value as double) as limit_value,
    cast(verdict as string) as verdict,
    cast(reason as string) as reason,
    cast(threshold_id as string) as threshold_id,
    cast(is_threshold_uncertain as boolean) as is_threshold_uncertain
from verdicts
