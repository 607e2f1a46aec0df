-- grain: one row per school, stage and school year, with its merged branches' pupils
with members as (select * from {{ ref('int_school_member_counted') }}),

stages as (select * from {{ ref('int_school_stage_scoped') }}),

pupils as (
    select
        county_id,
        school_year,
        school_id,
        stage,
        case
            when count(*) = count(pupil_count) then cast(sum(pupil_count) as integer)
        end as pupil_count
    from members
    group by county_id, school_year, school_id, stage
)

select
    stages.county_id,
    stages.school_year,
    stages.school_id,
    stages.stage,
    stages.is_judged,
    stages.has_profile,
    pupils.pupil_count
from stages
inner join pupils
    on
        stages.county_id = pupils.county_id
        and stages.school_year = pupils.school_year
        and stages.school_id = pupils.school_id
        and stages.stage = pupils.stage
