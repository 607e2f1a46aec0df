-- grain: one row per school stage in scope and school year
-- the campus where more would be bought: the school's own, or, where that has no pupil
-- of the stage, the branch that has most of it
with members as (select * from {{ ref('int_school_member_counted') }}),

stages as (
    select * from {{ ref('dim_school_stage') }}
    where is_in_scope
),

preferred as (
    select
        stages.county_id,
        stages.school_year,
        stages.school_id,
        stages.stage,
        member.member_school_id as campus_school_id,
        member.split_weight,
        row_number() over (
            partition by
                stages.county_id,
                stages.school_year,
                stages.school_id,
                stages.stage
            order by
                case
                    when member.split_weight is null then 1
                    when member.split_weight = 0 then 2
                    else 0
                end,
                case when member.member_school_id = stages.school_id then 0 else 1 end,
                member.split_weight desc,
                member.member_school_id asc
        ) as preference
    from stages
    inner join members as member
        on
            stages.county_id = member.county_id
            and stages.school_year = member.school_year
            and stages.school_id = member.school_id
            and stages.stage = member.stage
)

select
    county_id,
    school_year,
    school_id,
    stage,
    campus_school_id,
    split_weight
from preferred
where preference = 1
