-- grain: one row per school whose scores may be seen, exam and denominator
-- weights are shared out over the subjects with a paper that has both cut-offs; whoever
-- lacks one of them has no index, or an easy subject alone would make it
with parts as (
    select
        *,
        mean_points + pass_points + excellent_points as points
    from {{ ref('int_quality_index_part') }}
),

exams as (select * from {{ ref('dim_exam') }}),

-- what the exam has, whichever school sat it
papers as (
    select
        county_id,
        exam_id,
        denominator,
        count(*) as subject_count,
        sum(weight) as weight_sum
    from (
        select distinct
            county_id,
            exam_id,
            denominator,
            subject,
            weight
        from parts
        where points is not null
    ) as distinct_papers
    group by county_id, exam_id, denominator
),

summed as (
    select
        county_id,
        exam_id,
        denominator,
        school_id,
        count(points) as subject_count,
        min(pupil_count) as fewest_pupil_count,
        {{ exact_sum('weight * points') }} as points_sum
    from parts
    group by county_id, exam_id, denominator, school_id
)

select
    cast(school.county_id as string) as county_id,
    cast(school.exam_id as string) as exam_id,
    cast(school.denominator as string) as denominator,
    cast(school.school_id as string) as school_id,
    cast(exam.school_year as integer) as school_year,
    cast(exam.grade as integer) as grade,
    cast(school.subject_count as integer) as subject_count,
    cast(paper.subject_count as integer) as paper_count,
    cast(paper.weight_sum as decimal(4, 3)) as weight_sum,
    cast(school.fewest_pupil_count as integer) as fewest_pupil_count,
    case
        when school.subject_count = paper.subject_count
            then {{ ratio('school.points_sum', 'paper.weight_sum') }}
    end as quality_index,
    exam.is_school_level_releasable as is_releasable,
    not exam.is_school_level_releasable as is_suppressed
from summed as school
inner join exams as exam
    on school.county_id = exam.county_id and school.exam_id = exam.exam_id
inner join papers as paper
    on
        school.county_id = paper.county_id
        and school.exam_id = paper.exam_id
        and school.denominator = paper.denominator
