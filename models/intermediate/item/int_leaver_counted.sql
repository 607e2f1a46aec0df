-- grain: one row per county and school year: pupils of the last grade of junior
-- schools, those of rural ones, and the schools of which no class list came
with stages as (
    select * from {{ ref('int_school_stage_listed') }}
    where stage = 'junior' and is_judged and not is_special
),

schools as (select * from {{ ref('int_school_profiled') }}),

classes as (
    select * from {{ ref('fct_class') }}
    where stage = 'junior'
),

grades as (
    select
        county_id,
        school_year,
        max(grade) as last_grade
    from {{ ref('int_grade_placed') }}
    where stage = 'junior'
    group by county_id, school_year
),

choices as (
    select * from {{ ref('int_choice_resolved') }}
    where choice = 'rural_places'
),

received as (
    select * from {{ ref('stg_submission') }}
    where is_effective and form = 'class_roster'
),

leavers as (
    select
        classes.county_id,
        classes.school_year,
        classes.school_id,
        sum(classes.pupil_count) as pupil_count
    from classes
    inner join grades
        on
            classes.county_id = grades.county_id
            and classes.school_year = grades.school_year
            and classes.grade = grades.last_grade
    group by classes.county_id, classes.school_year, classes.school_id
)

select
    stages.county_id,
    stages.school_year,
    coalesce(sum(leavers.pupil_count), 0) as leaver_count,
    coalesce(
        sum(
            case
                when {{ is_one_of('schools.urban_rural', 'choices.value') }}
                    then leavers.pupil_count
            end
        ), 0
    ) as rural_leaver_count,
    count(case when received.sender_id is null or received.rows_rejected > 0 then 1 end)
        as open_school_count
from stages
inner join schools
    on
        stages.county_id = schools.county_id
        and stages.school_year = schools.school_year
        and stages.school_id = schools.school_id
left join leavers
    on
        stages.county_id = leavers.county_id
        and stages.school_year = leavers.school_year
        and stages.school_id = leavers.school_id
left join received
    on
        stages.county_id = received.county_id
        and stages.school_id = received.sender_id
        and cast(stages.school_year as string) = received.period
left join choices
    on
        stages.county_id = choices.county_id
        and stages.school_year = choices.school_year
group by stages.county_id, stages.school_year
