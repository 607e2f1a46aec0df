-- grain: one row per exam, subject and exam number, of score sheet or candidate list
-- a faulted score is set aside, and all of a paper that is held: no figure has them
with scores as (select * from {{ ref('int_score_listed') }}),

papers as (select * from {{ ref('int_paper_checked') }}),

faults as (
    -- distinct: a score may have several faults
    select distinct
        county_id,
        exam_id,
        subject,
        exam_number_token
    from {{ ref('int_score_faulted') }}
),

judged as (
    select
        scores.*,
        case
            when faults.exam_number_token is not null then 'faulted'
            when papers.hold_reason is not null then 'held'
            else scores.status
        end as final_status
    from scores
    left join papers
        on {{ same_paper('scores', 'papers') }}
    left join faults
        on
            {{ same_paper('scores', 'faults') }}
            and scores.exam_number_token = faults.exam_number_token
)

select
    county_id,
    exam_id,
    subject,
    exam_number_token,
    student_token,
    is_matched,
    final_status as status,
    score_scale,
    full_score,
    pass_score,
    excellent_score,
    low_score,
    school_year,
    school_id,
    class_name,
    cast(case when final_status = 'taken' then raw_score end as decimal(10, 7))
        as raw_score
from judged
