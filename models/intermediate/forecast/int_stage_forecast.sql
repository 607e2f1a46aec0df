-- grain: one row per assessment cycle, campus (a school as it is listed), stage, school
-- year ahead and scenario
-- nothing is said of a stage of which a grade is not known
with grades as (select * from {{ ref('int_grade_forecast') }})

select
    cycle_id,
    county_id,
    school_id,
    stage,
    school_year,
    scenario,
    case
        when count(*) = count(pupil_count_now)
            then cast(sum(pupil_count_now) as bigint)
    end as pupil_count_now,
    case when count(*) = count(pupil_count) then {{ exact_sum('pupil_count') }} end
        as pupil_count,
    case
        when count(*) = count(pupil_count)
            then {{ exact_sum(
                'case when grade = first_grade then pupil_count else 0 end'
            ) }}
    end as entrant_count,
    min(missing_reason) as missing_reason
from grades
group by cycle_id, county_id, school_id, stage, school_year, scenario
