-- grain: one row per entity, assessment cycle, indicator and stage ('' without a stage)
with verdicts as (select * from {{ ref('int_verdict_listed') }}),

sentences as (select * from {{ ref('int_verdict_worded') }})

select
    cast(verdict.entity_type as string) as entity_type,
    cast(verdict.entity_id as string) as entity_id,
    cast(verdict.composition_id as string) as composition_id,
    cast(verdict.cycle_id as string) as cycle_id,
    cast(verdict.indicator_id as string) as indicator_id,
    cast(verdict.stage as string) as stage,
    cast(verdict.county_id as string) as county_id,
    cast(verdict.value as double) as value,
    cast(verdict.numerator as double) as numerator,
    cast(verdict.denominator as double) as denominator,
    cast(verdict.limit_value as double) as limit_value,
    cast(verdict.verdict as string) as verdict,
    cast(coalesce(verdict.is_borderline, false) as boolean) as is_borderline,
    cast(verdict.reason as string) as reason,
    cast(verdict.rests_on as string) as rests_on,
    cast(sentence.sentence as string) as sentence,
    cast(verdict.threshold_id as string) as threshold_id,
    cast(verdict.is_threshold_uncertain as boolean) as is_threshold_uncertain
from verdicts as verdict
left join sentences as sentence
    on
        verdict.county_id = sentence.county_id
        and verdict.cycle_id = sentence.cycle_id
        and verdict.entity_type = sentence.entity_type
        and verdict.entity_id = sentence.entity_id
        and verdict.indicator_id = sentence.indicator_id
        and verdict.stage = sentence.stage
