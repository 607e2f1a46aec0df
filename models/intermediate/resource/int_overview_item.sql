{{ config(materialized='ephemeral') }}
-- grain: one row per county, indicator and stage in the newest assessment cycle
with verdicts as (select * from {{ ref('fct_indicator_verdict') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }})

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
    verdict.rests_on,
    verdict.sentence,
    verdict.threshold_id,
    verdict.is_threshold_uncertain
from verdicts as verdict
inner join newest_cycles as newest
    on verdict.county_id = newest.county_id and verdict.cycle_id = newest.cycle_id
where verdict.entity_type = 'county'
