-- grain: one row per county or stratum, exam and subject that somebody sat
with norms as (select * from {{ ref('fct_norm') }}),

papers as (select * from {{ ref('int_paper_named') }}),

names as (select * from {{ ref('int_entity_named') }})

select
    cast(norm.county_id as string) as county_id,
    paper.county_name,
    cast(norm.exam_id as string) as exam_id,
    cast(norm.subject as string) as subject,
    cast(norm.scope as string) as scope,
    cast(norm.entity_id as string) as entity_id,
    cast(case norm.scope when 'county' then 1 else 2 end as integer) as position,
    paper.school_year,
    paper.school_year_name,
    paper.exam_name,
    paper.source_type_name,
    paper.grade,
    paper.subject_name,
    cast(entity.entity_name as string) as entity_name,
    norm.pupil_count,
    norm.school_count,
    norm.mean_score,
    norm.standard_deviation,
    {% for percent in [10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90] -%}
        norm.percentile_{{ percent }},
    {% endfor -%}
    norm.lowest_score,
    norm.highest_score,
    paper.watermark,
    norm.is_suppressed
from norms as norm
inner join papers as paper
    on {{ same_paper('norm', 'paper') }}
left join names as entity
    on
        norm.county_id = entity.county_id
        and norm.scope = entity.entity_type
        and norm.entity_id = entity.entity_id
where norm.is_releasable
