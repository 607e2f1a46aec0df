-- grain: one row per school stage, school year and school whose figures count in it
-- a school counts in itself; a branch that is not counted as a school also in its
-- parent
with stages as (select * from {{ ref('int_school_stage_scoped') }}),

branches as (
    -- distinct: a branch with two stages brings its rooms once
    select distinct
        county_id,
        school_year,
        parent_school_id,
        school_id
    from stages
    -- what the parent's own form already contains must not be added twice
    where scope_reason = 'merged_into_parent' and not is_included_in_parent
)

select
    county_id,
    school_year,
    school_id,
    stage,
    school_id as member_school_id,
    pupil_count,
    true as has_stage
from stages
union all
select
    stages.county_id,
    stages.school_year,
    stages.school_id,
    stages.stage,
    branches.school_id as member_school_id,
    branch_stage.pupil_count,
    branch_stage.stage is not null as has_stage
from stages
inner join branches
    on
        stages.county_id = branches.county_id
        and stages.school_year = branches.school_year
        and stages.school_id = branches.parent_school_id
left join stages as branch_stage
    on
        branches.county_id = branch_stage.county_id
        and branches.school_year = branch_stage.school_year
        and branches.school_id = branch_stage.school_id
        and stages.stage = branch_stage.stage
