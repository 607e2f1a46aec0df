-- grain: one row per exam, subject and exam number, of score sheet or candidate list
-- z and percentile are among all who sat the paper in the county
with score_matcheds as (select * from {{ ref('int_score_matched') }}),

measured as (select * from {{ ref('int_quality_measured') }}),

scores as (
    select
        matched.*,
        matched.status = 'taken' as is_taken,
        rank() over (
            partition by
                matched.county_id,
                matched.exam_id,
                matched.subject,
                matched.status
            order by matched.raw_score
        ) as rank_from_below
    from score_matcheds as matched
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
            when scores.is_taken
                then {{ ratio(
                    times_pupils('papers.pupil_count', 'scores.raw_score')
                    ~ ' - papers.score_sum',
                    'sqrt(cast(papers.squared_spread as double))'
                ) }}
        end as z_score,
        case
            when scores.is_taken
                then {{ ratio(
                    '100 * (scores.rank_from_below - 1)', 'papers.pupil_count - 1'
                ) }}
        end as percentile
    from scores
    left join papers
        on
            scores.county_id = papers.county_id
            and scores.exam_id = papers.exam_id
            and scores.subject = papers.subject
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
