-- grain: one row per county, school year and grade
-- five-four regions have grade 6 in junior school: the nearest region's row wins, then
-- the newest
with county_years as (
    select
        county_id,
        school_year
    from {{ ref('stg_class_roster') }}
    union distinct
    select
        county_id,
        school_year
    from {{ ref('stg_student_roster') }}
    union distinct
    select
        county_id,
        school_year
    from {{ ref('stg_curriculum_lesson') }}
    union distinct
    select
        county_id,
        school_year
    from {{ ref('stg_fitness_result') }}
    union distinct
    select
        county_id,
        {{ school_year_of('exam_date') }} as school_year
    from {{ ref('stg_exam') }}
),

grades as (select * from {{ ref('grade_stage') }}),

applicable as (
    select
        county_years.county_id,
        cast(county_years.school_year as integer) as school_year,
        grades.grade,
        grades.stage,
        row_number() over (
            partition by
                county_years.county_id, county_years.school_year, grades.grade
            order by
                {{ region_depth('grades.region_code') }} desc,
                grades.valid_from desc,
                grades.region_code asc
        ) as preference
    from county_years
    inner join grades
        on
            {{ region_covers('grades.region_code', 'county_years.county_id') }}
            and {{ holds_on('grades', first_day_of('county_years.school_year')) }}
)

select
    county_id,
    school_year,
    grade,
    stage
from applicable
where preference = 1
