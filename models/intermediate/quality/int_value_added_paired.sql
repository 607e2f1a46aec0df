-- grain: one row per county, exam and model of value added, with the exam that its
-- pupils sat before; of several the last
with exams as (select * from {{ ref('dim_exam') }}),

models as (select * from {{ ref('value_added_model') }}),

paired as (
    select
        exam.county_id,
        exam.exam_id,
        exam.school_year,
        model.model_id,
        model.prior_subject,
        model.has_prior_square,
        model.has_school_mean_prior,
        model.has_sex,
        model.has_migrant,
        model.percentile_bin_count,
        earlier.exam_id as prior_exam_id,
        -- what leaves the house must not rest on an exam that the law keeps in
        coalesce(earlier.is_school_level_releasable, false) as is_prior_releasable,
        row_number() over (
            partition by exam.county_id, exam.exam_id, model.model_id
            order by earlier.exam_date desc, earlier.exam_id desc
        ) as preference
    from exams as exam
    inner join models as model
        on
            exam.source_type = model.outcome_source_type
            and exam.grade = model.outcome_grade
    left join exams as earlier
        on
            exam.county_id = earlier.county_id
            and exam.exam_id <> earlier.exam_id
            and exam.school_year - model.prior_lag_years = earlier.school_year
            and model.prior_source_type = earlier.source_type
            and model.prior_grade = earlier.grade
)

select
    county_id,
    exam_id,
    school_year,
    model_id,
    prior_subject,
    has_prior_square,
    has_school_mean_prior,
    has_sex,
    has_migrant,
    percentile_bin_count,
    prior_exam_id,
    is_prior_releasable
from paired
where preference = 1
