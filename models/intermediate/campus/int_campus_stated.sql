-- grain: one row per campus that a school lists, school year and figure that is split
-- or splits
with campuses as (select * from {{ ref('stg_campus') }}),

parts as (select * from {{ ref('indicator_part') }}),

indicators as (select * from {{ ref('indicator') }}),

type_stages as (select * from {{ ref('school_type_stage') }}),

fields as (
    select
        part.field,
        part.school_flag <> 'none' as is_optional
    from parts as part
    inner join indicators as indicator
        on part.indicator_id = indicator.indicator_id
    where indicator.is_split
    union
    select
        stage || '_pupil_count' as field,
        false as is_optional
    from type_stages
),

stated as (
    select
        campus.county_id,
        cast(campus.school_year as integer) as school_year,
        campus.sender_id as school_id,
        campus.campus_name,
        fields.field,
        fields.is_optional,
        {{ value_of_field(
            'fields.field', 'campus',
            ['primary_pupil_count', 'junior_pupil_count', 'senior_pupil_count']
            + campus_numbers() + relaxed_numbers(), 'decimal(18, 2)'
        ) }} as amount
    from campuses as campus
    cross join fields
)

select
    county_id,
    school_year,
    school_id,
    campus_name,
    field,
    -- what only a relaxed rule counts may be left blank
    case when is_optional then coalesce(amount, 0) else amount end as amount
from stated
