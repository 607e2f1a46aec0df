-- grain: one row per assessment cycle, county, stage and indicator R1 to R7
-- an unknown coefficient fails where its least already does, and one on which sources
-- disagree passes where its most does (standard.md 12.2)
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

indicators as (select * from {{ ref('indicator') }}),

spreads as (select * from {{ ref('int_resource_spread') }}),

limits as (
    select
        cycle.cycle_id,
        threshold.county_id,
        threshold.stage,
        threshold.threshold_id,
        threshold.is_uncertain as is_threshold_uncertain,
        threshold.limit_value,
        indicator.print_tolerance,
        substr(threshold.indicator_id, 4) as indicator_id
    from county_cycles as cycle
    inner join thresholds as threshold
        on
            cycle.county_id = threshold.county_id
            and cycle.statistics_school_year = threshold.school_year
    inner join indicators as indicator
        on threshold.indicator_id = indicator.indicator_id
    where indicator.indicator_group = 'CV'
),

measured as (
    select
        limits.*,
        spread.school_count,
        spread.incomplete_school_count,
        spread.incomplete_school_names,
        spread.pupil_count,
        spread.mean,
        spread.standard_deviation,
        spread.cv,
        spread.least_cv,
        spread.most_cv,
        coalesce(spread.disputed_school_count, 0) as disputed_school_count,
        -- twelve places: a quotient of doubles must not fail at the limit by its last
        -- bit
        cast(spread.cv as decimal(24, 12)) as shown_cv,
        cast(coalesce(spread.least_cv, spread.cv) as decimal(24, 12)) as lower_cv,
        cast(
            case
                when coalesce(spread.disputed_school_count, 0) = 0 then spread.cv
                else spread.most_cv
            end as decimal(24, 12)
        ) as upper_cv
    from limits
    left join spreads as spread
        on
            limits.cycle_id = spread.cycle_id
            and limits.county_id = spread.county_id
            and limits.stage = spread.stage
            and limits.indicator_id = spread.indicator_id
)

select
    cycle_id,
    county_id,
    stage,
    indicator_id,
    school_count,
    incomplete_school_count,
    incomplete_school_names,
    pupil_count,
    mean,
    standard_deviation,
    cv,
    least_cv,
    most_cv,
    disputed_school_count,
    limit_value,
    threshold_id,
    is_threshold_uncertain,
    {{ spread_verdict('lower_cv', 'upper_cv') }} as verdict,
    coalesce(
        cv is not null
        and lower_cv > limit_value
        and shown_cv < limit_value + print_tolerance,
        false
    ) as is_borderline,
    case
        when school_count is null then 'no_school'
        when incomplete_school_count > 0 and lower_cv > limit_value
            then 'spread_too_wide'
        when incomplete_school_count > 0 then 'school_value_missing'
        when cv is null then 'mean_is_zero'
        when lower_cv > limit_value then 'spread_above_limit'
        when coalesce(upper_cv > limit_value, true) then 'sources_disagree'
    end as reason
from measured
