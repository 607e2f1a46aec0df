-- grain: one row per school that reads, recorded school, exam, subject and group
-- only what the source of an exam allows; a school reads of itself alone, under the
-- code that it has now
with questions as (
    select * from {{ ref('fct_question_group') }}
    where entity_type = 'school' and is_releasable
),

current_codes as (select * from {{ ref('int_school_current') }}),

names as (select * from {{ ref('int_entity_named') }}),

papers as (select * from {{ ref('int_paper_named') }}),

words as (select * from {{ ref('display_word') }}),

placed as (
    select
        question.*,
        coalesce(held.current_school_id, question.entity_id) as current_school_id
    from questions as question
    left join current_codes as held
        on
            question.county_id = held.county_id
            and question.entity_id = held.school_id
)

select
    cast(placed.county_id as string) as county_id,
    cast(placed.current_school_id as string) as school_id,
    cast(placed.entity_id as string) as recorded_school_id,
    cast(placed.exam_id as string) as exam_id,
    cast(placed.subject as string) as subject,
    cast(placed.question_group as string) as question_group,
    cast(reader.entity_name as string) as school_name,
    paper.school_year,
    paper.school_year_name,
    paper.exam_name,
    paper.subject_name,
    placed.item_count,
    placed.full_score,
    placed.pupil_count,
    placed.score_rate,
    placed.county_score_rate,
    placed.stratum_score_rate,
    placed.county_difference,
    cast(county_band.name_zh as string) as county_band,
    placed.stratum_difference,
    cast(stratum_band.name_zh as string) as stratum_band,
    cast(listed.name_zh as string) as listed,
    cast(reason.name_zh as string) as note,
    placed.is_suppressed
from placed
inner join papers as paper
    on {{ same_paper('placed', 'paper') }}
-- only who stands, or stood, on a list of the county is a school of it
inner join names as reader
    on
        placed.county_id = reader.county_id
        and reader.entity_type = 'school'
        and placed.current_school_id = reader.entity_id
left join words as county_band
    on {{ word_of('county_band', 'question_band', 'placed.county_band') }}
left join words as stratum_band
    on {{ word_of('stratum_band', 'question_band', 'placed.stratum_band') }}
left join words as listed
    on {{ word_of('listed', 'question_listed', 'placed.county_band') }}
left join words as reason
    on {{ word_of('reason', 'question_reason', 'placed.reason') }}
