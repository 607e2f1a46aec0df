-- grain: one row per school, stage (the senior part too, for the split) and school year
with stages as (select * from {{ ref('int_school_stage_listed') }}),

scopes as (
    select * from {{ ref('indicator_scope') }}
    where scope_id = 'R'
)

select
    stages.*,
    case
        when
            stages.is_private and not scopes.includes_private
            or stages.is_judged
            and not {{ is_one_of('stages.stage', 'scopes.stage_scope') }}
            then 'excluded_type'
        when parent.school_id is not null then 'merged_into_parent'
        when
            stages.is_teaching_point
            and stages.pupil_count < scopes.min_teaching_point_pupil_count
            then 'teaching_point_below_50'
        when not stages.has_profile then 'profile_missing'
        else 'in_scope'
    end as scope_reason
from stages
cross join scopes
left join stages as parent
    on
        stages.county_id = parent.county_id
        and stages.school_year = parent.school_year
        and stages.parent_school_id = parent.school_id
        and stages.stage = parent.stage
        -- a parent that belongs to somebody itself, or names itself, takes nobody in
        and parent.parent_school_id is null
