-- grain: one row per county, school year, subject and first grade of its lessons
-- the nearest region's curriculum holds whole, never a subject of one and a subject of
-- another
with listed_schools as (select * from {{ ref('stg_school_list') }}),

norms as (select * from {{ ref('lesson_norm') }}),

county_years as (
    -- distinct: the list has a row per school
    select distinct
        county_id,
        cast(school_year as integer) as school_year
    from listed_schools
),

curricula as (
    -- distinct: a curriculum has a row per subject and grades
    select distinct
        curriculum_id,
        region_code,
        valid_from,
        valid_to
    from norms
),

applicable as (
    {{ nearest_rule(
        'county_years', 'curricula', first_day_of('county_years.school_year'),
        key=['county_id', 'school_year'],
        values=['curriculum_id'],
        last='curriculum_id'
    ) }}
)

select
    applicable.county_id,
    applicable.school_year,
    norms.curriculum_id,
    norms.subject,
    norms.grade_from,
    norms.grade_to,
    norms.weekly_lesson_count,
    norms.is_uncertain
from applicable
inner join norms
    on applicable.curriculum_id = norms.curriculum_id
