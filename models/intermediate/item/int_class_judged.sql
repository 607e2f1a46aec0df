-- grain: one row per assessment cycle, county and compulsory stage: G5
-- classes one by one; one above the limit decides, a roster that is missing, or of
-- which a row went back, only where none is
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

scoped as (
    select * from {{ ref('int_stage_scoped') }}
    where scope_id = 'G5'
),

classes as (select * from {{ ref('fct_class') }}),

submissions as (
    select * from {{ ref('stg_submission') }}
    where is_effective and form = 'class_roster'
),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

counted as (
    select
        scoped.county_id,
        scoped.school_year,
        scoped.stage,
        scoped.school_id,
        max(case when scoped.is_in_scope then 1 else 0 end) as asked_count,
        max(case when submission.rows_rejected > 0 then 1 else 0 end) as is_rejected,
        count(class.class_name) as class_count,
        count(case when class.over_count > 0 then 1 end) as over_class_count
    from scoped
    left join classes as class
        on
            scoped.county_id = class.county_id
            and scoped.school_id = class.school_id
            and scoped.school_year = class.school_year
            and scoped.stage = class.stage
    left join submissions as submission
        on
            scoped.county_id = submission.county_id
            and scoped.school_id = submission.sender_id
            and cast(scoped.school_year as string) = submission.period
    group by scoped.county_id, scoped.school_year, scoped.stage, scoped.school_id
),

summed as (
    select
        county_id,
        school_year,
        stage,
        sum(asked_count) as school_count,
        sum(case when asked_count = 1 then class_count else 0 end) as class_count,
        sum(case when asked_count = 1 then over_class_count else 0 end)
            as over_class_count,
        count(case when asked_count = 1 and class_count = 0 then 1 end)
            as missing_count,
        sum(case when asked_count = 1 then is_rejected else 0 end) as rejected_count
    from counted
    group by county_id, school_year, stage
),

judged as (
    select
        cycle.county_id,
        cycle.cycle_id,
        summed.stage,
        summed.class_count,
        summed.over_class_count,
        summed.missing_count,
        threshold.threshold_id,
        case
            when summed.school_count = 0 then 'not_applicable'
            when summed.over_class_count > 0 then 'not_met'
            when summed.missing_count + summed.rejected_count > 0 then 'incomplete'
            else 'met'
        end as verdict
    from county_cycles as cycle
    inner join summed
        on
            cycle.county_id = summed.county_id
            and cycle.statistics_school_year = summed.school_year
    inner join thresholds as threshold
        on
            cycle.county_id = threshold.county_id
            and cycle.statistics_school_year = threshold.school_year
            and summed.stage = threshold.stage
            and threshold.indicator_id = 'G5'
)

select
    county_id,
    cycle_id,
    'county' as entity_type,
    county_id as entity_id,
    'G5' as indicator_id,
    stage,
    -- classes above the limit, of which there may be none
    over_class_count as value,
    over_class_count as numerator,
    class_count as denominator,
    0 as limit_value,
    verdict,
    false as is_borderline,
    case
        when verdict = 'not_applicable' then 'no_school'
        when verdict = 'not_met' then 'class_too_large'
        when verdict = 'incomplete' and missing_count > 0 then 'class_roster_missing'
        when verdict = 'incomplete' then 'rows_rejected'
    end as reason,
    threshold_id,
    'rows' as rests_on
from judged
