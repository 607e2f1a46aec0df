-- grain: one row per exam, subject and exam number of a pupil who stands there twice
-- of a pupil with one mark, only the other number is one too many
with scores as (select * from {{ ref('int_score_listed') }}),

candidates as (select * from {{ ref('stg_exam_candidate') }}),

twice as (
    select
        county_id,
        exam_id,
        student_token
    from candidates
    group by county_id, exam_id, student_token
    having count(*) > 1
),

numbered as (
    select
        score.county_id,
        score.exam_id,
        score.subject,
        score.exam_number_token,
        score.status,
        count(case when score.status <> 'no_score' then 1 end) over (
            partition by
                score.county_id, score.exam_id, score.subject, score.student_token
        ) as mark_count
    from scores as score
    inner join twice
        on
            score.county_id = twice.county_id
            and score.exam_id = twice.exam_id
            and score.student_token = twice.student_token
)

select
    county_id,
    exam_id,
    subject,
    exam_number_token
from numbered
where mark_count <> 1 or status = 'no_score'
