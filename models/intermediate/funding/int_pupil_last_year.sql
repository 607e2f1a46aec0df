-- grain: one row per school, compulsory stage and finance year: the pupils for whom
-- the money was, by the autumn before the finance year
-- a school that the list of that autumn does not have opened later
with pupils as (select * from {{ ref('int_campus_pupil_counted') }}),

stages as (
    select * from {{ ref('int_school_stage_listed') }}
    where is_judged
)

select
    stages.county_id,
    stages.school_id,
    stages.school_year + 1 as finance_year,
    stages.stage,
    pupils.pupil_count
from stages
inner join pupils
    on
        stages.county_id = pupils.county_id
        and stages.school_year = pupils.school_year
        and stages.school_id = pupils.school_id
        and stages.stage = pupils.stage
