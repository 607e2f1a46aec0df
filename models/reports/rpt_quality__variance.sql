-- grain: one row per county, exam and subject
-- three definitions beside one another; our own estimate, never Q9's verdict
with variances as (select * from {{ ref('fct_score_variance') }}),

exams as (select * from {{ ref('dim_exam') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

words as (select * from {{ ref('display_word') }}),

codes as (select * from {{ ref('code_list') }})

select
    cast(variance.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(variance.exam_id as string) as exam_id,
    cast(variance.subject as string) as subject,
    cast(exam.school_year as integer) as school_year,
    cast({{ school_year_text('exam.school_year') }} as string) as school_year_name,
    cast(exam.exam_name as string) as exam_name,
    cast(source.name_zh as string) as source_type_name,
    cast(exam.grade as integer) as grade,
    cast(subject.name_zh as string) as subject_name,
    variance.school_count,
    variance.pupil_count,
    variance.eta_squared,
    variance.eta_squared_low,
    variance.eta_squared_high,
    variance.icc1,
    variance.icc1_low,
    variance.icc1_high,
    variance.icc_reml,
    variance.icc_reml_low,
    variance.icc_reml_high,
    variance.school_mean_sd_percent,
    variance.limit_value,
    cast(agreement.name_zh as string) as agreement,
    cast(decision.name_zh as string) as decision_name,
    cast(reason.name_zh as string) as note,
    cast(mark.name_zh as string) as watermark,
    variance.is_suppressed
from variances as variance
inner join exams as exam
    on variance.county_id = exam.county_id and variance.exam_id = exam.exam_id
left join newest_cycles as newest
    on variance.county_id = newest.county_id
left join codes as source
    on source.list_id = 'source_type' and exam.source_type = source.code
left join codes as subject
    on subject.list_id = 'subject' and variance.subject = subject.code
left join words as agreement
    on {{ word_of(
        'agreement',
        'spread_agreement',
        "case when variance.definitions_agree then 'agree'"
        " when not variance.definitions_agree then 'differ' end"
    ) }}
left join words as decision
    on {{ word_of('decision', 'spread_decision', 'variance.decision') }}
left join words as reason
    on {{ word_of('reason', 'spread_reason', 'variance.reason') }}
left join words as mark
    on
        {{ word_of('mark', 'watermark', 'exam.legal_status') }}
        and exam.is_watermarked
where variance.is_releasable
