-- grain: one row per school, exam and subject with a score of takers
-- of two schools each could tell the other from a figure of both
with scores as (
    select * from {{ ref('int_school_score_followed') }}
    where denominator = 'takers'
),

schools as (select * from {{ ref('dim_school') }}),

rules as (
    select * from {{ ref('suppression_class') }}
    where suppression_class = 'pupil_result'
)

select
    score.*,
    school.urban_rural,
    count(*) over (partition by score.county_id, score.exam_id, score.subject)
    >= rule.minimum_school_count as is_one_of_several,
    count(*) over (
        partition by score.county_id, score.exam_id, score.subject, school.urban_rural
    ) >= rule.minimum_school_count as is_one_of_several_alike
from scores as score
cross join rules as rule
left join schools as school
    on
        score.county_id = school.county_id
        and score.school_id = school.school_id
        and score.school_year = school.school_year
