-- grain: one row per school whose staff is counted, grade with classes and school year
with classes as (select * from {{ ref('fct_class') }}),

campuses as (select * from {{ ref('int_campus_staffed') }})

select
    campuses.county_id,
    campuses.school_year,
    campuses.whole_school_id as school_id,
    classes.stage,
    classes.grade,
    cast(count(*) as integer) as class_count
from classes
inner join campuses
    on
        classes.county_id = campuses.county_id
        and classes.school_year = campuses.school_year
        and classes.school_id = campuses.school_id
group by
    campuses.county_id,
    campuses.school_year,
    campuses.whole_school_id,
    classes.stage,
    classes.grade
