{{ config(materialized='ephemeral') }}
-- grain: one row per county, indicator and stage in the newest assessment cycle
with verdicts as (select * from {{ ref('fct_indicator_verdict') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

class_counts as (select * from {{ ref('int_class_counted') }})

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
    verdict.reason
from verdicts as verdict
inner join newest_cycles as newest
    on verdict.county_id = newest.county_id and verdict.cycle_id = newest.cycle_id
where verdict.entity_type = 'county'
union all
select
    county_id,
    'G5' as indicator_id,
    stage,
    over_class_count as value,
    0 as limit_value,
    over_class_count as part_count,
    class_count as of_count,
    case
        when over_class_count > 0 then 'not_met'
        when missing_school_count > 0 then 'incomplete'
        else 'met'
    end as verdict,
    false as is_borderline,
    case when missing_school_count > 0 then 'class_roster_missing' end as reason
from class_counts
