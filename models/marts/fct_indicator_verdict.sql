-- grain: one row per entity, assessment cycle, indicator and stage ('' without a stage)
with schools as (select * from {{ ref('int_school_judged') }}),

counties as (select * from {{ ref('int_county_judged') }}),

verdicts as (
    select
        'school_stage' as entity_type,
        school_id as entity_id,
        composition_id,
        cycle_id,
        'R' as indicator_id,
        stage,
        county_id,
        cast(pass_count as double) as value,
        cast(pass_count as double) as numerator,
        cast(indicator_count as double) as denominator,
        cast(limit_value as double) as limit_value,
        verdict,
        is_borderline,
        reason,
        threshold_id,
        is_threshold_uncertain
    from schools
    union all
    select
        'county' as entity_type,
        county_id as entity_id,
        county_id as composition_id,
        cycle_id,
        indicator_id,
        stage,
        county_id,
        value,
        numerator,
        denominator,
        limit_value,
        verdict,
        is_borderline,
        reason,
        threshold_id,
        is_threshold_uncertain
    from counties
)

select
    cast(entity_type as string) as entity_type,
    cast(entity_id as string) as entity_id,
    cast(composition_id as string) as composition_id,
    cast(cycle_id as string) as cycle_id,
    cast(indicator_id as string) as indicator_id,
    cast(stage as string) as stage,
    cast(county_id as string) as county_id,
    cast(value as double) as value,
    cast(numerator as double) as numerator,
    cast(denominator as double) as denominator,
    cast(limit_value as double) as limit_value,
    cast(verdict as string) as verdict,
    cast(coalesce(is_borderline, false) as boolean) as is_borderline,
    cast(reason as string) as reason,
    cast(threshold_id as string) as threshold_id,
    cast(is_threshold_uncertain as boolean) as is_threshold_uncertain
from verdicts
