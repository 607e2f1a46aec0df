-- grain: one row per school, stage and assessment cycle in which its resources are
-- judged
with verdicts as (
    select * from {{ ref('fct_indicator_verdict') }}
    where
        entity_type = 'school_stage'
        and indicator_id = 'R'
        and verdict <> 'not_applicable'
),

resources as (select * from {{ ref('fct_school_resource') }}),

cycles as (select * from {{ ref('assessment_cycle') }}),

indicators as (select * from {{ ref('indicator') }}),

words as (select * from {{ ref('display_word') }}),

codes as (select * from {{ ref('code_list') }}),

kinds as (select * from {{ ref('dossier_event') }}),

failures as (
    select
        resource.county_id,
        resource.cycle_id,
        resource.school_id,
        resource.stage,
        {{ joined_text(
            filled_sentence('word.name_zh', {
                'indicator': 'indicator.short_name_zh',
                'value': printed('resource.value', 'indicator.print_format'),
                'standard': printed('resource.standard', 'indicator.print_format'),
                'unit': 'indicator.unit_zh',
            }), '；', 'resource.indicator_id'
        ) }} as failures_text
    from resources as resource
    inner join indicators as indicator
        on resource.indicator_id = indicator.indicator_id
    inner join words as word
        on
            word.list_id = 'dossier'
            and word.code = case
                when resource.is_floor_pass is false then 'below_floor'
                else 'below_standard'
            end
    where resource.is_in_scope and resource.is_pass is false
    group by
        resource.county_id,
        resource.cycle_id,
        resource.school_id,
        resource.stage
),

told as (
    select
        verdict.county_id,
        verdict.entity_id as school_id,
        cycle.statistics_date as event_date,
        'resource_' || verdict.verdict
        || case
            when verdict.verdict = 'met' and failure.school_id is not null then '_but'
            else ''
        end as event_kind,
        verdict.stage as detail_id,
        stage.name_zh as stage_text,
        {{ printed('verdict.numerator', "'integer'") }} as passes_text,
        {{ printed('verdict.denominator', "'integer'") }} as of_text,
        failure.failures_text,
        false as is_suppressed
    from verdicts as verdict
    inner join cycles as cycle
        on verdict.cycle_id = cycle.cycle_id
    left join codes as stage
        on stage.list_id = 'stage' and verdict.stage = stage.code
    left join failures as failure
        on
            verdict.county_id = failure.county_id
            and verdict.cycle_id = failure.cycle_id
            and verdict.entity_id = failure.school_id
            and verdict.stage = failure.stage
)

{{ told_event(['stage', 'passes', 'of', 'failures']) }}
