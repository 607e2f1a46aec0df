-- grain: one row per assessment cycle and county: G7
-- last year's money for disabled pupils by the pupils it was approved for, who are last
-- year's (standard.md 12.7); which schools count is a choice
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

summed as (select * from {{ ref('int_special_funding_summed') }}),

received as (
    select * from {{ ref('stg_submission') }}
    where is_effective and form = 'school_funding'
),

stated as (select * from {{ ref('int_county_total_stated') }}),

indicators as (select * from {{ ref('indicator') }}),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

known as (
    select
        cycle.county_id,
        cycle.cycle_id,
        threshold.threshold_id,
        threshold.limit_value,
        indicator.print_tolerance,
        received.rows_rejected,
        summed.school_count,
        summed.unknown_count,
        summed.budget_yuan,
        summed.pupil_count,
        -- what the county states is of special schools alone
        summed.scope = 'special_school'
        and (
            {{ is_disagreeing('summed.budget_yuan', 'money') }}
            or {{ is_disagreeing('summed.pupil_count', 'pupils') }}
        ) as is_disagreeing
    from county_cycles as cycle
    inner join thresholds as threshold
        on
            cycle.county_id = threshold.county_id
            and cycle.statistics_school_year = threshold.school_year
            and threshold.indicator_id = 'G7'
    inner join indicators as indicator
        on threshold.indicator_id = indicator.indicator_id
    left join received
        on
            cycle.county_id = received.county_id
            and cast(cycle.finance_year as string) = received.period
    left join summed
        on cycle.county_id = summed.county_id and cycle.cycle_id = summed.cycle_id
    left join stated as money
        on
            cycle.county_id = money.county_id
            and cycle.cycle_id = money.cycle_id
            and money.fact = 'G7|money'
    left join stated as pupils
        on
            cycle.county_id = pupils.county_id
            and cycle.cycle_id = pupils.cycle_id
            and pupils.fact = 'G7|pupils'
),

judged as (
    select
        *,
        case
            when rows_rejected is null then 'funding_missing'
            when rows_rejected > 0 then 'rows_rejected'
            when unknown_count > 0 then 'pupils_missing'
            when is_disagreeing then 'sources_disagree'
        end as open_reason,
        rows_rejected = 0
        and (school_count is null or unknown_count = 0 and pupil_count = 0) as is_empty,
        budget_yuan < limit_value * pupil_count as is_failed
    from known
)

select
    county_id,
    cycle_id,
    'county' as entity_type,
    county_id as entity_id,
    'G7' as indicator_id,
    '' as stage,
    case when unknown_count = 0 then {{ ratio('budget_yuan', 'pupil_count') }} end
        as value,
    budget_yuan as numerator,
    case when unknown_count = 0 then pupil_count end as denominator,
    limit_value,
    case
        when is_empty then 'not_applicable'
        when open_reason is not null then 'incomplete'
        when is_failed then 'not_met'
        else 'met'
    end as verdict,
    coalesce(
        not is_empty
        and open_reason is null
        and is_failed
        and budget_yuan >= (limit_value - print_tolerance) * pupil_count, false
    ) as is_borderline,
    case
        when is_empty then 'no_special_pupil'
        when open_reason is not null then open_reason
        when is_failed then 'special_funding_too_low'
    end as reason,
    threshold_id,
    'rows' as rests_on
from judged
