-- grain: one row per full-time teacher and school year who teaches on 1 September in a
-- school whose staff is counted
with placed as (select * from {{ ref('int_teacher_placed') }}),

campuses as (select * from {{ ref('int_campus_staffed') }}),

schools as (select * from {{ ref('int_school_staffed') }}),

stages as (select * from {{ ref('int_school_stage_scoped') }})

select
    placed.county_id,
    placed.school_year,
    placed.teacher_token,
    schools.school_id,
    -- a stage that the school does not have is a host's roster yet to come
    coalesce(stages.stage, schools.only_stage) as stage,
    placed.subject,
    placed.title,
    placed.is_hosted and placed.teaching_school_id <> placed.home_school_id
        as is_hosted
from placed
inner join campuses
    on
        placed.county_id = campuses.county_id
        and placed.school_year = campuses.school_year
        and placed.teaching_school_id = campuses.school_id
inner join schools
    on
        campuses.county_id = schools.county_id
        and campuses.school_year = schools.school_year
        and campuses.whole_school_id = schools.school_id
left join stages
    on
        schools.county_id = stages.county_id
        and schools.school_year = stages.school_year
        and schools.school_id = stages.school_id
        and placed.stage = stages.stage
where placed.post_category = 'teacher'
