{% set paper = 'score.county_id, score.exam_id, score.subject, score.denominator' %}
-- grain: one row per county, exam, subject with a weight, denominator and school whose
-- score may be seen
-- the county's highest is that of the schools that may be seen: a quotient by the mean
-- of a withheld one would tell it; where nobody reaches a mark, nobody has its points
with scores as (
    select * from {{ ref('fct_quality_score') }}
    where entity_type = 'school' and not is_suppressed
),

exams as (select * from {{ ref('dim_exam') }}),

papers as (
    select * from {{ ref('stg_exam') }}
    where coalesce(score_scale, 'raw') = 'raw'
),

rules as (select * from {{ ref('quality_index_rule') }}),

weights as (select * from {{ ref('quality_index_weight') }}),

compared as (
    select
        score.county_id,
        score.exam_id,
        score.subject,
        score.denominator,
        score.entity_id as school_id,
        score.pupil_count,
        weight.weight,
        rule.mean_weight,
        rule.pass_weight,
        rule.excellent_weight,
        score.mean_score,
        score.pass_ratio,
        score.excellent_ratio,
        max(score.mean_score) over (partition by {{ paper }}) as highest_mean_score,
        max(score.pass_ratio) over (partition by {{ paper }}) as highest_pass_ratio,
        max(score.excellent_ratio) over (partition by {{ paper }})
            as highest_excellent_ratio
    from scores as score
    inner join exams as exam
        on score.county_id = exam.county_id and score.exam_id = exam.exam_id
    inner join papers as paper
        on {{ same_paper('score', 'paper') }}
    inner join weights as weight
        on
            score.subject = weight.subject
            and exam.grade between weight.first_grade and weight.last_grade
    cross join rules as rule
)

select
    county_id,
    exam_id,
    subject,
    denominator,
    school_id,
    pupil_count,
    weight,
    mean_weight * coalesce({{ ratio('mean_score', 'highest_mean_score') }}, 0)
        as mean_points,
    case
        when pass_ratio is not null
            then
                pass_weight
                * coalesce({{ ratio('pass_ratio', 'highest_pass_ratio') }}, 0)
    end as pass_points,
    case
        when excellent_ratio is not null
            then
                excellent_weight
                * coalesce({{ ratio('excellent_ratio', 'highest_excellent_ratio') }}, 0)
    end as excellent_points
from compared
