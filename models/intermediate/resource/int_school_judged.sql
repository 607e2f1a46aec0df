-- grain: one row per assessment cycle and school stage
-- six of seven reach the standard and the rest the floor; incomplete only where the
-- missing values could still decide (standard.md 12.2)
with composites as (select * from {{ ref('int_school_composite') }}),

county_cycles as (select * from {{ ref('int_county_cycle') }}),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

composed as (select * from {{ ref('int_school_composed') }}),

counted as (
    select
        school.*,
        coalesce(composed.composition_id, school.school_id) as composition_id,
        threshold.threshold_id,
        threshold.limit_value,
        threshold.is_uncertain,
        school.indicator_count - threshold.limit_value as allowed_fail_count
    from composites as school
    inner join county_cycles as cycle
        on
            school.county_id = cycle.county_id
            and school.cycle_id = cycle.cycle_id
    left join thresholds as threshold
        on
            cycle.county_id = threshold.county_id
            and cycle.statistics_school_year = threshold.school_year
            and threshold.indicator_id = 'R'
    left join composed
        on
            school.county_id = composed.county_id
            and school.school_id = composed.school_id
            and {{ holds_on('composed', first_day_of('cycle.statistics_school_year')) }}
),

bounded as (
    select
        *,
        {{ school_fails('allowed_fail_count') }} as is_failed,
        {{ school_is_safe('allowed_fail_count') }} as is_safe
    from counted
)

select
    county_id,
    cycle_id,
    school_id,
    stage,
    composition_id,
    threshold_id,
    is_uncertain or is_threshold_uncertain as is_threshold_uncertain,
    limit_value,
    pass_count,
    indicator_count,
    case
        when not is_in_scope then 'not_applicable'
        when is_failed then 'not_met'
        when is_safe then 'met'
        else 'incomplete'
    end as verdict,
    -- the printed values would show enough passes and nothing below the floor
    is_in_scope
    and is_failed
    and fail_count - borderline_count <= allowed_fail_count
    and below_floor_count = floor_borderline_count
    and open_count = 0 as is_borderline,
    case
        when not is_in_scope then scope_reason
        when below_floor_count > 0 then 'below_floor'
        when is_failed then 'too_few_passes'
        when not is_safe and is_only_disputed then 'sources_disagree'
        when not is_safe then 'value_missing'
    end as reason
from bounded
