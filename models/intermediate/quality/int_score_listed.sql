-- grain: one row per exam, subject and exam number, of score sheet or candidate list
-- the candidate list says which school and class answer for a pupil; a candidate whom
-- the sheet of a marked paper leaves out has no score there, and is still on the roster
with marks as (select * from {{ ref('stg_assessment') }}),

missing as (select * from {{ ref('int_score_missing') }}),

candidates as (select * from {{ ref('int_candidate_placed') }}),

papers as (select * from {{ ref('stg_exam') }}),

scores as (
    select
        county_id,
        exam_id,
        subject,
        exam_number_token,
        school_id,
        class_name,
        status,
        raw_score,
        _file,
        _sheet,
        _row
    from marks
    union all
    select
        county_id,
        exam_id,
        subject,
        exam_number_token,
        school_id,
        class_name,
        'no_score' as status,
        cast(null as decimal(10, 7)) as raw_score,
        cast(null as string) as _file,
        cast(null as string) as _sheet,
        cast(null as bigint) as _row
    from missing
)

select
    scores.county_id,
    scores.exam_id,
    scores.subject,
    scores.exam_number_token,
    candidates.student_token,
    candidates.student_token is not null as is_matched,
    scores.status,
    scores._file,
    scores._sheet,
    scores._row,
    papers.subject is not null as is_paper_known,
    coalesce(papers.score_scale, 'raw') as score_scale,
    papers.full_score,
    papers.pass_score,
    papers.excellent_score,
    papers.low_score,
    cast({{ school_year_of('papers.exam_date') }} as integer) as school_year,
    case
        when candidates.student_token is not null then candidates.school_id
        else scores.school_id
    end as school_id,
    case
        when candidates.student_token is not null then candidates.class_name
        else scores.class_name
    end as class_name,
    cast(case when scores.status = 'taken' then scores.raw_score end as decimal(10, 7))
        as raw_score
from scores
left join candidates
    on
        scores.county_id = candidates.county_id
        and scores.exam_id = candidates.exam_id
        and scores.exam_number_token = candidates.exam_number_token
left join papers
    on {{ same_paper('scores', 'papers') }}
