-- grain: one row per assessment cycle and school stage
-- six of seven reach the standard and the rest the floor; incomplete only where the
-- missing values could still decide
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
)

select
    county_id,
    cycle_id,
    school_id,
    stage,
    composition_id,
    threshold_id,
    limit_value,
    pass_count,
    indicator_count,
    case
        when not is_in_scope then 'not_applicable'
        when fail_count > allowed_fail_count or below_floor_count > 0 then 'not_met'
        when missing_count > 0 then 'incomplete'
        else 'met'
    end as verdict,
    -- the printed values would show enough passes and nothing below the floor
    is_in_scope
    and (fail_count > allowed_fail_count or below_floor_count > 0)
    and fail_count - borderline_count <= allowed_fail_count
    and below_floor_count = floor_borderline_count
    and missing_count = 0 as is_borderline,
    case
        when not is_in_scope then scope_reason
        when below_floor_count > 0 then 'below_floor'
        when fail_count > allowed_fail_count then 'too_few_passes'
        when missing_count > 0 then 'value_missing'
    end as reason
from counted
