-- grain: one row per school, school year and kind of school that it is, or says it is
-- a relaxed rule is a permission: who neither says so nor is seen to be of the kind is
-- judged like all; who says so although the figures say no is so too, and is shown
with flags as (select * from {{ ref('school_flag') }}),

profiles as (select * from {{ ref('stg_school_profile') }}),

schools as (select * from {{ ref('int_school_profiled') }}),

pupils as (
    select
        county_id,
        school_year,
        school_id,
        case when count(*) = count(pupil_count) then sum(pupil_count) end as pupil_count
    from {{ ref('int_school_stage_merged') }}
    where is_judged
    group by county_id, school_year, school_id
),

classes as (
    select
        county_id,
        school_year,
        sender_id as school_id,
        max(pupil_count) as largest_class_count
    from {{ ref('stg_class_roster') }}
    group by county_id, school_year, sender_id
),

described as (
    select
        schools.county_id,
        schools.school_year,
        schools.school_id,
        schools.urban_rural as place,
        schools.founded_year,
        pupils.pupil_count,
        classes.largest_class_count,
        cast(profiles.migrant_pupil_count as decimal(10, 0)) as migrant_count,
        flags.*,
        {{ value_of_field(
            'flags.declared_field', 'profiles', declared_flags(), 'boolean'
        ) }} as is_declared
    from schools
    inner join profiles
        on
            schools.county_id = profiles.county_id
            and schools.school_year = profiles.school_year
            and schools.school_id = profiles.school_id
    inner join pupils
        on
            schools.county_id = pupils.county_id
            and schools.school_year = pupils.school_year
            and schools.school_id = pupils.school_id
    left join classes
        on
            schools.county_id = classes.county_id
            and schools.school_year = classes.school_year
            and schools.school_id = classes.school_id
    cross join flags
),

-- unknown where a figure is
seen as (
    select
        *,
        (urban_rural is null or place = urban_rural)
        and (min_pupil_count is null or pupil_count >= min_pupil_count)
        and (below_pupil_count is null or pupil_count < below_pupil_count)
        and (built_by_year is null or founded_year <= built_by_year)
        and (
            above_migrant_share is null
            or migrant_count > above_migrant_share * pupil_count
        )
        and (below_class_size is null or largest_class_count < below_class_size)
            as is_seen
    from described
)

select
    county_id,
    school_year,
    school_id,
    school_flag,
    is_declared,
    coalesce(is_seen, true) as is_held
from seen
where is_declared or is_declared is null and not needs_declaration and is_seen
