-- grain: one row per full-time teacher of a compulsory stage and school year, who is
-- asked for training (G9) and certificate (G12)
-- who is in post or away on a counted exchange counts, once; who is seconded or off
-- post does not (standard.md 12.9)
with placed as (select * from {{ ref('int_teacher_placed') }}),

rostered as (select * from {{ ref('int_teacher_rostered') }}),

scoped as (
    select * from {{ ref('int_school_scoped') }}
    where scope_id = 'G9'
)

select
    placed.county_id,
    placed.school_year,
    placed.teacher_token,
    placed.teaching_school_id as school_id,
    placed.stage,
    cast(extract(year from rostered.hire_month) as integer) as hire_year
from placed
inner join scoped
    on
        placed.county_id = scoped.county_id
        and placed.school_year = scoped.school_year
        and placed.teaching_school_id = scoped.school_id
        and scoped.is_in_scope
left join rostered
    on
        placed.teacher_token = rostered.teacher_token
        and placed.listed_school_year = rostered.school_year
where placed.post_category = 'teacher' and placed.stage in ('primary', 'junior')
