-- grain: one row per school, stage (the senior part too, for the split) and school year
-- a stage whose pupils are unknown exists; one without pupils does not, unless the
-- school is not known to have a pupil at all: then nothing can be said about it, and it
-- must not vanish
with schools as (select * from {{ ref('int_school_profiled') }}),

type_stages as (select * from {{ ref('school_type_stage') }}),

split_weights as (select * from {{ ref('split_weight') }}),

staged as (
    select
        schools.county_id,
        schools.school_year,
        schools.school_id,
        kind.stage,
        kind.is_judged,
        schools.has_profile,
        schools.is_private,
        schools.is_teaching_point,
        schools.is_included_in_parent,
        -- a teaching point is judged by its own size, whatever it belongs to
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
    from schools
    inner join type_stages as kind
        on schools.school_type = kind.school_type
    left join split_weights as split
        on
            schools.school_type = split.school_type
            and kind.stage = split.stage
            and {{ holds_on('split', first_day_of('schools.school_year')) }}
),

counted as (
    select
        *,
        sum(pupil_count) over (
            partition by county_id, school_year, school_id
        ) as pupil_count_of_school
    from staged
)

select *
from counted
where coalesce(pupil_count, 1) > 0 or pupil_count_of_school = 0
