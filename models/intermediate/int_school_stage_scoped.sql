-- grain: one row per school, stage (the senior part too, for the split) and school year
with staged as (
    select
        schools.county_id,
        schools.school_year,
        schools.school_id,
        kind.stage,
        kind.is_judged,
        schools.has_profile,
        schools.is_teaching_point,
        schools.is_included_in_parent,
        case
            when not schools.is_teaching_point and not schools.is_counted
                then schools.parent_school_id
        end as parent_school_id,
        split.weight is not null as is_split,
        coalesce(split.weight, 1) as weight,
        case kind.stage
            when 'primary' then schools.primary_pupil_count
            when 'junior' then schools.junior_pupil_count
            else schools.senior_pupil_count
        end as pupil_count
    from {{ ref('int_school_profiled') }} as schools
    inner join {{ ref('school_type_stage') }} as kind
        on schools.school_type = kind.school_type
    left join {{ ref('split_weight') }} as split
        on
            schools.school_type = split.school_type
            and kind.stage = split.stage
            and {{ holds_on('split', first_day_of('schools.school_year')) }}
),

-- a stage whose pupils are unknown exists, one without pupils does not
existing as (
    select * from staged
    where coalesce(pupil_count, 1) > 0
)

select
    existing.*,
    case
        when parent.school_id is not null then 'merged_into_parent'
        when
            existing.is_teaching_point
            and existing.pupil_count < scope.min_teaching_point_pupil_count
            then 'teaching_point_below_50'
        when not existing.has_profile then 'profile_missing'
        else 'in_scope'
    end as scope_reason
from existing
left join existing as parent
    on
        existing.county_id = parent.county_id
        and existing.school_year = parent.school_year
        and existing.parent_school_id = parent.school_id
        -- a parent that belongs to somebody itself, or names itself, takes nobody in
        and parent.parent_school_id is null
        and existing.stage = parent.stage
cross join {{ ref('indicator_scope') }} as scope
where scope.scope_id = 'R'
