{{ config(materialized='ephemeral') }}
-- grain: one row per school and indicator R1 to R7 in the newest assessment cycle
-- the line of the school's self-assessment, the stages side by side
with resources as (
    select * from {{ ref('fct_school_resource') }}
    where is_in_scope
),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

lines as (select * from {{ ref('self_assessment_line') }}),

-- both stages' standards stand in the form of every school
limited as (
    select * from {{ ref('int_line_limited') }}
    where form_id = 'self'
),

texts as (
    select
        resource.county_id,
        resource.school_id,
        lines.line,
        lines.indicator_id,
        lines.item_zh,
        lines.sentence_zh,
        {% for stage in ['primary', 'junior'] -%}
            {% for name, of, form in [
                ('', 'numerator', 'lines.own_format'),
                ('_ratio', 'value', "'decimal2'"),
            ] -%}
                max(
                    case
                        when resource.stage = '{{ stage }}'
                            then {{ printed('resource.' ~ of, form) }}
                    end
                ) as {{ stage }}{{ name }}_text,
            {% endfor -%}
        {% endfor -%}
        count(*) as stage_count,
        count(case when resource.is_pass then 1 end) as pass_count,
        count(case when resource.is_floor_pass is false then 1 end) as below_count,
        count(
            case
                when resource.is_pass is null or resource.is_floor_pass is null then 1
            end
        ) as open_count,
        count(case when resource.missing_reason = 'sources_disagree' then 1 end)
            as disputed_count
    from resources as resource
    inner join newest_cycles as newest
        on
            resource.county_id = newest.county_id
            and resource.cycle_id = newest.cycle_id
    inner join lines
        on resource.indicator_id = lines.indicator_id
    group by
        resource.county_id,
        resource.school_id,
        lines.line,
        lines.indicator_id,
        lines.item_zh,
        lines.sentence_zh
)

select
    texts.county_id,
    texts.school_id,
    texts.line,
    {{ limits_filled('texts.item_zh', 'limited') }} as item,
    {{ filled_sentence('texts.sentence_zh', {
        'primary': 'texts.primary_text',
        'junior': 'texts.junior_text',
        'primary_ratio': 'texts.primary_ratio_text',
        'junior_ratio': 'texts.junior_ratio_text',
    }) }} as sentence,
    case
        when texts.below_count > 0 then 'below_floor'
        when texts.open_count > texts.disputed_count then 'missing'
        when texts.disputed_count > 0 then 'disputed'
        when texts.pass_count < texts.stage_count then 'at_floor'
        else 'met'
    end as verdict
from texts
left join limited
    on texts.county_id = limited.county_id and texts.line = limited.line
