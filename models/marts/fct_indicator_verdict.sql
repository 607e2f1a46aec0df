-- grain: one row per entity, assessment cycle, indicator and stage ('' without a stage)
with schools as (select * from {{ ref('int_school_judged') }}),

pass_counts as (select * from {{ ref('int_school_pass_counted') }}),

balances as (select * from {{ ref('fct_resource_balance') }}),

salaries as (select * from {{ ref('int_salary_judged') }}),

exchanges as (select * from {{ ref('int_exchange_judged') }}),

thresholds as (select * from {{ ref('threshold') }}),

counties as (
    select * from salaries
    union all
    select * from exchanges
),

verdicts as (
    select
        'school_stage' as entity_type,
        school_id as entity_id,
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
        cycle_id,
        'R-school' as indicator_id,
        stage,
        county_id,
        {{ ratio('met_count', 'school_count') }} as value,
        cast(met_count as double) as numerator,
        cast(school_count as double) as denominator,
        cast(limit_value as double) as limit_value,
        verdict,
        is_borderline,
        reason,
        threshold_id,
        is_threshold_uncertain
    from pass_counts
    union all
    select
        'county' as entity_type,
        county_id as entity_id,
        cycle_id,
        'CV-' || indicator_id as indicator_id,
        stage,
        county_id,
        cv as value,
        standard_deviation as numerator,
        mean as denominator,
        cv_limit as limit_value,
        verdict,
        is_borderline,
        reason,
        threshold_id,
        is_threshold_uncertain
    from balances
    union all
    select
        'county' as entity_type,
        counties.county_id as entity_id,
        counties.cycle_id,
        counties.indicator_id,
        '' as stage,
        counties.county_id,
        counties.value,
        counties.numerator,
        counties.denominator,
        counties.limit_value,
        counties.verdict,
        counties.is_borderline,
        counties.reason,
        counties.threshold_id,
        thresholds.is_uncertain as is_threshold_uncertain
    from counties
    left join thresholds
        on counties.threshold_id = thresholds.threshold_id
)

select
    cast(entity_type as string) as entity_type,
    cast(entity_id as string) as entity_id,
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
