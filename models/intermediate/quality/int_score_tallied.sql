-- grain: one row per exam, subject, school, class and score
-- only the statuses that can count; whoever did not sit a paper in raw points stands at
-- 0, and on a standardised scale, where 0 is no lowest score, at none
with scores as (
    select
        *,
        case
            when status = 'taken' then raw_score
            when score_scale = 'raw' then cast(0 as decimal(10, 7))
        end as score
    from {{ ref('int_score_matched') }}
    where status in ('taken', 'absent', 'cheated', 'no_score')
)

select
    county_id,
    exam_id,
    subject,
    school_year,
    school_id,
    class_name,
    score,
    count(case when status = 'taken' then 1 end) as takers_count,
    count(score) as roster_count,
    count(case when status = 'absent' then 1 end) as absent_count,
    count(case when status = 'cheated' then 1 end) as cheated_count,
    count(case when status = 'no_score' then 1 end) as no_score_count
from scores
group by
    county_id,
    exam_id,
    subject,
    school_year,
    school_id,
    class_name,
    score
