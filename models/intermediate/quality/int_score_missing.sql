-- grain: one row per exam, subject and candidate whom the sheet of a marked paper
-- leaves out
-- one pass over the marks gathers the papers of each candidate as bits: of a city the
-- millions of marks need not be looked for one by one among all others
with marks as (select * from {{ ref('stg_assessment') }}),

candidates as (select * from {{ ref('int_candidate_placed') }}),

-- distinct: one row per paper, not per pupil
papers as (
    select distinct
        county_id,
        exam_id,
        subject
    from marks
),

numbered as (
    select
        *,
        cast(power(2, row_number() over (
            partition by county_id, exam_id order by subject
        ) - 1) as bigint) as paper_bit
    from papers
),

sat as (
    select
        marks.county_id,
        marks.exam_id,
        marks.exam_number_token,
        bit_or(numbered.paper_bit) as paper_bits
    from marks
    inner join numbered
        on {{ same_paper('marks', 'numbered') }}
    group by marks.county_id, marks.exam_id, marks.exam_number_token
)

select
    candidate.county_id,
    candidate.exam_id,
    paper.subject,
    candidate.exam_number_token,
    candidate.school_id,
    candidate.class_name
from candidates as candidate
inner join numbered as paper
    on
        candidate.county_id = paper.county_id
        and candidate.exam_id = paper.exam_id
left join sat
    on
        candidate.county_id = sat.county_id
        and candidate.exam_id = sat.exam_id
        and candidate.exam_number_token = sat.exam_number_token
where (coalesce(sat.paper_bits, 0) & paper.paper_bit) = 0
