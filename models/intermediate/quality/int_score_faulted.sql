{% set score = 'county_id, exam_id, subject, exam_number_token' %}
-- grain: one row per exam, subject, exam number and fault that sets its score aside
with scores as (select * from {{ ref('int_score_listed') }}),

twice as (select * from {{ ref('int_pupil_twice') }}),

classes as (select * from {{ ref('int_exam_class_unknown') }}),

shifted as (select * from {{ ref('int_paper_column_faulted') }}),

faulted as (
    select
        {{ score }},
        case when raw_score < 0 then 'below_zero' else 'above_full_score' end
            as fault_code
    from scores
    where score_scale = 'raw' and (raw_score < 0 or raw_score > full_score)
    union all
    select
        {{ score }},
        'pupil_twice' as fault_code
    from twice
    union all
    select
        {{ columns_of('scores', score.split(', ')) }},
        'class_unknown' as fault_code
    from scores
    inner join classes
        on
            scores.county_id = classes.county_id
            and scores.exam_id = classes.exam_id
            and scores.school_id = classes.school_id
            and scores.class_name = classes.class_name
    union all
    select
        {{ columns_of('scores', score.split(', ')) }},
        shifted.fault_code
    from scores
    inner join shifted
        on
            scores.county_id = shifted.county_id
            and scores.exam_id = shifted.exam_id
            and scores.subject = shifted.subject
            and scores.school_id = shifted.school_id
    where scores.status = 'taken'
)

select
    {{ score }},
    fault_code
from faulted
