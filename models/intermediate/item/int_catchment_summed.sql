-- grain: one row per assessment cycle, county and compulsory stage: what G13 is judged
-- by; a margin is the pupils of the catchment less those that the limit wants
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

placed as (select * from {{ ref('int_catchment_placed') }}),

received as (
    select * from {{ ref('stg_submission') }}
    where is_effective and form = 'catchment'
),

indicators as (select * from {{ ref('indicator') }}),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

margins as (
    select
        cycle.county_id,
        cycle.cycle_id,
        threshold.stage,
        threshold.threshold_id,
        threshold.limit_value,
        indicator.print_tolerance,
        received.rows_rejected,
        placed.school_id,
        placed.is_scope_open,
        placed.is_known,
        placed.whole,
        placed.part,
        placed.part - threshold.limit_value * placed.whole as margin
    from county_cycles as cycle
    inner join thresholds as threshold
        on
            cycle.county_id = threshold.county_id
            and cycle.statistics_school_year = threshold.school_year
            and threshold.indicator_id = 'G13'
    inner join indicators as indicator
        on threshold.indicator_id = indicator.indicator_id
    left join received
        on
            cycle.county_id = received.county_id
            and cast(cycle.statistics_school_year as string) = received.period
    left join placed
        on
            cycle.county_id = placed.county_id
            and cycle.statistics_school_year = placed.school_year
            and threshold.stage = placed.stage
)

select
    county_id,
    cycle_id,
    stage,
    threshold_id,
    limit_value,
    print_tolerance,
    rows_rejected,
    count(school_id) as school_count,
    count(case when is_scope_open then 1 end) as open_school_count,
    count(case when not is_known then 1 end) as unknown_count,
    sum(case when is_known and not is_scope_open then part else 0 end) as part,
    sum(case when is_known and not is_scope_open then whole else 0 end) as whole,
    sum(
        case
            when is_known and (not is_scope_open or margin > 0) then margin
            else 0
        end
    ) as best_margin,
    sum(
        case
            when is_known and (not is_scope_open or margin < 0) then margin
            else 0
        end
    ) as worst_margin
from margins
group by
    county_id,
    cycle_id,
    stage,
    threshold_id,
    limit_value,
    print_tolerance,
    rows_rejected
