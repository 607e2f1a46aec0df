-- grain: one row per assessment cycle and county: S1
-- judged on the questionnaire; visits are shown beside it (form Ⅵ). A county that was
-- told only a percentage has a document instead
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

questionnaires as (
    select * from {{ ref('int_survey_counted') }}
    where survey_method = 'questionnaire'
),

lists as (
    select * from {{ ref('stg_submission') }}
    where form = 'survey' and is_effective
),

documents as (
    select * from {{ ref('int_evidence_found') }}
    where evidence_item = 'S1' and school_id = ''
),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

indicators as (select * from {{ ref('indicator') }}),

limited as (
    select
        cycle.county_id,
        cycle.cycle_id,
        threshold.indicator_id,
        threshold.threshold_id,
        threshold.limit_value,
        indicator.print_tolerance,
        asked.satisfied_count,
        asked.valid_count,
        coalesce(lists.rows_rejected, 0) > 0 as is_list_open,
        documents.is_favourable,
        documents.is_adverse,
        asked.county_id is null and documents.county_id is not null as is_told_only
    from county_cycles as cycle
    inner join thresholds as threshold
        on
            cycle.county_id = threshold.county_id
            and cycle.statistics_school_year = threshold.school_year
            and threshold.indicator_id = 'S1'
    inner join indicators as indicator
        on threshold.indicator_id = indicator.indicator_id
    left join questionnaires as asked
        on
            cycle.county_id = asked.county_id
            and cycle.cycle_id = asked.cycle_id
    left join lists
        on
            cycle.county_id = lists.county_id
            and cast(cycle.statistics_school_year as string) = lists.period
    left join documents
        on
            cycle.county_id = documents.county_id
            and cycle.statistics_school_year = documents.school_year
),

judged as (
    select
        *,
        case
            when is_told_only and is_favourable and is_adverse
                then 'evidence_contradicting'
            when is_told_only and is_adverse then 'evidence_adverse'
            when is_told_only then null
            when is_list_open then 'rows_rejected'
            when coalesce(valid_count, 0) = 0 then 'survey_missing'
        end as reason
    from limited
)

select
    county_id,
    cycle_id,
    'county' as entity_type,
    county_id as entity_id,
    indicator_id,
    '' as stage,
    {{ ratio('satisfied_count', 'valid_count') }} as value,
    cast(satisfied_count as double) as numerator,
    cast(valid_count as double) as denominator,
    cast(limit_value as double) as limit_value,
    case
        when reason = 'evidence_adverse' then 'not_met'
        when reason is not null then 'incomplete'
        when is_told_only or satisfied_count >= limit_value * valid_count then 'met'
        else 'not_met'
    end as verdict,
    coalesce(
        reason is null
        and satisfied_count < limit_value * valid_count
        and satisfied_count >= (limit_value - print_tolerance) * valid_count,
        false
    ) as is_borderline,
    coalesce(
        reason,
        case
            when not is_told_only and satisfied_count < limit_value * valid_count
                then 'share_too_low'
        end
    ) as reason,
    threshold_id,
    case when is_told_only then 'evidence' else 'survey' end as rests_on
from judged
