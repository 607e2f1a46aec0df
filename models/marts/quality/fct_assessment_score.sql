-- grain: one row per exam, subject and exam number, of score sheet or candidate list
-- z and percentile are among all who sat the paper in the county
with score_matcheds as (select * from {{ ref('int_score_matched') }}),

measured as (select * from {{ ref('int_quality_measured') }}),

-- one row per score: few, where pupils are many
places as (
    select
        county_id,
        exam_id,
        subject,
        score,
        sum(takers_count)
            over (partition by county_id, exam_id, subject order by score)
        - takers_count as below_count
    from {{ ref('int_entity_score_tallied') }}
    where entity_type = 'county' and takers_count > 0
),

papers as (
    select *
    from measured
    where entity_type = 'county' and denominator = 'takers'
),

compared as (
    select
        scores.*,
        case
            when scores.status = 'taken'
                then {{ ratio(
                    times_pupils('papers.pupil_count', 'scores.raw_score')
                    ~ ' - papers.score_sum',
                    'sqrt(cast(papers.squared_spread as double))'
                ) }}
        end as z_score,
        case
            when scores.status = 'taken'
                then {{ ratio(
                    '100 * places.below_count', 'papers.pupil_count - 1'
                ) }}
        end as percentile
    from score_matcheds as scores
    left join papers
        on
            scores.county_id = papers.county_id
            and scores.exam_id = papers.exam_id
            and scores.subject = papers.subject
    left join places
        on
            scores.county_id = places.county_id
            and scores.exam_id = places.exam_id
            and scores.subject = places.subject
            and scores.raw_score = places.score
)

select
    cast(county_id as string) as county_id,
    cast(exam_id as string) as exam_id,
    cast(subject as string) as subject,
    cast(exam_number_token as string) as exam_number_token,
    cast(student_token as string) as student_token,
    cast(is_matched as boolean) as is_matched,
    cast(school_id as string) as school_id,
    cast(class_name as string) as class_name,
    cast(raw_score as decimal(10, 7)) as raw_score,
    cast(full_score as decimal(7, 2)) as full_score,
    cast(status as string) as status,
    cast(z_score as double) as z_score,
    cast(50 + 10 * z_score as double) as t_score,
    cast(percentile as double) as percentile
from compared
