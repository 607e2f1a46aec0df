-- grain: one row per county or stratum, exam and subject that somebody sat
with norms as (select * from {{ ref('fct_norm') }}),

exams as (select * from {{ ref('dim_exam') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

names as (select * from {{ ref('int_entity_named') }}),

words as (select * from {{ ref('display_word') }}),

codes as (select * from {{ ref('code_list') }})

select
    cast(norm.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(norm.exam_id as string) as exam_id,
    cast(norm.subject as string) as subject,
    cast(norm.scope as string) as scope,
    cast(norm.entity_id as string) as entity_id,
    cast(case norm.scope when 'county' then 1 else 2 end as integer) as position,
    cast(exam.school_year as integer) as school_year,
    cast({{ school_year_text('exam.school_year') }} as string) as school_year_name,
    cast(exam.exam_name as string) as exam_name,
    cast(source.name_zh as string) as source_type_name,
    cast(exam.grade as integer) as grade,
    cast(subject.name_zh as string) as subject_name,
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
    cast(mark.name_zh as string) as watermark,
    norm.is_suppressed
from norms as norm
inner join exams as exam
    on norm.county_id = exam.county_id and norm.exam_id = exam.exam_id
left join words as mark
    on
        {{ word_of('mark', 'watermark', 'exam.legal_status') }}
        and exam.is_watermarked
left join newest_cycles as newest
    on norm.county_id = newest.county_id
left join codes as source
    on source.list_id = 'source_type' and exam.source_type = source.code
left join codes as subject
    on subject.list_id = 'subject' and norm.subject = subject.code
left join names as entity
    on
        norm.county_id = entity.county_id
        and norm.scope = entity.entity_type
        and norm.entity_id = entity.entity_id
where norm.is_releasable
