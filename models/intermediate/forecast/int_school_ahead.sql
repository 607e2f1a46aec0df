-- grain: one row per assessment cycle, school stage, school year ahead and scenario
-- six of seven reach the standard and the rest the floor, by the rule of now
with resources as (select * from {{ ref('fct_resource_forecast') }}),

schools as (select * from {{ ref('int_school_judged') }}),

counted as (
    select
        cycle_id,
        county_id,
        school_id,
        stage,
        school_year,
        scenario,
        is_in_scope,
        scope_reason,
        {{ pass_counts() }},
        min(case when denominator is null then missing_reason end) as pupil_reason,
        max(case when is_threshold_uncertain then 1 else 0 end) = 1
            as is_standard_uncertain
    from resources
    group by
        cycle_id,
        county_id,
        school_id,
        stage,
        school_year,
        scenario,
        is_in_scope,
        scope_reason
),

limited as (
    select
        counted.*,
        school.threshold_id,
        school.limit_value,
        school.is_threshold_uncertain or counted.is_standard_uncertain
            as is_threshold_uncertain,
        counted.indicator_count - school.limit_value as allowed_fail_count
    from counted
    inner join schools as school
        on
            counted.cycle_id = school.cycle_id
            and counted.county_id = school.county_id
            and counted.school_id = school.school_id
            and counted.stage = school.stage
)

select
    cycle_id,
    county_id,
    school_id,
    stage,
    school_year,
    scenario,
    pass_count,
    indicator_count,
    limit_value,
    threshold_id,
    is_threshold_uncertain,
    case
        when not is_in_scope then 'not_applicable'
        when {{ school_fails('allowed_fail_count') }} then 'not_met'
        when {{ school_is_safe('allowed_fail_count') }} then 'met'
        else 'incomplete'
    end as verdict,
    case
        when not is_in_scope then scope_reason
        when below_floor_count > 0 then 'below_floor'
        when {{ school_fails('allowed_fail_count') }} then 'too_few_passes'
        when not {{ school_is_safe('allowed_fail_count') }}
            then coalesce(pupil_reason, 'value_missing')
    end as reason
from limited
