-- grain: one row per assessment cycle, county, stage and indicator R1 to R7
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
        spread.pupil_count,
        spread.mean,
        spread.standard_deviation,
        spread.cv,
        -- twelve places: a quotient of doubles must not fail at the limit by its last
        -- bit
        cast(spread.cv as decimal(24, 12)) as decided_cv
    from limits
    left join spreads as spread
        on
            limits.cycle_id = spread.cycle_id
            and limits.county_id = spread.county_id
            and limits.stage = spread.stage
            and limits.indicator_id = spread.indicator_id
)

select
    cast(cycle_id as string) as cycle_id,
    cast(county_id as string) as county_id,
    cast(stage as string) as stage,
    cast(indicator_id as string) as indicator_id,
    cast(coalesce(school_count, 0) as integer) as school_count,
    cast(coalesce(pupil_count, 0) as bigint) as pupil_count,
    cast(mean as double) as mean,
    cast(standard_deviation as double) as standard_deviation,
    cast(cv as double) as cv,
    cast(limit_value as double) as cv_limit,
    cast(
        case
            when school_count is null then 'not_applicable'
            when cv is null then 'incomplete'
            when decided_cv <= limit_value then 'met'
            else 'not_met'
        end as string
    ) as verdict,
    cast(
        coalesce(
            decided_cv > limit_value
            and decided_cv < limit_value + print_tolerance,
            false
        ) as boolean
    ) as is_borderline,
    cast(coalesce(incomplete_school_count, 0) as integer) as incomplete_school_count,
    cast(
        case
            when school_count is null then 'no_school'
            when incomplete_school_count > 0 then 'school_value_missing'
            when cv is null then 'mean_is_zero'
        end as string
    ) as reason,
    cast(threshold_id as string) as threshold_id
from measured
