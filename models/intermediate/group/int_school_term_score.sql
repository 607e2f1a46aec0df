-- grain: one row per school and term with scores of exams that schools may be told by
-- takers of all papers of the term together, on the T scale
with scores as (
    select * from {{ ref('fct_quality_score') }}
    where entity_type = 'school' and denominator = 'takers' and t_score is not null
),

exams as (
    select * from {{ ref('dim_exam') }}
    where is_school_level_releasable
),

composed as (select * from {{ ref('int_school_composed') }}),

summed as (
    select
        score.county_id,
        score.entity_id as school_id,
        exam.term_id,
        exam.school_year,
        {{ exact_sum('score.pupil_count') }} as paper_count,
        {{ mean_of_part('true', 'score.t_score', 'score.pupil_count') }} as t_score,
        max(case when score.is_suppressed then 1 else 0 end) = 1 as is_suppressed
    from scores as score
    inner join exams as exam
        on
            score.county_id = exam.county_id
            and score.exam_id = exam.exam_id
    group by score.county_id, score.entity_id, exam.term_id, exam.school_year
)

select
    summed.county_id,
    summed.school_id,
    summed.term_id,
    summed.school_year,
    -- a term is named by its school year and its season
    substr(summed.term_id, 6) as term,
    summed.paper_count,
    summed.t_score,
    summed.is_suppressed,
    coalesce(composed.composition_id, summed.school_id) as composition_id
from summed
left join composed
    on
        summed.county_id = composed.county_id
        and summed.school_id = composed.school_id
        and {{ holds_on('composed', first_day_of('summed.school_year')) }}
