-- grain: one row per full-time teacher and school year: hours of training in the years
-- before the statistics date, and the hours that are wanted
-- of whom came later, a year's part for each year since (standard.md 1.2, a parameter)
with teachers as (select * from {{ ref('int_full_time_teacher') }}),

trainings as (select * from {{ ref('stg_teacher_training') }}),

choices as (select * from {{ ref('int_choice_resolved') }}),

chosen as (
    select
        county_id,
        school_year,
        max(case when choice = 'training_hours' then cast(value as integer) end)
            as wanted_hours,
        max(case when choice = 'training_years' then cast(value as integer) end)
            as year_count,
        max(case when choice = 'new_teacher_training' then value end) as new_teacher
    from choices
    group by county_id, school_year
),

asked as (
    select
        teachers.*,
        chosen.year_count,
        -- in hours times years, so that nothing is divided
        case
            when chosen.new_teacher = 'pro_rata'
                then
                    chosen.wanted_hours * greatest(
                        0,
                        least(
                            chosen.year_count,
                            teachers.school_year - teachers.hire_year
                        )
                    )
            else chosen.wanted_hours * chosen.year_count
        end as wanted_hour_years
    from teachers
    inner join chosen
        on
            teachers.county_id = chosen.county_id
            and teachers.school_year = chosen.school_year
)

select
    asked.county_id,
    asked.school_year,
    asked.teacher_token,
    asked.wanted_hour_years,
    coalesce(sum(trainings.training_hours), 0) as training_hours,
    coalesce(sum(trainings.training_hours), 0) * asked.year_count
    >= asked.wanted_hour_years as is_done
from asked
left join trainings
    on
        asked.county_id = trainings.county_id
        and cast(asked.school_year as string) = cast(trainings.school_year as string)
        and asked.teacher_token = trainings.teacher_token
        and asked.school_year - asked.year_count <= trainings.training_year
        and asked.school_year > trainings.training_year
group by
    asked.county_id,
    asked.school_year,
    asked.teacher_token,
    asked.wanted_hour_years,
    asked.year_count
