-- grain: one row per county or stratum, exam and subject that somebody sat
-- the distribution of the paper that a school is held against, of takers
-- a lowest or highest score is told where so many have it that it is nobody's own
with based as (select * from {{ ref('int_norm_based') }}),

quantiles as (select * from {{ ref('int_norm_measured') }}),

withheld as (select * from {{ ref('int_quality_withheld') }}),

exams as (select * from {{ ref('dim_exam') }}),

rules as (
    select * from {{ ref('suppression_class') }}
    where suppression_class = 'pupil_result'
)

select
    cast(norm.county_id as string) as county_id,
    cast(norm.entity_type as string) as scope,
    cast(norm.entity_id as string) as entity_id,
    cast(norm.exam_id as string) as exam_id,
    cast(norm.subject as string) as subject,
    cast(exam.school_year as integer) as school_year,
    cast(exam.grade as integer) as grade,
    cast(norm.pupil_count as integer) as pupil_count,
    cast(norm.school_count as integer) as school_count,
    {{ ratio('norm.score_sum', 'norm.pupil_count') }} as mean_score,
    {{ ratio('sqrt(cast(norm.squared_spread as double))', 'norm.pupil_count') }}
        as standard_deviation,
    {% for percent in [10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90] -%}
        cast(quantile.percentile_{{ percent }} as double) as percentile_{{ percent }},
    {% endfor -%}
    cast(
        case
            when quantile.lowest_count >= rule.minimum_count then quantile.lowest_score
        end as decimal(10, 7)
    ) as lowest_score,
    cast(
        case
            when quantile.highest_count >= rule.minimum_count
                then quantile.highest_score
        end as decimal(10, 7)
    ) as highest_score,
    coalesce(withheld.is_releasable, false) as is_releasable,
    coalesce(withheld.is_suppressed, true) or not norm.is_norm as is_suppressed
from based as norm
cross join rules as rule
inner join exams as exam
    on norm.county_id = exam.county_id and norm.exam_id = exam.exam_id
left join quantiles as quantile
    on
        {{ same_paper('norm', 'quantile') }}
        and norm.entity_type = quantile.entity_type
        and norm.entity_id = quantile.entity_id
left join withheld
    on
        {{ same_paper('norm', 'withheld') }}
        and norm.entity_type = withheld.entity_type
        and norm.entity_id = withheld.entity_id
