-- grain: one row per school, stage (the senior part too, for the split) and school year
-- whether R asks about it; a branch that is no school of its own is its parent's
with stages as (select * from {{ ref('int_school_stage_listed') }}),

scoped as (
    select * from {{ ref('int_stage_scoped') }}
    where scope_id = 'R'
)

select
    stages.*,
    case
        when scoped.scope_reason in ('excluded_type', 'private_excluded')
            then scoped.scope_reason
        when parent.school_id is not null then 'merged_into_parent'
        when scoped.scope_reason <> 'in_scope' then scoped.scope_reason
        when not stages.has_profile then 'profile_missing'
        else 'in_scope'
    end as scope_reason
from stages
left join scoped
    on
        stages.county_id = scoped.county_id
        and stages.school_year = scoped.school_year
        and stages.school_id = scoped.school_id
        and stages.stage = scoped.stage
left join stages as parent
    on
        stages.county_id = parent.county_id
        and stages.school_year = parent.school_year
        and stages.parent_school_id = parent.school_id
        and stages.stage = parent.stage
        -- a parent that belongs to somebody itself, or names itself, takes nobody in
        and parent.parent_school_id is null
