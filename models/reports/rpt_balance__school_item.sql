-- grain: one row per item, school and class ('' for the school) that fails or is open,
-- in the newest assessment cycle
with verdicts as (
    select * from {{ ref('fct_indicator_verdict') }}
    where entity_type = 'school' and verdict in ('not_met', 'incomplete')
),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

classes as (
    select * from {{ ref('fct_class') }}
    where over_count > 0
),

schools as (select * from {{ ref('dim_school') }}),

indicators as (select * from {{ ref('indicator') }}),

words as (select * from {{ ref('display_word') }}),

rules as (select * from {{ ref('dim_threshold') }}),

found as (
    select
        newest.county_id,
        verdict.indicator_id,
        verdict.entity_id as school_id,
        '' as class_name,
        -- a document is no number
        case when verdict.rests_on <> 'evidence' then verdict.value end as value,
        case when verdict.rests_on <> 'evidence' then verdict.limit_value end
            as limit_value,
        verdict.numerator,
        verdict.denominator,
        verdict.verdict,
        verdict.reason,
        verdict.threshold_id
    from verdicts as verdict
    inner join newest_cycles as newest
        on
            verdict.county_id = newest.county_id
            and verdict.cycle_id = newest.cycle_id
    union all
    select
        newest.county_id,
        'G5' as indicator_id,
        classes.school_id,
        cast(classes.grade as string) || '年级' || classes.class_name as class_name,
        cast(classes.pupil_count as double) as value,
        cast(classes.class_limit as double) as limit_value,
        cast(null as double) as numerator,
        cast(null as double) as denominator,
        'not_met' as verdict,
        'class_too_large' as reason,
        classes.threshold_id
    from classes
    inner join newest_cycles as newest
        on
            classes.county_id = newest.county_id
            and classes.school_year = newest.statistics_school_year
),

-- a share in what it is a share of: yuan to find, not hundredths of a percent
measured as (
    select
        found.county_id,
        found.school_id,
        found.class_name,
        found.verdict,
        found.reason,
        found.threshold_id,
        indicator.indicator_id,
        indicator.position,
        indicator.short_name_zh,
        coalesce(share.name_zh, indicator.unit_zh) as unit_zh,
        case when share.code is null then found.value else found.numerator end as value,
        case
            when share.code is null then found.limit_value
            else found.limit_value * found.denominator
        end as limit_value
    from found
    inner join indicators as indicator
        on found.indicator_id = indicator.indicator_id
    left join words as share
        on {{ word_of('share', 'share_unit', 'found.indicator_id') }}
)

select
    cast(measured.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(measured.indicator_id as string) as indicator_id,
    cast(measured.position as integer) as position,
    cast(measured.short_name_zh as string) as item,
    cast(measured.school_id as string) as school_id,
    cast(school.school_name as string) as school_name,
    cast(measured.class_name as string) as class_name,
    cast(measured.value as double) as value,
    cast(measured.limit_value as double) as limit_value,
    cast(abs(measured.value - measured.limit_value) as double) as difference,
    cast(measured.unit_zh as string) as unit_name,
    cast(measured.verdict as string) as verdict,
    cast(coalesce(reason.name_zh, '') as string) as note,
    cast(coalesce(rules.rule_set_name, '') as string) as rule_text
from measured
inner join newest_cycles as newest
    on measured.county_id = newest.county_id
left join schools as school
    on
        measured.county_id = school.county_id
        and newest.statistics_school_year = school.school_year
        and measured.school_id = school.school_id
left join words as reason
    on {{ word_of('reason', 'reason', 'measured.reason') }}
left join rules
    on measured.threshold_id = rules.threshold_id
