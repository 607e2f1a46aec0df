-- grain: one row per campus (a school as it is listed), stage and school year
-- what its form says, less the pupils of branches with a row of their own in it
with stages as (select * from {{ ref('int_school_stage_scoped') }}),

branches as (select * from {{ ref('int_branch_contained') }}),

contained as (
    select
        branches.county_id,
        branches.school_year,
        branches.parent_school_id,
        stages.stage,
        case when count(*) = count(stages.pupil_count) then sum(stages.pupil_count) end
            as pupil_count
    from branches
    inner join stages
        on
            branches.county_id = stages.county_id
            and branches.school_year = stages.school_year
            and branches.school_id = stages.school_id
    group by
        branches.county_id,
        branches.school_year,
        branches.parent_school_id,
        stages.stage
)

select
    stages.county_id,
    stages.school_year,
    stages.school_id,
    stages.stage,
    stages.is_split,
    stages.weight,
    -- a branch with more pupils than the form that contains it contradicts the form
    case
        when contained.stage is null then stages.pupil_count
        when contained.pupil_count <= stages.pupil_count
            then cast(stages.pupil_count - contained.pupil_count as integer)
    end as pupil_count
from stages
left join contained
    on
        stages.county_id = contained.county_id
        and stages.school_year = contained.school_year
        and stages.school_id = contained.parent_school_id
        and stages.stage = contained.stage
