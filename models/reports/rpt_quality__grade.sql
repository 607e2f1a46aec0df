-- grain: one row per exam, subject and entity (school or county) with graded results
-- only what the source of an exam allows; no rank
with distributions as (
    select * from {{ ref('fct_grade_distribution') }}
    where is_releasable
),

papers as (select * from {{ ref('int_paper_named') }}),

names as (select * from {{ ref('int_entity_named') }}),

words as (select * from {{ ref('display_word') }})

select
    cast(graded.county_id as string) as county_id,
    paper.county_name,
    cast(graded.exam_id as string) as exam_id,
    cast(graded.subject as string) as subject,
    cast(graded.entity_type as string) as entity_type,
    cast(graded.entity_id as string) as entity_id,
    paper.school_year,
    paper.school_year_name,
    paper.exam_name,
    paper.subject_name,
    cast(entity.entity_name as string) as entity_name,
    graded.school_count,
    graded.assessed_count,
    graded.a_count,
    graded.b_count,
    graded.c_count,
    graded.d_count,
    graded.a_ratio,
    graded.b_or_better_ratio,
    graded.c_or_better_ratio,
    graded.grade_index,
    graded.superiority,
    cast(reason.name_zh as string) as note,
    graded.is_suppressed
from distributions as graded
inner join papers as paper
    on {{ same_paper('graded', 'paper') }}
left join names as entity
    on
        graded.county_id = entity.county_id
        and graded.entity_type = entity.entity_type
        and graded.entity_id = entity.entity_id
left join words as reason
    on {{ word_of('reason', 'grade_reason', 'graded.reason') }}
