-- grain: one row per school, stage (the senior part too, for the split) and school year
-- a stage whose pupils are unknown exists; one without pupils does not, unless the
-- school is not known to have a pupil at all: then nothing can be said about it, and it
-- must not vanish. Attached classes exist where the host's form counts their pupils
with schools as (select * from {{ ref('int_school_profiled') }}),

type_stages as (select * from {{ ref('school_type_stage') }}),

other_stages as (select * from {{ ref('other_type_stage') }}),

split_weights as (select * from {{ ref('split_weight') }}),

kinds as (
    select
        school_type,
        stage,
        is_judged,
        false as is_attached,
        false as is_special
    from type_stages
    union all
    select
        school_type,
        stage,
        is_judged,
        is_attached,
        is_special
    from other_stages
),

staged as (
    select
        schools.county_id,
        schools.school_year,
        schools.school_id,
        kind.stage,
        kind.is_judged,
        kind.is_attached,
        kind.is_special,
        schools.has_profile,
        schools.is_private,
        schools.is_boarding,
        schools.is_teaching_point,
        schools.urban_rural_code,
        schools.is_included_in_parent,
        -- a teaching point is judged by its own size, whatever it belongs to
        case
            when not schools.is_teaching_point and not schools.is_counted
                then schools.parent_school_id
        end as parent_school_id,
        case kind.stage
            when 'primary' then schools.primary_pupil_count
            when 'junior' then schools.junior_pupil_count
            else schools.senior_pupil_count
        end as pupil_count
    from schools
    inner join kinds as kind
        on schools.school_type = kind.school_type
),

counted as (
    select
        *,
        sum(pupil_count) over (
            partition by county_id, school_year, school_id
        ) as pupil_count_of_school
    from staged
),

present as (
    select
        *,
        count(*) over (partition by county_id, school_year, school_id) > 1 as is_split
    from counted
    where
        pupil_count > 0
        or not is_attached and (pupil_count is null or pupil_count_of_school = 0)
)

select
    present.*,
    split.weight
from present
left join split_weights as split
    on
        present.stage = split.stage
        and {{ holds_on('split', first_day_of('present.school_year')) }}
