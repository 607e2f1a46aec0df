{{ config(materialized='ephemeral') }}
-- grain: one row per county, indicator and stage in the newest assessment cycle
with verdicts as (select * from {{ ref('fct_indicator_verdict') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

class_counts as (select * from {{ ref('int_class_counted') }}),

thresholds as (select * from {{ ref('int_threshold_resolved') }})

select
    verdict.county_id,
    verdict.indicator_id,
    verdict.stage,
    verdict.value,
    verdict.limit_value,
    verdict.numerator as part_count,
    verdict.denominator as of_count,
    verdict.verdict,
    verdict.is_borderline,
    verdict.reason,
    verdict.threshold_id,
    verdict.is_threshold_uncertain
from verdicts as verdict
inner join newest_cycles as newest
    on verdict.county_id = newest.county_id and verdict.cycle_id = newest.cycle_id
where verdict.entity_type = 'county'
union all
select
    counted.county_id,
    'G5' as indicator_id,
    counted.stage,
    counted.over_class_count as value,
    0 as limit_value,
    counted.over_class_count as part_count,
    counted.class_count as of_count,
    case
        when counted.over_class_count > 0 then 'not_met'
        when counted.missing_school_count > 0 then 'incomplete'
        else 'met'
    end as verdict,
    false as is_borderline,
    case when counted.missing_school_count > 0 then 'class_roster_missing' end
        as reason,
    threshold.threshold_id,
    threshold.is_uncertain as is_threshold_uncertain
from class_counts as counted
inner join newest_cycles as newest
    on counted.county_id = newest.county_id and counted.cycle_id = newest.cycle_id
inner join thresholds as threshold
    on
        counted.county_id = threshold.county_id
        and newest.statistics_school_year = threshold.school_year
        and counted.stage = threshold.stage
        and threshold.indicator_id = 'G5'
