-- grain: one row per school, exam and subject that may be told of
with quality as (
    select * from {{ ref('fct_quality_score') }}
    where entity_type = 'school' and denominator = 'takers' and is_releasable
),

exams as (select * from {{ ref('dim_exam') }}),

codes as (select * from {{ ref('code_list') }}),

kinds as (select * from {{ ref('dossier_event') }}),

told as (
    select
        score.county_id,
        score.entity_id as school_id,
        exam.exam_date as event_date,
        'quality' as event_kind,
        score.exam_id || '|' || score.subject as detail_id,
        exam.exam_name as exam_text,
        subject.name_zh as subject_text,
        cast(score.pupil_count as string) as takers_text,
        {{ printed('score.t_score', "'decimal2'") }} as t_text,
        score.is_suppressed
    from quality as score
    inner join exams as exam
        on score.county_id = exam.county_id and score.exam_id = exam.exam_id
    left join codes as subject
        on subject.list_id = 'subject' and score.subject = subject.code
)

{{ told_event(['exam', 'subject', 'takers', 't']) }}
