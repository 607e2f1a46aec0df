-- grain: one row per school whose staff is counted, stage (the senior part too) and
-- school year
-- what one campus does not say is not known of the whole
with schools as (select * from {{ ref('int_school_staffed') }}),

campuses as (select * from {{ ref('int_campus_staffed') }}),

pupils as (select * from {{ ref('int_campus_pupil_counted') }}),

grades as (select * from {{ ref('int_grade_class_counted') }}),

teachers as (select * from {{ ref('int_teacher_teaching') }}),

amounts as (
    select
        campuses.county_id,
        campuses.school_year,
        campuses.whole_school_id as school_id,
        pupils.stage,
        'pupil' as thing,
        pupils.pupil_count as amount
    from campuses
    inner join pupils
        on
            campuses.county_id = pupils.county_id
            and campuses.school_year = pupils.school_year
            and campuses.school_id = pupils.school_id
    union all
    select
        county_id,
        school_year,
        school_id,
        stage,
        'class' as thing,
        class_count as amount
    from grades
    union all
    select
        county_id,
        school_year,
        school_id,
        stage,
        'teacher' as thing,
        1 as amount
    from teachers
),

summed as (
    select
        county_id,
        school_year,
        school_id,
        stage,
        count(*) - count(amount) as unknown_count,
        {% for thing in ['pupil', 'class', 'teacher'] -%}
            cast(sum(case when thing = '{{ thing }}' then amount else 0 end) as integer)
                as {{ thing }}_count
            {%- if not loop.last %},{% endif %}
        {% endfor %}
    from amounts
    where stage is not null
    group by county_id, school_year, school_id, stage
)

select
    summed.county_id,
    summed.school_year,
    summed.school_id,
    summed.stage,
    case when summed.unknown_count = 0 then summed.pupil_count end as pupil_count,
    case when schools.has_class_roster then summed.class_count end as class_count,
    case when schools.has_teacher_roster then summed.teacher_count end as teacher_count
from summed
inner join schools
    on
        summed.county_id = schools.county_id
        and summed.school_year = schools.school_year
        and summed.school_id = schools.school_id
