-- grain: one row per school stage, school year and campus whose figures count in it
-- a school counts in itself; a stage of a branch that is not counted as a school also
-- in its parent
with stages as (select * from {{ ref('int_school_stage_scoped') }}),

campuses as (select * from {{ ref('int_campus_stage_split') }}),

contained as (select * from {{ ref('int_branch_contained') }}),

members as (
    select
        county_id,
        school_year,
        school_id,
        stage,
        school_id as member_school_id
    from stages
    union all
    select
        stages.county_id,
        stages.school_year,
        stages.parent_school_id as school_id,
        stages.stage,
        stages.school_id as member_school_id
    from stages
    left join contained
        on
            stages.county_id = contained.county_id
            and stages.school_year = contained.school_year
            and stages.school_id = contained.school_id
    where
        stages.scope_reason = 'merged_into_parent'
        -- what the parent's form contains and was not taken out of it is there already
        and (not stages.is_included_in_parent or contained.school_id is not null)
)

select
    members.county_id,
    members.school_year,
    members.school_id,
    members.stage,
    members.member_school_id,
    campuses.pupil_count,
    campuses.split_weight,
    campuses.missing_field
from members
inner join campuses
    on
        members.county_id = campuses.county_id
        and members.school_year = campuses.school_year
        and members.member_school_id = campuses.school_id
        and members.stage = campuses.stage
