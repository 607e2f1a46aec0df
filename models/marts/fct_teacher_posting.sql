-- grain: one row per person, school and unbroken run of school years
-- begins with the year, the first post of all with the arrival; ends where the next
-- roster of the county no longer has the person in this school
with teacher_rostereds as (select * from {{ ref('int_teacher_rostered') }}),

rostered as (
    select
        *,
        school_year - row_number() over (
            partition by teacher_token, school_id
            order by school_year
        ) as run_number,
        min(school_year) over (partition by teacher_token) as first_school_year,
        max(school_year) over (partition by county_id) as newest_school_year
    from teacher_rostereds
),

runs as (
    select
        teacher_token,
        county_id,
        school_id,
        first_school_year,
        newest_school_year,
        min(school_year) as school_year_first,
        max(school_year) as school_year_last,
        min(arrival_month) as arrival_month
    from rostered
    group by
        teacher_token,
        county_id,
        school_id,
        run_number,
        first_school_year,
        newest_school_year
)

select
    cast(teacher_token as string) as teacher_token,
    cast(county_id as string) as county_id,
    cast(school_id as string) as school_id,
    cast(
        case
            when
                school_year_first = first_school_year
                and arrival_month < {{ first_day_of('school_year_first') }}
                then arrival_month
            else {{ first_day_of('school_year_first') }}
        end as date
    ) as valid_from,
    cast(
        case
            when school_year_last < newest_school_year
                then {{ first_day_of('school_year_last + 1') }}
        end as date
    ) as valid_to,
    cast(school_year_first as integer) as school_year_first,
    cast(school_year_last as integer) as school_year_last
from runs
