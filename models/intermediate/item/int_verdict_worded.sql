-- grain: one row per entity, assessment cycle, indicator and stage that a national form
-- has a sentence for
with verdicts as (select * from {{ ref('int_verdict_listed') }}),

sentences as (select * from {{ ref('indicator_sentence') }}),

thresholds as (select * from {{ ref('threshold') }}),

indicators as (select * from {{ ref('indicator') }}),

figures as (select * from {{ ref('int_sentence_figure') }}),

told as (
    select
        {% for figure in told_figures() -%}
            max(case when figure = '{{ figure }}' then figure_text end)
                as {{ figure }}_text,
        {% endfor -%}
        county_id,
        cycle_id,
        entity_type,
        entity_id,
        indicator_id
    from figures
    group by county_id, cycle_id, entity_type, entity_id, indicator_id
),

printed as (
    select
        {% for figure in told_figures() -%}
            told.{{ figure }}_text,
        {% endfor -%}
        verdict.county_id,
        verdict.cycle_id,
        verdict.entity_type,
        verdict.entity_id,
        verdict.indicator_id,
        verdict.stage,
        sentence.sentence_zh,
        sentence.verdict is not null
        or coalesce(verdict.numerator, verdict.denominator, verdict.value) is not null
            as is_known,
        {{ printed('verdict.numerator', 'sentence.numerator_format') }}
            as numerator_text,
        {{ printed('verdict.denominator', 'sentence.denominator_format') }}
            as denominator_text,
        {{ printed('verdict.value', 'sentence.value_format') }} as value_text,
        {{ printed('verdict.failed_count', "'integer'") }} as failed_text,
        {{ printed('verdict.numerator_total', 'sentence.numerator_format') }}
            as numerator_total_text,
        {{ printed('verdict.denominator_total', 'sentence.denominator_format') }}
            as denominator_total_text,
        {{ printed_limit('threshold.value', 'indicator.print_format') }} as limit_text
    from verdicts as verdict
    inner join sentences as sentence
        on
            verdict.indicator_id = sentence.indicator_id
            and verdict.entity_type = sentence.entity_type
            and verdict.stage = coalesce(sentence.stage, '')
            and (sentence.verdict is null or verdict.verdict = sentence.verdict)
    left join thresholds as threshold
        on verdict.threshold_id = threshold.threshold_id
    left join indicators as indicator
        on verdict.indicator_id = indicator.indicator_id
    left join told
        on
            verdict.county_id = told.county_id
            and verdict.cycle_id = told.cycle_id
            and verdict.entity_type = told.entity_type
            and verdict.entity_id = told.entity_id
            and verdict.indicator_id = told.indicator_id
),

begun as (
    select
        *,
        {{ filled_sentence('sentence_zh', {
            'numerator': 'numerator_text',
            'denominator': 'denominator_text',
            'value': 'value_text',
            'numerator_total': 'numerator_total_text',
            'denominator_total': 'denominator_total_text',
            'failed': 'failed_text',
            'limit': 'limit_text',
        }) }} as begun_zh
    from printed
    where is_known
),

continued as (
    select
        *,
        {{ filled_sentence('begun_zh', text_columns(told_figures()[:8])) }}
            as continued_zh
    from begun
)

select
    county_id,
    cycle_id,
    entity_type,
    entity_id,
    indicator_id,
    stage,
    {{ filled_sentence('continued_zh', text_columns(told_figures()[8:])) }} as sentence
from continued
