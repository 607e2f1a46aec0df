-- grain: one row per assessment cycle, county and half of Q9: the rate between schools,
-- and the level
-- every monitored subject must pass; the national centre's results alone decide, never
-- an estimate of ours (standard.md 12.15)
with counted as (select * from {{ ref('int_monitoring_counted') }}),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

indicators as (select * from {{ ref('indicator') }}),

halves as (
    select
        county_id,
        cycle_id,
        statistics_school_year,
        'Q9' as indicator_id,
        is_list_open,
        cast(highest_percent * 0.01 as decimal(9, 5)) as value,
        low_rate_count as pass_count,
        result_count as judged_count,
        high_rate_count as fail_count,
        limit_rate_count as limit_count
    from counted
    union all
    select
        county_id,
        cycle_id,
        statistics_school_year,
        'Q9-level' as indicator_id,
        is_list_open,
        cast(lowest_level as decimal(9, 5)) as value,
        reached_level_count as pass_count,
        -- a report gives some subjects no level
        level_count as judged_count,
        level_count - reached_level_count as fail_count,
        0 as limit_count
    from counted
),

judged as (
    select
        halves.*,
        threshold.threshold_id,
        threshold.limit_value,
        indicator.print_tolerance,
        case
            when halves.judged_count = 0 then 'monitoring_missing'
            when halves.fail_count > 0 then 'subject_fails'
            when halves.limit_count > 0 then 'rate_at_limit'
            when halves.pass_count < halves.judged_count then 'value_missing'
            when halves.is_list_open then 'rows_rejected'
        end as reason
    from halves
    inner join thresholds as threshold
        on
            halves.county_id = threshold.county_id
            and halves.statistics_school_year = threshold.school_year
            and halves.indicator_id = threshold.indicator_id
    inner join indicators as indicator
        on halves.indicator_id = indicator.indicator_id
)

select
    county_id,
    cycle_id,
    'county' as entity_type,
    county_id as entity_id,
    indicator_id,
    '' as stage,
    cast(value as double) as value,
    cast(pass_count as double) as numerator,
    cast(judged_count as double) as denominator,
    cast(limit_value as double) as limit_value,
    case
        when reason is null then 'met'
        when reason = 'subject_fails' then 'not_met'
        else 'incomplete'
    end as verdict,
    -- a rate just below prints as the limit, which is not below it
    coalesce(
        reason is null
        and indicator_id = 'Q9'
        and value >= limit_value - print_tolerance,
        false
    ) as is_borderline,
    reason,
    threshold_id,
    'national_result' as rests_on
from judged
