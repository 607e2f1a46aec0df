-- grain: one row per county, stratum, group or school, exam, subject and denominator
-- only what the source of an exam allows; no rank and no single class
with scores as (
    select * from {{ ref('fct_quality_score') }}
    where is_releasable and entity_type <> 'class'
),

exams as (select * from {{ ref('dim_exam') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

names as (select * from {{ ref('int_entity_named') }}),

words as (select * from {{ ref('display_word') }}),

codes as (select * from {{ ref('code_list') }})

select
    cast(score.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(score.exam_id as string) as exam_id,
    cast(score.subject as string) as subject,
    cast(score.denominator as string) as denominator,
    cast(score.entity_type as string) as entity_type,
    cast(score.entity_id as string) as entity_id,
    cast(
        case score.entity_type
            when 'county' then 1
            when 'stratum' then 2
            when 'group' then 3
            else 4
        end as integer
    ) as position,
    cast(exam.school_year as integer) as school_year,
    cast({{ school_year_text('exam.school_year') }} as string) as school_year_name,
    cast(exam.exam_name as string) as exam_name,
    cast(source.name_zh as string) as source_type_name,
    cast(exam.grade as integer) as grade,
    cast(subject.name_zh as string) as subject_name,
    cast(basis.name_zh as string) as denominator_name,
    cast(kind.name_zh as string) as entity_type_name,
    cast(entity.entity_name as string) as entity_name,
    score.pupil_count,
    score.absent_count,
    score.no_score_count,
    score.mean_score,
    score.standard_deviation,
    score.first_quartile,
    score.median,
    score.third_quartile,
    score.difficulty,
    score.pass_ratio,
    score.excellent_ratio,
    score.low_ratio,
    score.mean_lead_ratio,
    score.upper_third_ratio,
    score.lower_third_ratio,
    score.t_score,
    cast(mark.name_zh as string) as watermark,
    score.is_suppressed
from scores as score
inner join exams as exam
    on score.county_id = exam.county_id and score.exam_id = exam.exam_id
inner join words as kind
    on {{ word_of('kind', 'entity_type', 'score.entity_type') }}
inner join words as basis
    on {{ word_of('basis', 'denominator', 'score.denominator') }}
left join words as mark
    on
        {{ word_of('mark', 'watermark', 'exam.legal_status') }}
        and exam.is_watermarked
left join newest_cycles as newest
    on score.county_id = newest.county_id
left join codes as source
    on source.list_id = 'source_type' and exam.source_type = source.code
left join codes as subject
    on subject.list_id = 'subject' and score.subject = subject.code
left join names as entity
    on
        score.county_id = entity.county_id
        and score.entity_type = entity.entity_type
        and score.entity_id = entity.entity_id
