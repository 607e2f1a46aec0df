{% set grades = ['a', 'b', 'c', 'd'] %}
-- grain: one row per school that reads, recorded school, exam and subject in grades
-- only what the source of an exam allows; of two schools each could tell the other from
-- the county's shares
with distributions as (
    select * from {{ ref('fct_grade_distribution') }}
    where is_releasable
),

rules as (
    select * from {{ ref('suppression_class') }}
    where suppression_class = 'pupil_result'
),

counties as (
    select county.*
    from distributions as county
    inner join rules as rule
        on county.school_count >= rule.minimum_school_count
    where county.entity_type = 'county' and not county.is_suppressed
),

current_codes as (select * from {{ ref('int_school_current') }}),

names as (select * from {{ ref('int_entity_named') }}),

papers as (select * from {{ ref('int_paper_named') }}),

words as (select * from {{ ref('display_word') }})

select
    cast(graded.county_id as string) as county_id,
    cast(reader.entity_id as string) as school_id,
    cast(graded.entity_id as string) as recorded_school_id,
    cast(graded.exam_id as string) as exam_id,
    cast(graded.subject as string) as subject,
    cast(reader.entity_name as string) as school_name,
    paper.school_year,
    paper.school_year_name,
    paper.exam_name,
    paper.subject_name,
    graded.assessed_count,
    {% for grade in grades -%}
        graded.{{ grade }}_ratio,
        county.{{ grade }}_ratio as county_{{ grade }}_ratio,
    {% endfor -%}
    graded.grade_index,
    county.grade_index as county_grade_index,
    case when county.county_id is not null then graded.superiority end as superiority,
    cast(reason.name_zh as string) as note,
    graded.is_suppressed
from distributions as graded
inner join papers as paper
    on {{ same_paper('graded', 'paper') }}
left join current_codes as held
    on graded.county_id = held.county_id and graded.entity_id = held.school_id
-- only who stands, or stood, on a list of the county is a school of it
inner join names as reader
    on
        graded.county_id = reader.county_id
        and reader.entity_type = 'school'
        and coalesce(held.current_school_id, graded.entity_id) = reader.entity_id
left join counties as county
    on {{ same_paper('graded', 'county') }}
left join words as reason
    on {{ word_of('reason', 'grade_reason', 'graded.reason') }}
where graded.entity_type = 'school'
