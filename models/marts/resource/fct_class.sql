-- grain: one row per class and school year
with class_rosters as (select * from {{ ref('stg_class_roster') }}),

schools as (select * from {{ ref('dim_school') }}),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

grades as (select * from {{ ref('int_grade_placed') }}),

classes as (
    select
        class.*,
        grades.stage
    from class_rosters as class
    left join grades
        on {{ grade_of('grades', 'class', 'class.school_year') }}
)

select
    cast(classes.school_year as integer) as school_year,
    cast(classes.county_id as string) as county_id,
    cast(classes.sender_id as string) as school_id,
    cast(school.school_name as string) as school_name,
    cast(classes.stage as string) as stage,
    cast(school.school_type as string) as school_type,
    cast(school.ownership as string) as ownership,
    cast(school.urban_rural as string) as urban_rural,
    cast(classes.grade as integer) as grade,
    cast(classes.class_name as string) as class_name,
    cast(classes.pupil_count as integer) as pupil_count,
    cast(threshold.limit_value as integer) as class_limit,
    cast(
        case
            when classes.pupil_count > threshold.limit_value
                then classes.pupil_count - threshold.limit_value
            when threshold.limit_value is not null then 0
        end as integer
    ) as over_count,
    cast(threshold.threshold_id as string) as threshold_id
from classes
left join schools as school
    on
        classes.county_id = school.county_id
        and classes.sender_id = school.school_id
        and classes.school_year = school.school_year
left join thresholds as threshold
    on
        classes.county_id = threshold.county_id
        and classes.school_year = threshold.school_year
        and classes.stage = threshold.stage
        and threshold.indicator_id = 'G5'
