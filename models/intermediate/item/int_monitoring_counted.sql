-- grain: one row per assessment cycle and county: results of the national monitoring
-- against both limits of Q9
-- a rate that is the limit itself was cut to two decimals and can be either side of it
-- (standard.md 12.15)
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

results as (select * from {{ ref('int_monitoring_newest') }}),

lists as (
    select * from {{ ref('stg_submission') }}
    where form = 'monitoring_result' and is_effective
),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

limited as (
    select
        cycle.county_id,
        cycle.cycle_id,
        results.subject,
        results.achievement_level,
        results.between_school_percent,
        rate.limit_value * 100 as percent_limit,
        level.limit_value as level_limit
    from county_cycles as cycle
    inner join results
        on
            cycle.county_id = results.county_id
            and cycle.statistics_school_year = results.school_year
    inner join thresholds as rate
        on
            cycle.county_id = rate.county_id
            and cycle.statistics_school_year = rate.school_year
            and rate.indicator_id = 'Q9'
    inner join thresholds as level
        on
            cycle.county_id = level.county_id
            and cycle.statistics_school_year = level.school_year
            and level.indicator_id = 'Q9-level'
),

counted as (
    select
        county_id,
        cycle_id,
        count(*) as result_count,
        count(case when between_school_percent < percent_limit then 1 end)
            as low_rate_count,
        count(case when between_school_percent = percent_limit then 1 end)
            as limit_rate_count,
        count(case when between_school_percent > percent_limit then 1 end)
            as high_rate_count,
        max(between_school_percent) as highest_percent,
        count(achievement_level) as level_count,
        count(case when achievement_level >= level_limit then 1 end)
            as reached_level_count,
        min(achievement_level) as lowest_level
    from limited
    group by county_id, cycle_id
)

select
    cycle.county_id,
    cycle.cycle_id,
    cycle.statistics_school_year,
    coalesce(lists.rows_rejected, 0) > 0 as is_list_open,
    coalesce(counted.result_count, 0) as result_count,
    coalesce(counted.low_rate_count, 0) as low_rate_count,
    coalesce(counted.limit_rate_count, 0) as limit_rate_count,
    coalesce(counted.high_rate_count, 0) as high_rate_count,
    counted.highest_percent,
    coalesce(counted.level_count, 0) as level_count,
    coalesce(counted.reached_level_count, 0) as reached_level_count,
    counted.lowest_level
from county_cycles as cycle
left join lists
    on
        cycle.county_id = lists.county_id
        and cast(cycle.statistics_school_year as string) = lists.period
left join counted
    on
        cycle.county_id = counted.county_id
        and cycle.cycle_id = counted.cycle_id
