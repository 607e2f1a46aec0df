-- grain: one row per county, exam and subject
-- three definitions beside one another; our own estimate, never Q9's verdict
with variances as (select * from {{ ref('fct_score_variance') }}),

papers as (select * from {{ ref('int_paper_named') }}),

words as (select * from {{ ref('display_word') }})

select
    cast(variance.county_id as string) as county_id,
    paper.county_name,
    cast(variance.exam_id as string) as exam_id,
    cast(variance.subject as string) as subject,
    paper.school_year,
    paper.school_year_name,
    paper.exam_name,
    paper.source_type_name,
    paper.grade,
    paper.subject_name,
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
    paper.watermark,
    variance.is_suppressed
from variances as variance
inner join papers as paper
    on {{ same_paper('variance', 'paper') }}
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
where variance.is_releasable
