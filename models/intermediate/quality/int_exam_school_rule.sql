-- grain: one row per county and exam of 考试信息 with the rule of whose its pupils are
with papers as (select * from {{ ref('stg_exam') }}),

choices as (
    select * from {{ ref('calculation_choice') }}
    where choice = 'responsible_school'
),

exams as (
    select
        county_id,
        exam_id,
        min(exam_date) as exam_date
    from papers
    group by county_id, exam_id
)

{{ nearest_rule(
    'exams', 'choices', 'exams.exam_date', ['county_id', 'exam_id'],
    values=['value'], last='choice_id'
) }}
