-- grain: one row per assessment cycle and county: Q2
-- the list decides; where none came, what 区县基本情况 says; where both differ, nothing
with counted as (select * from {{ ref('int_enrolment_counted') }}),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

indicators as (select * from {{ ref('indicator') }}),

sourced as (
    select
        counted.county_id,
        counted.cycle_id,
        counted.is_list_received,
        counted.is_list_open,
        counted.is_disagreeing,
        threshold.indicator_id,
        threshold.threshold_id,
        threshold.limit_value,
        indicator.print_tolerance,
        case
            when counted.is_list_received then coalesce(counted.enrolled_count, 0)
            else counted.stated_enrolled_count
        end as numerator,
        case
            when counted.is_list_received then coalesce(counted.child_count, 0)
            else counted.stated_child_count
        end as denominator
    from counted
    inner join thresholds as threshold
        on
            counted.county_id = threshold.county_id
            and counted.statistics_school_year = threshold.school_year
            and threshold.indicator_id = 'Q2'
    inner join indicators as indicator
        on threshold.indicator_id = indicator.indicator_id
),

judged as (
    select
        *,
        case
            when numerator is null or denominator is null then 'nothing_received'
            when is_list_open then 'rows_rejected'
            when is_disagreeing then 'sources_disagree'
            when denominator = 0 then 'no_disabled_child'
        end as reason
    from sourced
)

select
    county_id,
    cycle_id,
    'county' as entity_type,
    county_id as entity_id,
    indicator_id,
    '' as stage,
    {{ ratio('numerator', 'denominator') }} as value,
    cast(numerator as double) as numerator,
    cast(denominator as double) as denominator,
    cast(limit_value as double) as limit_value,
    case
        when reason = 'no_disabled_child' then 'not_applicable'
        when reason is not null then 'incomplete'
        when numerator >= limit_value * denominator then 'met'
        else 'not_met'
    end as verdict,
    coalesce(
        reason is null
        and numerator < limit_value * denominator
        and numerator >= (limit_value - print_tolerance) * denominator,
        false
    ) as is_borderline,
    coalesce(
        reason,
        case when numerator < limit_value * denominator then 'share_too_low' end
    ) as reason,
    threshold_id,
    case when is_list_received then 'rows' else 'county_total' end as rests_on
from judged
